// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.ipvs.Timeouts;
import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Suggestion;
import io.github.jlvs.keepalived.conf.text.Word;
import java.util.List;

/** What follows {@code lvs_timeouts}; what is no timeout is passed over as keepalived does. */
final class LvsTimeouts {
  /** 31 days, which keepalived takes at most, and the kernel with any clock. */
  private static final int LONGEST = 2_678_400;

  private static final List<String> OPTIONS = List.of("tcp", "tcpfin", "udp");

  /** 0 for what is not given. */
  static final Argument<Timeouts> ARGUMENT =
      Argument.of(
          "`tcp`, `tcpfin` and `udp`, one or more, each with seconds, 0 to " + LONGEST,
          LvsTimeouts::read);

  private LvsTimeouts() {}

  private static Timeouts read(Statement statement, Words words) {
    List<Word> arguments = statement.arguments();
    Timeouts timeouts = new Timeouts(0, 0, 0);
    if (arguments.size() < 2) {
      words
          .diagnostics()
          .warning(
              statement.position(),
              "'lvs_timeouts' needs 'tcp', 'tcpfin' or 'udp' and seconds after it: the line is"
                  + " ignored");
    }
    for (int i = 0; i < arguments.size(); i++) {
      Word option = arguments.get(i);
      if (!OPTIONS.contains(option.text())) {
        passed(
            option,
            Quoted.quote(option.text())
                + " is no option of 'lvs_timeouts'"
                + Suggestion.hint(option.text(), OPTIONS),
            words);
      } else if (i + 1 < arguments.size()) {
        i++;
        timeouts = with(timeouts, option.text(), arguments.get(i), words);
      } else if (arguments.size() > 1) {
        passed(option, Quoted.quote(option.text()) + " needs seconds after it", words);
      }
    }
    return timeouts;
  }

  private static Timeouts with(Timeouts before, String option, Word value, Words words) {
    boolean number = value.text().matches("[0-9]{1,9}");
    int seconds = number ? Integer.parseInt(value.text()) : 0;
    if (!number || seconds > LONGEST) {
      passed(
          value,
          Quoted.quote(value.text()) + " is no number of seconds from 0 to " + LONGEST,
          words);
      return before;
    }
    return switch (option) {
      case "tcp" -> new Timeouts(seconds, before.tcpFinSeconds(), before.udpSeconds());
      case "tcpfin" -> new Timeouts(before.tcpSeconds(), seconds, before.udpSeconds());
      default -> new Timeouts(before.tcpSeconds(), before.tcpFinSeconds(), seconds);
    };
  }

  private static void passed(Word at, String why, Words words) {
    if (!Words.hasOpenReference(at)) {
      words.diagnostics().warning(at.position(), why + ": ignored, as keepalived does");
    }
  }
}
