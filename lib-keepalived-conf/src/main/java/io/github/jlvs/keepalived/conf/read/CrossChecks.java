// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.healthcheck.probe.NetworkProbe;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import io.github.jlvs.keepalived.conf.model.VrrpInstance;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.IpProtocol;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.VirtualAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what is right in itself, and wrong beside the rest. */
final class CrossChecks {
  /** VRIDs of the two families have nothing to do with each other. */
  private record Router(String interfaceName, AddressFamily family, int virtualRouterId) {
    static Router of(String interfaceName, RouterSetup setup) {
      return new Router(interfaceName, setup.config().protocol().family(), setup.config().vrid());
    }
  }

  private CrossChecks() {}

  static void routers(List<Located<VrrpInstance>> instances, Diagnostics diagnostics) {
    Map<Router, List<Located<VrrpInstance>>> seen = new HashMap<>();
    for (Located<VrrpInstance> instance : instances) {
      RouterSetup router = instance.value().setup();
      List<Located<VrrpInstance>> others =
          seen.computeIfAbsent(
              Router.of(router.interfaceName(), router), absent -> new ArrayList<>());
      others.stream()
          .filter(other -> !haveOwnPeers(other.value().setup(), router))
          .findFirst()
          .ifPresent(other -> diagnostics.error(instance.position(), sameRouter(other, instance)));
      others.add(instance);
    }
    for (Located<VrrpInstance> instance : instances) {
      RouterSetup router = instance.value().setup();
      parent(router.interfaceName())
          .map(parent -> seen.get(Router.of(parent, router)))
          .ifPresent(
              others ->
                  diagnostics.warning(
                      instance.position(),
                      sameRouter(others.get(0), instance)
                          + ", of which "
                          + router.interfaceName()
                          + " is a VLAN by its name: where a switch delivers that VLAN untagged,"
                          + " the two hear each other"));
    }
  }

  /** The interface that a VLAN's usual name names. */
  private static Optional<String> parent(String name) {
    int dot = name.lastIndexOf('.');
    boolean vlan = dot > 0 && name.substring(dot + 1).matches("[0-9]{1,4}");
    return vlan ? Optional.of(name.substring(0, dot)) : Optional.empty();
  }

  /** By their peers the packets of unicast routers can be told apart. */
  private static boolean haveOwnPeers(RouterSetup one, RouterSetup other) {
    return one.transport() instanceof Transport.Unicast unicast
        && other.transport() instanceof Transport.Unicast otherUnicast
        && Collections.disjoint(peers(unicast), peers(otherUnicast));
  }

  private static List<InetAddress> peers(Transport.Unicast unicast) {
    return unicast.peers().stream().map(Transport.Peer::address).toList();
  }

  private static String sameRouter(Located<VrrpInstance> before, Located<VrrpInstance> instance) {
    RouterSetup router = instance.value().setup();
    RouterSetup other = before.value().setup();
    boolean unicast =
        router.transport() instanceof Transport.Unicast
            && other.transport() instanceof Transport.Unicast;
    return "virtual_router_id "
        + router.config().vrid()
        + " on "
        + other.interfaceName()
        + " belongs to '"
        + other.name()
        + "' of "
        + before.position().seenFrom(instance.position())
        + " already"
        + (unicast ? ", which has a peer in common with this one" : "");
  }

  static void services(List<Located<VirtualServerSetup>> servers, Diagnostics diagnostics) {
    Map<ServiceId, Located<VirtualServerSetup>> seen = new HashMap<>();
    for (Located<VirtualServerSetup> server : servers) {
      Set<Position> others = new HashSet<>();
      for (VirtualService service : server.value().services()) {
        Located<VirtualServerSetup> before = seen.putIfAbsent(service.id(), server);
        if (before != null && others.add(before.position())) {
          diagnostics.error(server.position(), sameService(service.id(), before, server));
        }
      }
    }
  }

  private static String sameService(
      ServiceId id, Located<VirtualServerSetup> before, Located<VirtualServerSetup> server) {
    String other = "that of " + before.position().seenFrom(server.position());
    boolean alone = server.value().services().size() == 1 && before.value().services().size() == 1;
    return alone
        ? "this virtual_server is the same as " + other
        : id + " is a service of this virtual_server and of " + other;
  }

