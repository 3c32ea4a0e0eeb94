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
import io.github.jlvs.jkeepalived.snapshot.Dated;
import io.github.jlvs.jkeepalived.snapshot.ServerReport;
import io.github.jlvs.jkeepalived.snapshot.ServiceText;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A virtual server as configured, as found by its checks and as in the kernel's table.
 *
 * @param setup as configured
 * @param status as found
 * @param resting whether its checks rest, as this host has not its address
 * @param servers its real servers, in the order of the configuration
 */
record ServerView(
    VirtualServerSetup setup, VirtualServerStatus status, boolean resting, List<Real> servers) {

  /**
   * A real server of it.
   *
   * @param status as found
   * @param desired the weight that it should have in the table; empty where it should not be there
   * @param actual what is there, over all services of the virtual server
   */
  record Real(RealServerStatus status, Optional<Integer> desired, Optional<Actual> actual) {
    boolean up() {
      return status.state() == CheckState.UP;
    }
  }

  /**
   * Entries of the kernel's table.
   *
   * @param weight the least of their weights
   * @param active established connections
   * @param inactive others
   */
  record Actual(int weight, long active, long inactive) {}

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
        views.add(
            new ServerView(
                setup,
                status,
                report.get().resting().contains(setup.name()),
                servers(setup, status, seen.actual())));
      }
    }
    return views;
  }

  private static List<Real> servers(
      VirtualServerSetup setup, VirtualServerStatus status, ActualTable actual) {
    Map<ServiceAddress, Integer> desired = new HashMap<>();
    for (DesiredDestination each : status.desired()) {
      desired.put(each.address(), each.weight());
    }
    return status.realServers().stream()
        .map(
            server ->
                new Real(
                    server,
                    Optional.ofNullable(desired.get(server.server().address())),
                    actual(setup, server.server(), actual)))
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
    for (VirtualService service : setup.services()) {
      ActualTable.Actual entry = table.services().get(service.id());
      DestinationStatus there =
          entry == null
              ? null
              : entry
                  .destinations()
                  .get(setup.destination(server, 0, VirtualServerSetup.port(service.id())).id());
      if (there != null) {
        found = true;
        weight = Math.min(weight, there.destination().weight());
        active += there.activeConnections();
        inactive += there.inactiveConnections();
      }
    }
    return found ? Optional.of(new Actual(weight, active, inactive)) : Optional.empty();
  }

  String name() {
    return ServiceText.of(setup.name());
  }

  long up() {
    return servers.stream().filter(Real::up).count();
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
