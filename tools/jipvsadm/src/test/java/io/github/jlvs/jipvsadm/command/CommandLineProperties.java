// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.text.CommandOption;
import io.github.jlvs.ipvs.text.UsageException;
import io.github.jlvs.jipvsadm.FewNames;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Command lines of every kind are understood or refused; none breaks the program. */
class CommandLineProperties {
  private final CommandParser parser = new CommandParser(new FewNames());

  @Provide
  Arbitrary<List<String>> lines() {
    List<String> options = new ArrayList<>();
    for (CommandOption option : OptionTable.options()) {
      if (option.letter() != 0) {
        options.add("-" + option.letter());
      }
      if (!option.longName().isEmpty()) {
        options.add("--" + option.longName());
      }
    }
    Arbitrary<String> values =
        Arbitraries.of(
            "10.0.0.1:80",
            "[fd00::1]:80",
            "5",
            "0",
            "-1",
            "rr",
            "sh",
            "gue",
            "web:http",
            "master",
            "flag-1",
            "sh-port",
            "sip",
            "255.255.255.0",
            "",
            "-",
            "--",
            "=",
            "\0",
            "\u00e9");
    Arbitrary<String> anything = Arbitraries.strings().all().ofMaxLength(12);
    Arbitrary<String> clusters =
        Arbitraries.strings().withChars("AEDCRSaedLlZhvtufspMborgimwxycnX6=0").ofMaxLength(5);
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(6, Arbitraries.of(options)),
            net.jqwik.api.Tuple.of(5, values),
            net.jqwik.api.Tuple.of(1, anything),
            net.jqwik.api.Tuple.of(2, clusters.map(letters -> "-" + letters)))
        .list()
        .ofMaxSize(9);
  }

  @Property(tries = 5000)
  void a_line_is_understood_or_one_of_its_words_is_wrong(@ForAll("lines") List<String> words) {
    Command command;
    try {
      command = parser.parse(words);
    } catch (UsageException e) {
      assertThat(e.word()).isBetween(0, words.size());
      assertThat(e.message()).isNotBlank();
      return;
    }
    assertThat(command).isNotNull();
  }

  @Property
  void what_is_refused_is_refused_with_one_word_more(@ForAll("lines") List<String> words) {
    try {
      Command unused = parser.parse(words);
    } catch (UsageException e) {
      if (e.word() < words.size() && e.kind() != UsageException.Kind.NO_COMMAND) {
        List<String> longer = Stream.concat(words.stream(), Stream.of("--sort")).toList();
        assertThat(catchUsage(longer)).isTrue();
      }
    }
  }

  private boolean catchUsage(List<String> words) {
    try {
      Command unused = parser.parse(words);
      return false;
    } catch (UsageException e) {
      return true;
    }
  }
}
