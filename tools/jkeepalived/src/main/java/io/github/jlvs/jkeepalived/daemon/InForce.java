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
   * What a reload would change; nothing where one before it has failed, and nobody knows what is in
   * force.
   *
   * @throws IllegalArgumentException if virtual routers contradict each other
   */
  Optional<ReloadPlan> plan(Configuration next) {
    return known.map(before -> ReloadPlan.of(before, next));
  }

  /**
   * In lines.
   *
   * @param each whether each change has a line of its own
   */
  static List<String> words(Optional<ReloadPlan> plan, boolean each) {
    return plan.map(known -> PlanText.of(known, each))
        .orElse(List.of("Reload: what the one before has left is compared with all there is"));
  }

  /**
   * Says what will change, before anything is touched. Until {@link #is} nobody knows what is in
   * force: part of the reload may fail.
   */
  void isGoingTo(Optional<ReloadPlan> plan) {
    words(plan, detail).forEach(line -> log.line(Part.DAEMON, line));
    known = Optional.empty();
  }
}
