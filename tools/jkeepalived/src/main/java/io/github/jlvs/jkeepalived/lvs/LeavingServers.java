// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.healthcheck.DesiredDestination;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which real servers a reload takes out of a virtual server that stays. */
final class LeavingServers {
  private LeavingServers() {}

  /**
   * Those that drain, as they were configured before.
   *
   * @param before the virtual servers until now
   * @param next the virtual servers from now on
   * @param health what the health checks want in the table until now, by virtual server
   */
  static List<Draining.Leaving> of(
      Map<VirtualServerName, VirtualServerSetup> before,
      Map<VirtualServerName, VirtualServerSetup> next,
      Function<VirtualServerName, List<DesiredDestination>> health) {
    List<Draining.Leaving> leaving = new ArrayList<>();
    before.forEach(
        (name, server) ->
            Optional.ofNullable(next.get(name))
                .ifPresent(stays -> leaving.addAll(of(server, stays, health.apply(name)))));
    return leaving;
  }

  private static List<Draining.Leaving> of(
      VirtualServerSetup before, VirtualServerSetup next, List<DesiredDestination> health) {
    if (before.drains().isEmpty() || next.equals(before)) {
      return List.of();
    }
    Set<ServiceId> stay =
        next.services().stream().map(VirtualService::id).collect(Collectors.toSet());
    List<Draining.Leaving> leaving = new ArrayList<>();
    for (VirtualService service : before.services()) {
      if (stay.contains(service.id())) {
        addLeaving(service.id(), before, next, health, leaving);
      }
    }
    return leaving;
  }

  private static void addLeaving(
      ServiceId service,
      VirtualServerSetup before,
      VirtualServerSetup next,
      List<DesiredDestination> health,
      List<Draining.Leaving> leaving) {
    int port = VirtualServerSetup.port(service);
    Set<DestinationId> stay =
        next.destinations().keySet().stream()
            .map(server -> next.destinationId(server, port))
            .collect(Collectors.toSet());
    for (DesiredDestination desired : health) {
      if (!(desired.server() instanceof RealServer server)) {
        continue;
      }
      Duration limit = before.drain(server);
      Destination destination = before.destination(server, 0, port);
      if (!limit.isZero() && !stay.contains(destination.id())) {
        leaving.add(
            new Draining.Leaving(
                service,
                destination,
                limit,
                server.address().toString(),
                before.name().toString()));
      }
    }
  }
}
