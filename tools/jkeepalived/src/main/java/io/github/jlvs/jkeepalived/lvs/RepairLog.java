// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.ipvs.Outcome;
import io.github.jlvs.jkeepalived.event.OfTable;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** Says what was put right that somebody else had changed. Belongs to the thread that writes. */
final class RepairLog {
  private static final int MOST_SAID = 5;

  private final Consumer<OfTable.Repaired> say;
  private final String changed;

  /** The last repair, until there was none to do. */
  private String repaired = "";

  /**
   * Makes one.
   *
   * @param say takes it
   * @param changed what somebody else changed, with its verb
   */
  RepairLog(Consumer<OfTable.Repaired> say, String changed) {
    this.say = say;
    this.changed = changed;
  }

  /** What cannot be put right for good is said once, not at every look. */
  void said(Collection<Outcome> outcomes) {
    String now = named(done(outcomes));
    if (!now.isEmpty() && !now.equals(repaired)) {
      say.accept(new OfTable.Repaired(changed, now));
    }
    repaired = now;
  }

  /** The operations that were done, for people. */
  static List<String> done(Collection<Outcome> outcomes) {
    return outcomes.stream()
        .filter(Outcome.Done.class::isInstance)
        .map(outcome -> outcome.operation().toString())
        .toList();
  }

  /** A line of them: the first few. */
  static String named(List<String> operations) {
    String line = String.join("; ", operations.subList(0, Math.min(MOST_SAID, operations.size())));
    return operations.size() > MOST_SAID
        ? line + "; and " + (operations.size() - MOST_SAID) + " more"
        : line;
  }
}
