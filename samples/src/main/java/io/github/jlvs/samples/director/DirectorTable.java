// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.samples.director;

import io.github.jlvs.healthcheck.DesiredDestination;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.ipvs.VirtualService;
import java.util.List;

/**
 * The words of jlvs-healthcheck in those of jlvs-ipvs: what the checks want to be in the table, as
 * an entry of it. Scheduler and forwarding are the caller's, for health knows neither.
 *
 * @param scheduler the kernel's scheduler
 * @param forwarding how packets reach the real servers
 */
record DirectorTable(String scheduler, Forwarding forwarding) {
  /**
   * The entry of one virtual server, which is an address: groups and marks are not for this one.
   */
  Table.Entry entry(VirtualServerName name, List<DesiredDestination> desired) {
    if (!(name instanceof VirtualServerName.Address virtual)) {
      throw new IllegalArgumentException(name + " is not a virtual server with one address");
    }
    VirtualService service = VirtualService.of(service(virtual.service()), scheduler);
    List<Destination> destinations =
        desired.stream().map(each -> destination(virtual.service(), each)).toList();
    return new Table.Entry(service, destinations);
  }

  private static ServiceId service(ServiceAddress virtual) {
    return new ServiceId.Address(virtual.protocol(), virtual.address(), virtual.port());
  }

  /** Direct routing and tunnels leave the port of the packets alone: the entry says that one. */
  private Destination destination(ServiceAddress virtual, DesiredDestination desired) {
    boolean translated = forwarding.equals(Forwarding.MASQUERADE);
    int port = translated ? desired.address().port() : virtual.port();
    DestinationId id = new DestinationId(desired.address().address(), port);
    return Destination.of(id, forwarding, desired.weight());
  }
}
