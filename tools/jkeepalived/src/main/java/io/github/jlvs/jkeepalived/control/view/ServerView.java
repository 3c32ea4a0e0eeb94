// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import io.github.jlvs.healthcheck.CheckState;
import io.github.jlvs.healthcheck.DesiredDestination;
import io.github.jlvs.healthcheck.Server;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.healthcheck.linux.RealServerStatus;
import io.github.jlvs.healthcheck.linux.VirtualServerStatus;
import io.github.jlvs.ipvs.DestinationStatus;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.jkeepalived.override.ConnectionsLeft;
import io.github.jlvs.jkeepalived.override.Overrides;
import io.github.jlvs.jkeepalived.override.ServerOverride;
import io.github.jlvs.jkeepalived.override.ServiceName;
import io.github.jlvs.jkeepalived.snapshot.Dated;
import io.github.jlvs.jkeepalived.snapshot.ServerReport;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A virtual server as configured, as found by its checks and as in the kernel's table.
 *
 * @param name what it is called here
 * @param setup as configured
 * @param status as found
 * @param resting whether its checks rest, as this host has not its address
 * @param servers its real servers, in the order of the configuration
 */
record ServerView(
    String name,
    VirtualServerSetup setup,
    VirtualServerStatus status,
    boolean resting,
    List<Real> servers) {

  /**
   * A real server of it.
   *
   * @param status as found
   * @param desired the weight that it should have in the table; empty where it should not be there
   * @param kept whether it is down and takes connections all the same, for the depool threshold
   * @param actual what is there, over all services of the virtual server
   * @param override what an operator has decided of it
   */
  record Real(
      RealServerStatus status,
      Optional<Integer> desired,
      boolean kept,
      Optional<Actual> actual,
      Optional<ServerOverride> override) {
    boolean up() {
      return status.state() == CheckState.UP;
    }

    boolean drains() {
      return override.filter(ServerOverride::drains).isPresent();
    }

    boolean disabled() {
      return override.filter(ServerOverride::disables).isPresent();
    }

    /** Whether its virtual server can count on it. */
    boolean counts() {
      return up() && !disabled();
    }

    /** In words: {@code DRAIN (2 left)}, {@code DISABLED (UP)} or {@code DOWN, POOLED}. */
    String words() {
      String found = up() ? "UP" : kept ? "DOWN, POOLED" : "DOWN";
      if (disabled()) {
        return "DISABLED (" + found + ")";
      }
      String left = actual.map(each -> String.valueOf(each.left())).orElse("-");
      return drains() ? (up() ? "" : found + ", ") + "DRAIN (" + left + " left)" : found;
    }

    /** In a word: what an operator has decided comes first. */
    Pool pool() {
      if (disabled()) {
        return Pool.DISABLED;
      }
      if (up()) {
        return drains() ? Pool.DRAIN : Pool.UP;
      }
      return kept ? Pool.POOLED_DOWN : Pool.DOWN;
    }
  }

  /**
   * Entries of the kernel's table.
   *
   * @param weight the least of their weights
   * @param active established connections
   * @param inactive others
   * @param left for whom the server is still there when it drains
   */
  record Actual(int weight, long active, long inactive, long left) {}

  /** What a real server is to its virtual server; of a pool's servers each is one of these. */
  enum Pool {
    /** It is up, and takes connections. */
    UP,
    /** It is down, and takes no connections. */
    DOWN,
    /** It is down, and takes connections, as too few would without it. */
    POOLED_DOWN,
    /** It is up, and an operator drains it. */
    DRAIN,
    /** An operator has taken it out. */
    DISABLED
  }

  /** All of those that are run. */
  static List<ServerView> all(Seen seen) {
    Optional<ServerReport> report = seen.snapshot().servers().map(Dated::report);
    if (report.isEmpty()) {
      return List.of();
    }
    Map<VirtualServerName, VirtualServerStatus> statuses = new HashMap<>();
    report.get().statuses().forEach(status -> statuses.put(status.name(), status));
    List<ServerView> views = new ArrayList<>();
    for (VirtualServerSetup setup : report.get().setups()) {
      VirtualServerStatus status = statuses.get(setup.name());
      if (status != null) {
        String name = ServiceName.of(setup.name());
        views.add(
            new ServerView(
                name,
                setup,
                status,
                report.get().resting().contains(setup.name()),
                servers(name, setup, status, seen.actual(), report.get().overrides())));
      }
    }
    return views;
  }

  private static List<Real> servers(
      String name,
      VirtualServerSetup setup,
      VirtualServerStatus status,
      ActualTable actual,
      Overrides overrides) {
    Map<ServiceAddress, Integer> desired = new HashMap<>();
    for (DesiredDestination each : status.desired()) {
      desired.put(each.address(), each.weight());
    }
    Set<ServiceAddress> kept = status.kept();
    return status.realServers().stream()
        .map(
            server ->
                new Real(
                    server,
                    Optional.ofNullable(desired.get(server.server().address())),
                    kept.contains(server.server().address()),
                    actual(setup, server.server(), actual),
                    overrides.of(server.server().address(), name)))
        .toList();
  }

  private static Optional<Actual> actual(
      VirtualServerSetup setup, Server server, ActualTable table) {
    if (!setup.destinations().containsKey(server)) {
      return Optional.empty();
    }
    boolean found = false;
    int weight = Integer.MAX_VALUE;
    long active = 0;
    long inactive = 0;
    long left = 0;
    for (VirtualService service : setup.services()) {
      ActualTable.Actual entry = table.services().get(service.id());
      DestinationStatus there =
          entry == null
              ? null
              : entry
                  .destinations()
                  .get(setup.destinationId(server, VirtualServerSetup.port(service.id())));
      if (there != null) {
        found = true;
        weight = Math.min(weight, there.destination().weight());
        active += there.activeConnections();
        inactive += there.inactiveConnections();
        left += ConnectionsLeft.withReturning(service.id(), there, table.templatesExpire());
      }
    }
    return found ? Optional.of(new Actual(weight, active, inactive, left)) : Optional.empty();
  }

  /** How many it can count on. */
  long up() {
    long count = 0;
    for (Real each : servers) {
      count += each.counts() ? 1 : 0;
    }
    return count;
  }

  /** How many are in which, without those that none is in. */
  Map<Pool, Integer> pools() {
    Map<Pool, Integer> counts = new EnumMap<>(Pool.class);
    for (Real each : servers) {
      counts.merge(each.pool(), 1, Integer::sum);
    }
    return counts;
  }

  long in(Pool pool) {
    return pools().getOrDefault(pool, 0);
  }

  /** Whether its sorry server takes the connections. */
  boolean isSorry() {
    return setup
        .checks()
        .sorryServer()
        .filter(
            sorry ->
                status.desired().stream()
                    .anyMatch(each -> each.server().equals(sorry) && each.weight() > 0))
        .isPresent();
  }

  /** In a word. */
  String state() {
    if (resting) {
      return "RESTING";
    }
    if (isSorry()) {
      return "SORRY";
    }
    return status.quorumStands() ? "UP" : "DOWN";
  }
}
