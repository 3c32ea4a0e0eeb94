// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.Operation;
import io.github.jlvs.ipvs.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Brings about what a {@link SettingsPlan} plans. Belongs to the writer's thread. */
final class SettingsWriter {
  private static final int MOST_TRIES = 2;

  private final Ipvs ipvs;
  private final SettingsPlan plan = new SettingsPlan();

  SettingsWriter(Ipvs ipvs) {
    this.ipvs = ipvs;
  }

  /**
   * Reads, plans and applies; again where something was refused, for somebody may have been faster.
   *
   * @return what was done, and what was refused at the last try
   */
  List<Outcome> write(DesiredSettings desired) {
    List<Outcome> done = new ArrayList<>();
    List<Outcome> refused = new ArrayList<>();
    boolean again = plan.concerns(desired);
    for (int tries = 0; again && tries < MOST_TRIES; tries++) {
      refused.clear();
      List<Operation> operations = plan.operations(desired, ipvs.daemons(), ipvs.timeouts());
      for (Outcome outcome : operations.isEmpty() ? List.<Outcome>of() : ipvs.apply(operations)) {
        (outcome instanceof Outcome.Done ? done : refused).add(outcome);
      }
      again = !refused.isEmpty();
    }
    if (refused.isEmpty()) {
      plan.reached(desired);
    }
    done.addAll(refused);
    return done;
  }
}
