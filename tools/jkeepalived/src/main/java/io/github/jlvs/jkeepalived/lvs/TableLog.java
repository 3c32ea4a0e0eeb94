// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.ipvs.Operation;
import io.github.jlvs.ipvs.Outcome;
import io.github.jlvs.ipvs.Reconciliation;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.jkeepalived.event.DaemonEvent;
import io.github.jlvs.jkeepalived.event.OfTable;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What there is to say of writing the table. Belongs to the thread that writes. */
final class TableLog {
  private final DaemonLog log;
  private final Consumer<DaemonEvent> events;
  private final RepairLog table;
  private final RepairLog settings;

  /** Failures that have been said, until a comparison of the whole table finds them over. */
  private Set<String> said = new LinkedHashSet<>();

  TableLog(DaemonLog log, Consumer<DaemonEvent> events) {
    this.log = log;
    this.events = events;
    this.table = new RepairLog(this::say, "the table was");
    this.settings = new RepairLog(this::say, "the synchronisation daemons or the timeouts were");
  }

  /** What fails has its own words already. */
  private void say(String failure) {
    log.line(Part.CHECKERS, failure);
    events.accept(new OfTable.Failed(failure));
  }

  private void say(OfTable event) {
    log.line(Part.CHECKERS, "IPVS: " + event.told().text());
    events.accept(event);
  }

  /** Some services were written; whether others are as they should be is not known. */
  void changed(Set<String> failures) {
    for (String failure : failures) {
      if (said.add(failure)) {
        say(failure);
      }
    }
  }

  /** The whole table was compared. */
  void compared(Set<String> failures) {
    for (String failure : failures) {
      if (!said.contains(failure)) {
        say(failure);
      }
    }
    if (failures.isEmpty() && !said.isEmpty()) {
      say(new OfTable.Recovered());
    }
    said = failures;
  }

  /**
   * Nothing new was asked for, so whatever had to be done was done by somebody else before. While
   * something fails, it is not told apart from what is tried again.
   */
  void repaired(Reconciliation done) {
    if (said.isEmpty()) {
      table.said(outcomes(done));
    }
  }

  /** As {@link #repaired(Reconciliation)}, of what stands beside the table. */
  void repaired(List<Outcome> done) {
    if (said.isEmpty()) {
      settings.said(done);
    }
  }

  /** What others had made was removed, because the configuration asks for it. */
  void swept(String keyword, Predicate<ServiceId> ours, Reconciliation done) {
    String removed = RepairLog.named(RepairLog.done(removals(done, ours.negate())));
    if (!removed.isEmpty()) {
      say(new OfTable.Removed(keyword + " removed what others had made", removed));
    }
  }

  /** Services that an earlier life left and nobody wants any more were removed. */
  void cleared(Set<ServiceId> leftBehind, Reconciliation done) {
    String removed = RepairLog.named(RepairLog.done(removals(done, leftBehind::contains)));
    if (!removed.isEmpty()) {
      say(new OfTable.Removed("removed what an earlier start had left", removed));
    }
  }

  private static List<Outcome> removals(Reconciliation done, Predicate<ServiceId> which) {
    return outcomes(done).stream()
        .filter(
            outcome ->
                outcome.operation() instanceof Operation.DeleteService removal
                    && which.test(removal.serviceId()))
        .toList();
  }

  /** The synchronisation daemon or the timeouts have become what they should be. */
  void set(List<Outcome> done) {
    RepairLog.done(done).forEach(operation -> log.line(Part.CHECKERS, "IPVS: " + operation));
  }

  private static List<Outcome> outcomes(Reconciliation done) {
    return done.rounds().stream().flatMap(round -> round.outcomes().stream()).toList();
  }
}
