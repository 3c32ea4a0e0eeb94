// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.Scope;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.Snapshot;
import io.github.jlvs.ipvs.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the table should be, and how much of that has still to be written. A change of one virtual
 * service costs what that service holds: the rest of the table is neither put together nor read for
 * it.
 *
 * <p>Pure; {@link IpvsWriter} guards it with its lock.
 */
final class PendingTable {
  /** More than such a part of a table is not read twice for the sake of being early. */
  private static final int FEW = 8;

  private final Map<ServiceId, Table.Entry> desired = new HashMap<>();
  private final Set<ServiceId> changed = new HashSet<>();
  private final Set<ServiceId> owned = new HashSet<>();
  private final Set<ServiceId> leftBehind = new HashSet<>();

  /** Those of the whole table that was taken last: they have been remembered as owned. */
  private Set<ServiceId> taken = Set.of();

  private boolean replaced;
  private boolean given;
  private Optional<String> sweep = Optional.empty();

  private final Draining draining = new Draining();

  /**
   * What one turn of the writer does: first the changed services, then, where it is there, the
   * comparison of the whole table.
   *
   * @param changed the services that have changed since the turn before, as they should be
   * @param whole the whole table
   * @param replaced whether that is another table than the one before
   */
  record Work(Table changed, Optional<Whole> whole, boolean replaced) {}

  /**
   * A whole table.
   *
   * @param table as it should be
   * @param owned the services that are the daemon's own, and go where they are not in the table
   * @param leftBehind those of them that an earlier life left and nobody wanted since
   * @param sweep the keyword that has all others go as well
   */
  record Whole(
      Table table, Set<ServiceId> owned, Set<ServiceId> leftBehind, Optional<String> sweep) {
    Scope scope() {
      return sweep.isPresent() ? Scope.everything() : Scope.only(owned);
    }
  }

  /** These are the daemon's own from an earlier life, whether they are wanted or not. */
  void adopt(Set<ServiceId> services) {
    owned.addAll(services);
    leftBehind.addAll(services);
  }

  /**
   * The whole table should be another. Of services that stay, a few that should be others are
   * written before the whole is compared, which takes a table's time: whoever changes a weight has
   * it at once. One that is new has to be remembered first, and comes with the whole.
   *
   * @param leaving what drains before it leaves
   * @param now of {@link System#nanoTime}
   */
  void replace(Table table, List<Draining.Leaving> leaving, long now) {
    Map<ServiceId, Table.Entry> before = Map.copyOf(desired);
    desired.clear();
    table.entries().forEach(entry -> desired.put(entry.id(), entry));
    for (Table.Entry entry : table.entries()) {
      Table.Entry until = before.getOrDefault(entry.id(), entry);
      if (!until.equals(entry)) {
        changed.add(entry.id());
      }
    }
    if (changed.size() > desired.size() / FEW) {
      changed.clear();
    }
    owned.addAll(desired.keySet());
    leftBehind.removeAll(desired.keySet());
    draining.replaced(table, leaving, now);
    replaced = true;
    given = true;
  }

  /** With the next whole table goes what others have made, once. */
  void sweep(String keyword) {
    sweep = Optional.of(keyword);
    given = false;
  }

  /** Some services of the table should be others; those that are not in the table are left out. */
  void change(Collection<Table.Entry> entries) {
    for (Table.Entry entry : entries) {
      if (desired.replace(entry.id(), entry) != null) {
        changed.add(entry.id());
        draining.wanted(entry);
      }
    }
  }

  /** The services in which a server drains. */
  Set<ServiceId> drained() {
    return draining.services();
  }

  /** Those that drain before they leave. */
  Map<ServiceId, List<Destination>> leaving() {
    return draining.leaving();
  }

  /** From now on these stay with weight 0, and it is told when they have no connection any more. */
  void stay(Collection<Draining.Staying> all) {
    draining.stay(all);
  }

  /** These services were looked at: what is drained goes. */
  void look(Snapshot found, boolean templatesExpire, long now) {
    changed.addAll(draining.look(found, templatesExpire, now));
  }

  /** Nothing drains any more. */
  void stopDraining() {
    draining.stop();
  }

  /** What has happened to those that drain since the last time. */
  List<Draining.News> takeNews() {
    return draining.takeNews();
  }

  boolean isPending() {
    return replaced || !changed.isEmpty();
  }

  /**
   * Takes what is to be written now.
   *
   * @param look whether the whole table is to be compared, replaced or not
   */
  Work take(boolean look) {
    List<Table.Entry> part = new ArrayList<>();
    for (ServiceId id : changed) {
      if (taken.contains(id)) {
        Optional.ofNullable(desired.get(id)).map(draining::with).ifPresent(part::add);
      }
    }
    Optional<Whole> whole =
        look || replaced
            ? Optional.of(
                new Whole(
                    new Table(desired.values().stream().map(draining::with).toList()),
                    Set.copyOf(owned),
                    Set.copyOf(leftBehind),
                    given ? sweep : Optional.empty()))
            : Optional.empty();
    if (whole.isPresent()) {
      taken = Set.copyOf(desired.keySet());
    }
    Work work = new Work(new Table(part), whole, replaced);
    changed.clear();
    replaced = false;
    return work;
  }

  /**
   * A whole table that was taken has been compared. What was removed is not ours any more: somebody
   * may add it again by hand.
   *
   * @param complete whether all that had to be done was
   */
  void compared(Whole whole, boolean complete) {
    if (whole.sweep().isPresent()) {
      sweep = Optional.empty();
    }
    if (complete) {
      Set<ServiceId> keep = new HashSet<>(whole.table().serviceIds());
      keep.addAll(desired.keySet());
      owned.retainAll(keep);
      leftBehind.clear();
    }
  }
}
