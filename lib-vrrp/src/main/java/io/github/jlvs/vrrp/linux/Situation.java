// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.netlink.route.IfAddress;
import io.github.jlvs.netlink.route.Link;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.linux.RunnerEvent.InterfaceCondition;
import io.github.jlvs.vrrp.tracking.TrackedState;
import io.github.jlvs.vrrp.tracking.Tracking;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What decides over one virtual router at one moment, besides its peers.
 *
 * @param source the address it sends from
 * @param missing why it has none; empty too where its interface is away or down, and over IPv4
 * @param down what keeps it from taking part
 * @param weights what all that it tracks adds to its priority, together
 */
record Situation(
    Optional<InetAddress> source, Optional<MissingSource> missing, Set<String> down, int weights) {

  /**
   * Looks.
   *
   * @param troubles what keeps it from sending and receiving although its interface is there
   */
  static Situation of(
      RouterSetup setup,
      HostNetwork network,
      AddressPlacement placement,
      List<String> troubles,
      Function<String, TrackedState> reported) {
    Optional<InetAddress> source = source(setup, network, placement);
    String own = setup.interfaceName();
    boolean present = network.condition(own) != InterfaceCondition.ABSENT;
    Set<String> down = new LinkedHashSet<>();
    if (!present) {
      down.add(interfaceCause(own));
    }
    for (String name : setup.trackedDevices()) {
      if (network.condition(name) != InterfaceCondition.UP) {
        down.add(interfaceCause(name));
      }
    }
    int weights = 0;
    for (Tracking tracking : setup.trackedInterfaces()) {
      boolean up = network.condition(tracking.thing()) == InterfaceCondition.UP;
      Tracking.Effect effect = tracking.effect(up ? TrackedState.UP : TrackedState.DOWN);
      weights += effect.adjustment();
      // One that is named although it is the router's own is tracked as that.
      if (effect.fault() && !tracking.equals(Tracking.fault(own))) {
        down.add(interfaceCause(tracking.thing()));
      }
    }
    for (Tracking tracking : setup.tracked()) {
      Tracking.Effect effect = tracking.effect(reported.apply(tracking.thing()));
      weights += effect.adjustment();
      if (effect.fault()) {
        down.add(tracking.thing());
      }
    }
    if (present) {
      down.addAll(troubles);
    }
    if (present && source.isEmpty()) {
      down.add(addressCause(setup));
    }
    setup
        .trackedSource()
        .filter(address -> !network.has(address))
        .ifPresent(address -> down.add("source address " + IpAddresses.format(address)));
    if (setup.transport() instanceof Transport.Unicast unicast && unicast.peers().isEmpty()) {
      down.add("unicast peers");
    }
    Optional<MissingSource> missing =
        source.isEmpty() ? missing(setup, network, placement) : Optional.empty();
    return new Situation(source, missing, down, weights);
  }

  private static String addressCause(RouterSetup setup) {
    boolean ipv4 = setup.config().protocol().family() == AddressFamily.IPV4;
    String kind = ipv4 ? "IPv4" : isRouted(setup) ? "IPv6" : "IPv6 link-local";
    return kind + " address of " + setup.sourceInterface();
  }

  private static Optional<MissingSource> missing(
      RouterSetup setup, HostNetwork network, AddressPlacement placement) {
    String own = setup.interfaceName();
    Optional<Link> link = network.link(own);
    if (setup.config().protocol().family() == AddressFamily.IPV4
        || network.condition(own) != InterfaceCondition.UP
        || link.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        network.missing(
            link.get(),
            address -> !placement.isVirtual(address),
            isRouted(setup) ? HostNetwork::isRouted : InetAddress::isLinkLocalAddress));
  }

  private static String interfaceCause(String name) {
    return "interface " + name;
  }

  static Optional<InetAddress> source(
      RouterSetup setup, HostNetwork network, AddressPlacement placement) {
    Optional<Link> link = network.link(setup.sourceInterface());
    if (setup.source().isPresent()) {
      InetAddress source = setup.source().get();
      return Optional.of(
          link.isPresent() ? HostNetwork.scoped(source, link.get().index()) : source);
    }
    if (link.isEmpty()) {
      return Optional.empty();
    }
    int index = link.get().index();
    // Virtual addresses leave with a master; an owner's may be all that the interface has.
    Optional<InetAddress> lasting =
        source(setup, network, index, address -> !placement.isVirtual(address));
    if (lasting.isPresent() || !setup.config().owner()) {
      return lasting;
    }
    return source(
        setup, network, index, address -> setup.config().addresses().contains(address.address()));
  }

  private static Optional<InetAddress> source(
      RouterSetup setup, HostNetwork network, int index, Predicate<IfAddress> counts) {
    if (setup.config().protocol().family() == AddressFamily.IPV4) {
      return network.primary(index, counts);
    }
    return isRouted(setup) ? network.routed(index, counts) : network.linkLocal(index, counts);
  }

  /** Whether packets have to find their way to peers that are not on the link. */
  static boolean isRouted(RouterSetup setup) {
    return setup.transport() instanceof Transport.Unicast unicast
        && unicast.peers().stream().anyMatch(peer -> !peer.address().isLinkLocalAddress());
  }
}
