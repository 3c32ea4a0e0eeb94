// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.healthcheck.DesiredDestination;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.SorryServer;
import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.Netmask;
import io.github.jlvs.ipvs.Persistence;
import io.github.jlvs.ipvs.ServiceFlags;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.jkeepalived.config.model.ForwardingMethod;
import io.github.jlvs.jkeepalived.config.model.RealServer;
import io.github.jlvs.jkeepalived.config.model.SchedulerFlag;
import io.github.jlvs.jkeepalived.config.model.VirtualServer;
import io.github.jlvs.jkeepalived.config.model.VirtualServerAddress.Endpoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
      List<VirtualServer> servers, Function<VirtualServer, List<DesiredDestination>> health) {
    List<Table.Entry> entries = new ArrayList<>();
    for (VirtualServer server : servers) {
      entries.add(entry(server, health.apply(server)));
    }
    return new Table(entries);
  }

  /**
   * Puts one virtual service together.
   *
   * @param server as configured
   * @param health what the health checks want in the table for it
   */
  static Table.Entry entry(VirtualServer server, List<DesiredDestination> health) {
    return new Table.Entry(service(server), List.copyOf(destinations(server, health)));
  }

  /**
   * Real servers that differ in their port alone are one destination where the port is left alone;
   * it has the weight of the heaviest, so that it goes when the last of them has gone.
   */
  private static Collection<Destination> destinations(
      VirtualServer server, List<DesiredDestination> health) {
    Map<ServiceAddress, RealServer> configured = new HashMap<>();
    for (RealServer real : server.realServers()) {
      configured.put(Names.inHealth(server, real.address(), real.port()), real);
    }
    Map<DestinationId, Destination> destinations = new LinkedHashMap<>();
    for (DesiredDestination wanted : health) {
      Optional<RealServer> real =
          wanted.server() instanceof SorryServer
              ? Optional.empty()
              : Optional.ofNullable(configured.get(wanted.address()));
      Destination destination = destination(server, real, wanted);
      destinations.merge(
          destination.id(),
          destination,
          (one, other) -> one.weight() >= other.weight() ? one : other);
    }
    return destinations.values();
  }

  static VirtualService service(VirtualServer server) {
    ServiceId id = Names.inKernel(server);
    ServiceFlags flags = ServiceFlags.NONE;
    for (SchedulerFlag flag : server.schedulerFlags()) {
      flags =
          flags.with(
              switch (flag) {
                case FLAG_1 -> ServiceFlags.SCHEDULER_1;
                case FLAG_2 -> ServiceFlags.SCHEDULER_2;
                case FLAG_3 -> ServiceFlags.SCHEDULER_3;
              });
    }
    if (server.onePacket()) {
      flags = flags.with(ServiceFlags.ONE_PACKET);
    }
    VirtualService service = VirtualService.of(id, server.scheduler()).withFlags(flags);
    if (server.persistence().isEmpty()) {
      return service;
    }
    io.github.jlvs.jkeepalived.config.model.Persistence wanted = server.persistence().get();
    Netmask mask = Netmask.prefix(id.family(), wanted.granularity());
    service = service.withPersistence(new Persistence(wanted.timeout().toSeconds(), mask));
    return wanted.engine().isPresent()
        ? service.withPersistenceEngine(wanted.engine().get())
        : service;
  }

  private static Destination destination(
      VirtualServer server, Optional<RealServer> configured, DesiredDestination wanted) {
    if (configured.isEmpty()) {
      ForwardingMethod method =
          server.sorryServer().map(sorry -> sorry.method()).orElse(server.method());
      return Destination.of(
          id(server, wanted.address(), method), forwarding(method), wanted.weight());
    }
    RealServer real = configured.get();
    return Destination.of(
            id(server, wanted.address(), real.method()), forwarding(real.method()), wanted.weight())
        .withThresholds(real.upperThreshold(), real.lowerThreshold());
  }

  /**
   * Direct routing and tunnels leave the port alone: the entry says the virtual server's. One mark
   * stands for several ports, so there it says none.
   */
  private static DestinationId id(
      VirtualServer server, ServiceAddress address, ForwardingMethod method) {
    return new DestinationId(
        address.address(), method == ForwardingMethod.NAT ? address.port() : port(server));
  }

  private static int port(VirtualServer server) {
    return server.address() instanceof Endpoint endpoint ? endpoint.port() : 0;
  }

  private static Forwarding forwarding(ForwardingMethod method) {
    return switch (method) {
      case NAT -> Forwarding.MASQUERADE;
      case DR -> Forwarding.DIRECT_ROUTE;
      case TUN -> Forwarding.IPIP;
    };
  }
}
