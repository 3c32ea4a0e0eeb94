// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.argument;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.text.Diagnostic;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;

/** An argument takes what it describes, and says its range of the rest. */
class ArgumentProperties {
  private static Statement line(String... all) {
    List<Word> line = new ArrayList<>();
    for (String text : all) {
      line.add(new Word(new Position("t.conf", 1, line.size() + 1), text, text));
    }
    String rest = String.join(" ", List.of(all).subList(1, all.length));
    return new Statement(line.get(0), line.subList(1, line.size()), rest, Optional.empty());
  }

  private static List<String> said(Words words) {
    return words.diagnostics().sorted().stream().map(Diagnostic::message).toList();
  }

  @Property
  void a_number_is_read_within_its_range(@ForAll int a, @ForAll int b, @ForAll int given) {
    Words words = new Words(new Diagnostics());
    int min = Math.min(a, b);
    int max = Math.max(a, b);
    Argument<Optional<Integer>> number = Argument.number(min, max);
    Optional<Integer> read = number.read(line("weight", Integer.toString(given)), words);

    assertThat(number.description()).isEqualTo(min + " to " + max);
    if (given >= min && given <= max) {
      assertThat(read).hasValue(given);
      assertThat(said(words)).isEmpty();
    } else {
      assertThat(read).isEmpty();
      assertThat(said(words))
          .containsExactly(
              "'"
                  + given
                  + "' is out of range: 'weight' takes a whole number from "
                  + min
                  + " to "
                  + max);
    }
  }

  @Property
  void a_time_is_read_within_its_range(
      @ForAll @BigRange(min = "0", max = "100000") @Scale(6) BigDecimal given) {
    Words words = new Words(new Diagnostics());
    Argument<Optional<Duration>> seconds = Argument.seconds("0.5", "86400");
    Optional<Duration> read = seconds.read(line("delay_loop", given.toPlainString()), words);

    boolean within =
        given.compareTo(new BigDecimal("0.5")) >= 0 && given.compareTo(new BigDecimal(86400)) <= 0;
    assertThat(seconds.description()).isEqualTo("seconds, 0.5 to 86400");
    assertThat(read)
        .isEqualTo(
            within
                ? Optional.of(Duration.ofNanos(given.movePointRight(9).longValueExact()))
                : Optional.empty());
    assertThat(said(words))
        .isEqualTo(
            within
                ? List.of()
                : List.of(
                    "'"
                        + given.toPlainString()
                        + "' is out of range: 'delay_loop' takes seconds from 0.5 to 86400"));
  }

  @Property
  void nothing_but_words_of_a_switch_switches(@ForAll String given) {
    Words words = new Words(new Diagnostics());
    boolean off = List.of("off", "false", "no").contains(given.toLowerCase(Locale.ROOT));

    assertThat(Argument.flag().read(line("alpha", given), words)).isEqualTo(!off);
  }
}
