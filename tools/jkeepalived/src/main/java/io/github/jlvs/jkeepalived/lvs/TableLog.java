// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.ipvs.Outcome;
import io.github.jlvs.ipvs.Reconciliation;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What there is to say of writing the table. Belongs to the thread that writes. */
final class TableLog {
  private static final int MOST_SAID = 5;

  private final DaemonLog log;

  /** Failures that have been said, until a comparison of the whole table finds them over. */
  private Set<String> said = new LinkedHashSet<>();

  /** The last repair, until there was none to do. */
  private String repaired = "";

  TableLog(DaemonLog log) {
    this.log = log;
  }

  /** Some services were written; whether others are as they should be is not known. */
  void changed(Set<String> failures) {
    for (String failure : failures) {
      if (said.add(failure)) {
        log.line(Part.CHECKERS, failure);
      }
    }
  }

  /** The whole table was compared. */
  void compared(Set<String> failures) {
    for (String failure : failures) {
      if (!said.contains(failure)) {
        log.line(Part.CHECKERS, failure);
      }
    }
    if (failures.isEmpty() && !said.isEmpty()) {
      log.line(Part.CHECKERS, "IPVS: the table is as it should be again");
    }
    said = failures;
  }

  /**
   * Nothing new was asked for, so whatever had to be done was done by somebody else before. What
   * cannot be put right for good is said once, not at every look; and while something fails, it is
   * not told apart from what is tried again.
   */
  void repaired(Reconciliation done) {
    if (!said.isEmpty()) {
      return;
    }
    List<String> operations =
        done.rounds().stream()
            .flatMap(round -> round.outcomes().stream())
            .filter(Outcome.Done.class::isInstance)
            .map(outcome -> outcome.operation().toString())
            .toList();
    String now = String.join("; ", operations.subList(0, Math.min(MOST_SAID, operations.size())));
    if (operations.size() > MOST_SAID) {
      now += "; and " + (operations.size() - MOST_SAID) + " more";
    }
    if (!now.isEmpty() && !now.equals(repaired)) {
      log.line(Part.CHECKERS, "IPVS: the table was changed by somebody else, put right: " + now);
    }
    repaired = now;
  }
}
