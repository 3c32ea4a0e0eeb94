// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.netlink.route.Link;
import io.github.jlvs.vrrp.linux.RunnerEvent.InterfaceCondition;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the host is to one virtual router at one moment.
 *
 * @param source the address it sends from
 * @param down what keeps it from taking part
 * @param weights what the interfaces with a weight add to its priority, together
 */
record Situation(Optional<InetAddress> source, Set<String> down, int weights) {

  static Situation of(
      RouterSetup setup, HostNetwork network, AddressPlacement placement, boolean portWorks) {
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
    if (present && !portWorks) {
      down.add("sockets on " + own);
    }
    if (present && source.isEmpty()) {
      down.add("IPv4 address of " + own);
    }
    return new Situation(source, down, weights(setup, network));
  }

  private static String interfaceCause(String name) {
    return "interface " + name;
  }

  /** keepalived's: a positive weight is added while it is up, a negative one while it is down. */
  private static int weights(RouterSetup setup, HostNetwork network) {
    int sum = 0;
    for (Map.Entry<String, Integer> each : setup.interfaceWeights().entrySet()) {
      boolean up = network.condition(each.getKey()) == InterfaceCondition.UP;
      if (up == each.getValue() > 0) {
        sum += each.getValue();
      }
    }
    return sum;
  }

  static Optional<InetAddress> source(
      RouterSetup setup, HostNetwork network, AddressPlacement placement) {
    if (setup.source().isPresent()) {
      return setup.source();
    }
    Optional<Link> link = network.link(setup.interfaceName());
    if (link.isEmpty()) {
      return Optional.empty();
    }
    int index = link.get().index();
    // Virtual addresses leave with a master; an owner's may be all that the interface has.
    Optional<InetAddress> lasting =
        network.primary(index, address -> !placement.isVirtual(address));
    if (lasting.isPresent() || !setup.config().owner()) {
      return lasting;
    }
    return network.primary(
        index, address -> setup.config().addresses().contains(address.address()));
  }
}
