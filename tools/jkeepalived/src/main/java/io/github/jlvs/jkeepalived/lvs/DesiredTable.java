// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.healthcheck.DesiredDestination;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The IPVS table that a configuration and the health of its real servers ask for. */
final class DesiredTable {
  private DesiredTable() {}

  /**
   * Puts the table together.
   *
   * @param servers as configured
   * @param health what the health checks want in the table, by virtual server
   */
  static Table of(
      Collection<VirtualServerSetup> servers,
      Function<VirtualServerName, List<DesiredDestination>> health) {
    List<Table.Entry> entries = new ArrayList<>();
    for (VirtualServerSetup server : servers) {
      entries.add(entry(server, health.apply(server.name())));
    }
    return new Table(entries);
  }

  /**
   * Puts one virtual service together. Real servers that differ in their port alone are one
   * destination where the port is left alone; it has the weight of the heaviest, so that it goes
   * when the last of them has gone.
   *
   * @param server as configured
   * @param health what the health checks want in the table for it
   */
  static Table.Entry entry(VirtualServerSetup server, List<DesiredDestination> health) {
    Map<DestinationId, Destination> destinations = new LinkedHashMap<>();
    for (DesiredDestination desired : health) {
      Destination destination = server.destination(desired.server(), desired.weight());
      destinations.merge(
          destination.id(),
          destination,
          (one, other) -> one.weight() >= other.weight() ? one : other);
    }
    return new Table.Entry(server.service(), List.copyOf(destinations.values()));
  }
}
