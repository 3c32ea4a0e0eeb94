// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A whole table as it is configured: services with their destinations. Two tables are equal when
 * they hold the same, whatever order it was given in: the entries are kept in ipvsadm's order (by
 * firewall mark, family, protocol, address, port; destinations by address and port).
 *
 * @param entries the services, each once
 */
public record Table(List<Entry> entries) {
  /** A table without services. */
  public static final Table EMPTY = new Table(List.of());

  /**
   * One service with its destinations.
   *
   * @param service the service
   * @param destinations its destinations, each once
   * @param rows what keeps the lookup table of scheduler mh the same everywhere; not every service
   *     has that, and of one that was observed it is not known
   */
  public record Entry(
      VirtualService service, List<Destination> destinations, Optional<StableRows> rows) {
    /**
     * Puts the destinations in order.
     *
     * @throws IllegalArgumentException where there is a duplicate destination
     */
    public Entry {
      Objects.requireNonNull(service, "service");
      Objects.requireNonNull(rows, "rows");
      destinations =
          distinct(
              destinations,
              Destination::id,
              TableOrder.DESTINATIONS,
              "destination of " + service.id());
    }

    /**
     * A service with its destinations, in whatever order of the kernel's list.
     *
     * @param service the service
     * @param destinations its destinations, each once
     */
    public Entry(VirtualService service, List<Destination> destinations) {
      this(service, destinations, Optional.empty());
    }

    /**
     * This service with the same lookup table of scheduler mh everywhere.
     *
     * @param stable by which weights destinations of weight 0 have rows
     * @return the copy
     */
    public Entry withRows(StableRows stable) {
      return new Entry(service, destinations, Optional.of(stable));
    }

    /**
     * A service with its destinations.
     *
     * @param service the service
     * @param destinations its destinations, each once
     * @return the entry
     */
    public static Entry of(VirtualService service, Destination... destinations) {
      return new Entry(service, Arrays.asList(destinations));
    }

    /**
     * What makes the service unique.
     *
     * @return its identity
     */
    public ServiceId id() {
      return service.id();
    }

    /**
     * What the kernel takes and nobody can have meant: a destination by direct routing or tunnel
     * whose port is not the service's. No packet goes to that port, for packets keep the service's;
     * and beside it ipvsadm can't name the destination, for it puts the service's in its place.
     *
     * @return a sentence for each, in the destinations' order
     */
    public List<String> warnings() {
      if (!(service.id() instanceof ServiceId.Address address) || address.port() == 0) {
        return List.of();
      }
      return destinations.stream()
          .filter(destination -> keepsPort(destination.forwarding()))
          .filter(destination -> destination.id().port() != address.port())
          .map(
              destination ->
                  "destination "
                      + destination.id()
                      + " of "
                      + service.id()
                      + ": by "
                      + destination.forwarding()
                      + " packets keep the service's port; give it port "
                      + address.port()
                      + ", or use masquerading")
          .toList();
    }

    private static boolean keepsPort(Forwarding forwarding) {
      return forwarding.equals(Forwarding.DIRECT_ROUTE) || forwarding instanceof Forwarding.Tunnel;
    }

    /**
     * Looks a destination up.
     *
     * @param id which one
     * @return the destination, or empty where there is none
     */
    public Optional<Destination> find(DestinationId id) {
      return destinations.stream().filter(destination -> destination.id().equals(id)).findFirst();
    }
  }

  /**
   * Puts the services in order.
   *
   * @throws IllegalArgumentException where there is a duplicate service
   */
  public Table {
    entries = distinct(entries, Entry::id, TableOrder.SERVICES, "service");
  }

  /**
   * A table of these services.
   *
   * @param entries the services, each once
   * @return the table
   */
  public static Table of(Entry... entries) {
    return new Table(Arrays.asList(entries));
  }

  /**
   * What the kernel takes and nobody can have meant, see {@link Entry#warnings}.
   *
   * @return a sentence for each, in the table's order
   */
  public List<String> warnings() {
    return entries.stream().flatMap(entry -> entry.warnings().stream()).toList();
  }

  /**
   * Looks a service up.
   *
   * @param id which one
   * @return the service with its destinations, or empty where there is none
   */
  public Optional<Entry> find(ServiceId id) {
    return entries.stream().filter(entry -> entry.id().equals(id)).findFirst();
  }

  /**
   * The identities of the services, for {@link Scope#only}.
   *
   * @return a set in this table's order
   */
  public Set<ServiceId> serviceIds() {
    Set<ServiceId> ids = new LinkedHashSet<>();
    entries.forEach(entry -> ids.add(entry.id()));
    return ids;
  }

  /**
   * What has to be done to make the other table this one: what is not here is removed at once.
   *
   * @param actual what there is now
   * @return the fewest operations, see {@link Plan}
   */
  public Plan diff(Table actual) {
    return diff(actual, Scope.everything());
  }

  /**
   * What has to be done to make the other table this one. A table tells nothing of connections:
   * where removals are drained ({@link Scope#draining}), a destination that still has a weight gets
   * weight 0 now and is removed by a later plan.
   *
   * @param actual what there is now
   * @param scope what may be removed, and how
   * @return the fewest operations, see {@link Plan}
   */
  public Plan diff(Table actual, Scope scope) {
    return TableDiff.plan(
        this,
        actual.entries().stream().map(TableDiff.Found::of).toList(),
        (service, destination) -> destination.weight() != 0,
        scope,
        new LastWeights());
  }

  /**
   * What has to be done to make an observed table this one; of last weights nothing is known. Where
   * removals are drained ({@link Scope#draining}), a destination that has connections gets weight 0
   * now and is removed by a later plan.
   *
   * @param actual what there is now
   * @param scope what may be removed, and how
   * @return the fewest operations, see {@link Plan}
   */
  public Plan diff(Snapshot actual, Scope scope) {
    return diff(actual, scope, new LastWeights());
  }

  Plan diff(Snapshot actual, Scope scope, LastWeights known) {
    known.seen(this, actual);
    return TableDiff.plan(
        this,
        actual.entries().stream().map(TableDiff.Found::of).toList(),
        actual.busy(),
        scope,
        known);
  }

  /**
   * The operations that make it of an empty table, a line each: what ipvsadm saves, and what the
   * package {@code io.github.jlvs.ipvs.text} reads.
   */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    diff(EMPTY).operations().forEach(operation -> out.append(operation).append('\n'));
    return out.toString();
  }

  private static <T, K> List<T> distinct(
      List<T> given, Function<T, K> key, Comparator<K> order, String what) {
    Set<K> seen = new HashSet<>(given.size() * 2);
    for (T element : given) {
      if (!seen.add(key.apply(element))) {
        throw new IllegalArgumentException("duplicate " + what + ": " + key.apply(element));
      }
    }
    List<T> sorted = new ArrayList<>(given);
    sorted.sort(Comparator.comparing(key, order));
    return List.copyOf(sorted);
  }
}
