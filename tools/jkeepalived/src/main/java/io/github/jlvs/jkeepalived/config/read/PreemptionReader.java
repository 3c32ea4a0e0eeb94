// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.read;

import io.github.jlvs.jkeepalived.config.text.Position;
import io.github.jlvs.jkeepalived.config.text.Statement;
import java.time.Duration;
import java.util.Optional;

/** Reads whether and when a virtual router takes over from a master of lower priority. */
final class PreemptionReader {
  private final ValueParser values;
  private Optional<Position> noPreempt = Optional.empty();
  private Optional<Position> delayAt = Optional.empty();
  private Duration delay = Duration.ZERO;

  PreemptionReader(ValueParser values) {
    this.values = values;
  }

  void handle(BlockReader block) {
    block
        .on("nopreempt", this::noPreempt)
        .on("preempt", s -> values.present(s))
        .on("preempt_delay", this::delay);
  }

  boolean preempts() {
    return noPreempt.isEmpty();
  }

  Duration delay() {
    return delay;
  }

  /** Takes away what has no effect, as keepalived does, and says so. */
  void check(boolean startsAsMaster) {
    String master = "'state MASTER' (write 'state BACKUP')";
    if (startsAsMaster) {
      noPreempt.ifPresent(at -> without(at, "nopreempt", master));
      noPreempt = Optional.empty();
    }
    if (!delay.isZero() && (startsAsMaster || noPreempt.isPresent())) {
      delayAt.ifPresent(
          at -> without(at, "preempt_delay", startsAsMaster ? master : "'nopreempt'"));
      delay = Duration.ZERO;
    }
  }

  private void without(Position at, String keyword, String beside) {
    values.diagnostics().warning(at, "'" + keyword + "' has no effect with " + beside);
  }

  private void noPreempt(Statement statement) {
    values.present(statement);
    noPreempt = Optional.of(statement.position());
  }

  private void delay(Statement statement) {
    delayAt = Optional.of(statement.position());
    delay = values.seconds(statement, "0", "1000").orElse(Duration.ZERO);
  }
}
