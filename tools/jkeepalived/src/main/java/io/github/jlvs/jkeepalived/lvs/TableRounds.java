// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.IpvsException;
import io.github.jlvs.ipvs.LastWeights;
import io.github.jlvs.ipvs.Outcome;
import io.github.jlvs.ipvs.Reconciliation;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.Snapshot;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.jkeepalived.event.DaemonEvent;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import io.github.jlvs.netlink.MalformedMessageException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The rounds in which the kernel's IPVS is brought to what is desired: all that {@link IpvsWriter}
 * says to the kernel, and what there is to tell of it. Whatever the kernel refuses is a failure of
 * its round and ends none. Belongs to the writer's thread.
 */
final class TableRounds implements AutoCloseable {
  private final Ipvs ipvs;
  private final OwnedServices owned;
  private final TableLog tableLog;
  private final SettingsWriter settingsWriter;
  private final SloppySettings sloppy;
  private final LastWeights lastWeights = new LastWeights();

  /** What the last look at the whole table could not do. */
  private List<String> standing = List.of();

  /**
   * What came of a round.
   *
   * @param failures what is not as it should be, each in a line: also of services that were not
   *     looked at, as far as that is known
   * @param comparison of the whole table; empty where there was none, or it broke off
   */
  record Done(List<String> failures, Optional<Reconciliation> comparison) {}

  TableRounds(Ipvs ipvs, OwnedServices owned, DaemonLog log, Consumer<DaemonEvent> events) {
    this.ipvs = ipvs;
    this.owned = owned;
    this.tableLog = new TableLog(log, events);
    this.settingsWriter = new SettingsWriter(ipvs);
    this.sloppy = new SloppySettings(line -> log.line(Part.CHECKERS, "IPVS: " + line));
  }

  /**
   * One round: the settings, the services that have changed, and the whole table where it is there.
   *
   * @param settings as they should be
   * @param fresh whether these are others than in the round before
   * @param look whether it was only time to look: where nothing new was asked for either, what has
   *     to be done was undone by somebody else
   */
  Done write(PendingTable.Work work, DesiredSettings settings, boolean fresh, boolean look) {
    Set<String> failures = new LinkedHashSet<>();
    if (fresh || work.whole().isPresent()) {
      writeSettings(settings, look && !fresh, failures);
    }
    if (!work.changed().entries().isEmpty()) {
      writeChanged(work.changed(), failures);
    }
    if (work.whole().isEmpty()) {
      tableLog.changed(failures);
      // Of services that were not looked at nothing new is known.
      failures.addAll(standing);
      return new Done(List.copyOf(failures), Optional.empty());
    }
    Optional<Reconciliation> done = compare(work.whole().get(), look && !work.replaced(), failures);
    tableLog.compared(failures);
    standing = List.copyOf(failures);
    return new Done(standing, done);
  }

  private void writeSettings(DesiredSettings wanted, boolean repair, Set<String> failures) {
    sloppy.write(wanted.sloppy()).forEach(failure -> failures.add("IPVS: " + failure));
    try {
      List<Outcome> outcomes = settingsWriter.write(wanted);
      outcomes.stream()
          .filter(outcome -> !(outcome instanceof Outcome.Done))
          .forEach(failure -> failures.add("IPVS: " + failure));
      if (repair) {
        tableLog.repaired(outcomes);
      } else {
        tableLog.set(outcomes);
      }
    } catch (IpvsException | MalformedMessageException e) {
      failures.add("IPVS: " + e.getMessage());
    }
  }

  private void writeChanged(Table services, Set<String> failures) {
    try {
      addFailures(ipvs.reconcileOnly(services, lastWeights), failures);
    } catch (IpvsException | MalformedMessageException e) {
      failures.add("IPVS: " + e.getMessage());
    }
  }

  private Optional<Reconciliation> compare(
      PendingTable.Whole whole, boolean repair, Set<String> failures) {
    owned.remember(whole.owned());
    try {
      Reconciliation done = ipvs.reconcile(whole.table(), whole.scope(), lastWeights);
      addFailures(done, failures);
      whole.sweep().ifPresent(keyword -> tableLog.swept(keyword, whole.owned()::contains, done));
      tableLog.cleared(whole.leftBehind(), done);
      if (repair) {
        tableLog.repaired(done);
      }
      if (done.isComplete()) {
        owned.remember(whole.table().serviceIds());
      }
      return Optional.of(done);
    } catch (IpvsException | MalformedMessageException e) {
      failures.add("IPVS: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static void addFailures(Reconciliation done, Set<String> failures) {
    done.failures().forEach(failure -> failures.add("IPVS: " + failure));
  }

  /** Some services as they are in the kernel; empty where these cannot be read, which is told. */
  Optional<Snapshot> read(Set<ServiceId> services) {
    try {
      return Optional.of(ipvs.snapshot(services));
    } catch (IpvsException | MalformedMessageException e) {
      tableLog.changed(Set.of("IPVS: " + e.getMessage()));
      return Optional.empty();
    }
  }

  /** What is in the table is nobody's from now on. */
  void release() {
    owned.remember(Set.of());
  }

  @Override
  public void close() {
    ipvs.close();
  }
}
