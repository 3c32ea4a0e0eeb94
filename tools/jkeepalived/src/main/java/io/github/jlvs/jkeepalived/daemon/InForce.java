// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import io.github.jlvs.jkeepalived.reload.PlanText;
import io.github.jlvs.jkeepalived.reload.ReloadPlan;
import io.github.jlvs.keepalived.conf.model.Configuration;
import java.util.List;
import java.util.Optional;

/** The configuration in force, as far as one is, and the word of what a reload will change. */
final class InForce {
  private final boolean detail;
  private final DaemonLog log;
  private Optional<Configuration> known = Optional.empty();

  InForce(boolean detail, DaemonLog log) {
    this.detail = detail;
    this.log = log;
  }

  /** All of it is in force. */
  void is(Configuration configuration) {
    known = Optional.of(configuration);
  }

  /**
   * Says what will change, before anything is touched. Until {@link #is} nobody knows what is in
   * force: part of the reload may fail.
   *
   * @throws IllegalArgumentException if virtual routers contradict each other; the old
   *     configuration stays in force
   */
  void isGoingTo(Configuration next) {
    List<String> lines =
        known
            .map(before -> PlanText.of(ReloadPlan.of(before, next), detail))
            .orElse(List.of("Reload: what the one before has left is compared with all there is"));
    lines.forEach(line -> log.line(Part.DAEMON, line));
    known = Optional.empty();
  }
}