  /** One address in two virtual routers: whichever loses it takes it from the other. */
  static void addresses(List<Located<VrrpInstance>> instances, Diagnostics diagnostics) {
    Map<String, Located<VrrpInstance>> seen = new HashMap<>();
    for (Located<VrrpInstance> instance : instances) {
      addressesOf(instance.value().setup())
          .forEach(
              address -> {
                // A link-local one is another on each link.
                String link =
                    address.isLinkLocalAddress()
                        ? " " + instance.value().setup().interfaceName()
                        : "";
                Located<VrrpInstance> before =
                    seen.putIfAbsent(IpAddresses.format(address) + link, instance);
                if (before != null) {
                  diagnostics.warning(
                      instance.position(),
                      "'"
                          + IpAddresses.format(address)
                          + "' is an address of '"
                          + before.value().setup().name()
                          + "' of "
                          + before.position().seenFrom(instance.position())
                          + " too: only one of the two should have it");
                }
              });
    }
  }

  /**
   * A virtual server whose address no virtual router has, beside virtual routers that have some: it
   * stays where it is when they move. A firewall mark has no address.
   */
  static void servedAddresses(
      List<Located<VirtualServerSetup>> servers,
      List<Located<VrrpInstance>> instances,
      Diagnostics diagnostics) {
    Set<InetAddress> carried =
        instances.stream()
            .flatMap(instance -> addressesOf(instance.value().setup()))
            .collect(Collectors.toSet());
    if (carried.isEmpty()) {
      return;
    }
    Set<InetAddress> said = new HashSet<>();
    for (Located<VirtualServerSetup> server : servers) {
      List<InetAddress> missing =
          addressesOf(server.value())
              .filter(address -> !carried.contains(address) && said.add(address))
              .toList();
      if (!missing.isEmpty()) {
        int more = missing.size() - 1;
        diagnostics.warning(
            server.position(),
            "no vrrp_instance has the address '"
                + IpAddresses.format(missing.get(0))
                + "'"
                + (more == 0 ? "" : ", nor " + more + " more of this group")
                + ": this virtual_server does not move with the master");
      }
    }
  }

  /** A check of a port that is another service's says how that one is. */
  static void checkedPorts(List<Located<VirtualServerSetup>> servers, Diagnostics diagnostics) {
    Map<InetSocketAddress, Position> served = new HashMap<>();
    for (Located<VirtualServerSetup> server : servers) {
      for (RealServer real : server.value().checks().realServers()) {
        served.putIfAbsent(real.address().socketAddress(), server.position());
      }
    }
    for (Located<VirtualServerSetup> server : servers) {
      if (addressesOf(server.value()).findAny().isPresent()) {
        checkedPorts(server, served, diagnostics);
      }
    }
  }

  private static void checkedPorts(
      Located<VirtualServerSetup> server,
      Map<InetSocketAddress, Position> served,
      Diagnostics diagnostics) {
    boolean group = server.value().name() instanceof VirtualServerName.Group;
    for (RealServer real : server.value().checks().realServers()) {
      if (group && real.address().port() == 0) {
        continue; // what it has for several ports is looked at through one of them
      }
      real.checks().stream()
          .filter(check -> hasOtherPort(check, real))
          .findFirst()
          .ifPresent(
              check ->
                  sayOtherPort(
                      server.position(),
                      real.address(),
                      check,
                      target(check).flatMap(at -> Optional.ofNullable(served.get(at))),
                      diagnostics));
    }
  }

  private static boolean hasOtherPort(Check check, RealServer real) {
    return target(check).filter(at -> at.getPort() != real.address().port()).isPresent();
  }

  /** What the check looks at; empty where that has no port. */
  private static Optional<InetSocketAddress> target(Check check) {
    return check.probe() instanceof NetworkProbe probe
        ? Optional.of(probe.transport().remote()).filter(at -> at.getPort() != 0)
        : Optional.empty();
  }

  private static void sayOtherPort(
      Position server,
      ServiceAddress real,
      Check check,
      Optional<Position> other,
      Diagnostics diagnostics) {
    boolean udp = real.protocol().equals(IpProtocol.UDP);
    if (udp || other.isPresent()) {
      diagnostics.warning(
          server,
          "the "
              + check.probe().checkName()
              + " of '"
              + real.address().getHostAddress()
              + "' looks at port "
              + target(check).map(InetSocketAddress::getPort).orElseThrow()
              + other
                  .map(at -> ", which is served by the virtual_server of " + at.seenFrom(server))
                  .orElse("")
              + ": it says nothing of "
              + real.protocol()
              + " port "
              + real.port());
    }
  }

  private static Stream<InetAddress> addressesOf(VirtualServerSetup server) {
    return server.services().stream()
        .map(VirtualService::id)
        .filter(ServiceId.Address.class::isInstance)
        .map(id -> ((ServiceId.Address) id).address());
  }

  private static Stream<InetAddress> addressesOf(RouterSetup router) {
    return Stream.concat(router.addresses().stream(), router.excluded().stream())
        .map(VirtualAddress::address);
  }
}
