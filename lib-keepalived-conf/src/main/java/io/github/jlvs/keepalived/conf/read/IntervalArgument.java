// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.text.Statement;
import java.time.Duration;
import java.util.Optional;

/** The time between two advertisements. */
final class IntervalArgument {
  /** In seconds. */
  static final Argument<Integer> INTERVAL =
      Argument.of("whole seconds, 1 to 255", IntervalArgument::read);

  /** What keepalived takes, of which version 2 has no use for the fractions. */
  private static final Argument<Optional<Duration>> SECONDS = Argument.seconds("0.01", "255");

  private IntervalArgument() {}

  private static int read(Statement statement, Words words) {
    Duration interval = SECONDS.read(statement, words).orElse(Duration.ofSeconds(1));
    if (interval.toNanosPart() != 0) {
      // The field of the packet holds whole seconds; a guess here would make two masters.
      words
          .diagnostics()
          .error(
              statement.arguments().get(0).position(),
              "VRRP version 2 advertises at whole seconds only: 'advert_int' takes 1 to 255");
      return 1;
    }
    return (int) interval.toSeconds();
  }
}
