// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.healthcheck.AdministrativeState;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which real servers of a configuration an operator drains. */
final class DrainedServers {
  private DrainedServers() {}

  /**
   * Those, with where they stand in the table.
   *
   * @param servers as configured
   * @param states what is decided of their real servers
   */
  static List<Draining.Staying> of(
      Map<VirtualServerName, VirtualServerSetup> servers,
      Map<VirtualServerName, Map<ServiceAddress, AdministrativeState>> states) {
    List<Draining.Staying> drained = new ArrayList<>();
    states.forEach(
        (name, decided) ->
            Optional.ofNullable(servers.get(name))
                .ifPresent(server -> drained.addAll(of(server, decided))));
    return drained;
  }

  private static List<Draining.Staying> of(
      VirtualServerSetup server, Map<ServiceAddress, AdministrativeState> decided) {
    List<Draining.Staying> drained = new ArrayList<>();
    for (RealServer real : server.checks().realServers()) {
      if (decided.get(real.address()) instanceof AdministrativeState.Drained) {
        drained.add(
            new Draining.Staying(
                places(server, real), real.address().toString(), server.name().toString()));
      }
    }
    return drained;
  }

  private static Set<Draining.Place> places(VirtualServerSetup server, RealServer real) {
    Set<Draining.Place> places = new HashSet<>();
    for (VirtualService service : server.services()) {
      int port = VirtualServerSetup.port(service.id());
      places.add(new Draining.Place(service.id(), server.destinationId(real, port)));
    }
    return places;
  }
}
