// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.netlink.NetlinkException;
import io.github.jlvs.netlink.route.InterfaceAddress;
import io.github.jlvs.netlink.route.Link;
import io.github.jlvs.netlink.route.Route;
import io.github.jlvs.netlink.route.Rule;
import io.github.jlvs.vrrp.linux.RunnerEvent.InterfaceCondition;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The host's interfaces and addresses as they were when last read, and changes of addresses. */
final class HostNetwork {
  /** IFNAMSIZ of linux/if.h, less the zero at the end. */
  private static final int LONGEST_NAME = 15;

  private final Host host;
  private Map<String, Link> links = Map.of();
  private List<InterfaceAddress> addresses = List.of();
  private Set<Entry> entries = Set.of();

  /** What makes an address the same one to the kernel. */
  private record Entry(int interfaceIndex, InetAddress address, int prefixLength) {
    static Entry of(InterfaceAddress address) {
      return new Entry(address.interfaceIndex(), address.address(), address.prefixLength());
    }
  }

  HostNetwork(Host host) {
    this.host = host;
  }

  /** Reads these interfaces, and all addresses; keeps what it had when the kernel refuses. */
  void refresh(Iterable<String> names) {
    Map<String, Link> present = new HashMap<>();
    for (String name : names) {
      if (canExist(name)) {
        host.link(name).ifPresent(link -> present.put(name, link));
      }
    }
    addresses = host.addresses();
    links = present;
    entries = new HashSet<>();
    for (InterfaceAddress address : addresses) {
      entries.add(Entry.of(address));
    }
  }

  /** The kernel refuses to look for any other name, where it should say that there is none. */
  private static boolean canExist(String name) {
    return !name.isEmpty() && name.getBytes(UTF_8).length <= LONGEST_NAME;
  }

  Optional<Link> link(String name) {
    return Optional.ofNullable(links.get(name));
  }

  boolean isKnown(int interfaceIndex) {
    for (Link link : links.values()) {
      if (link.index() == interfaceIndex) {
        return true;
      }
    }
    return false;
  }

  InterfaceCondition condition(String name) {
    return link(name)
        .map(link -> link.isUsable() ? InterfaceCondition.UP : InterfaceCondition.DOWN)
        .orElse(InterfaceCondition.ABSENT);
  }

  boolean has(InterfaceAddress address) {
    return entries.contains(Entry.of(address));
  }

  /**
   * The address that a host would send from: the first global IPv4 address of the interface that
   * counts, or else the first of a narrower scope.
   */
  Optional<Inet4Address> primary(int interfaceIndex, Predicate<InetAddress> counts) {
    Optional<Inet4Address> narrow = Optional.empty();
    for (InterfaceAddress address : addresses) {
      if (address.interfaceIndex() == interfaceIndex
          && address.address() instanceof Inet4Address ipv4
          && counts.test(ipv4)) {
        if (address.scope() == InterfaceAddress.SCOPE_GLOBAL) {
          return Optional.of(ipv4);
        }
        narrow = narrow.isPresent() ? narrow : Optional.of(ipv4);
      }
    }
    return narrow;
  }

  /** Adds an address; one that is there already is adopted. Says what went wrong, if anything. */
  Optional<String> add(InterfaceAddress address) {
    try {
      host.add(address);
      return Optional.empty();
    } catch (NetlinkException e) {
      return e.errno().equals(Errno.EEXIST) ? Optional.empty() : Optional.of(text(e));
    }
  }

  /** Removes an address, whatever its label; one that is not there is no error. */
  Optional<String> remove(InterfaceAddress address) {
    InterfaceAddress bare =
        new InterfaceAddress(
            address.interfaceIndex(),
            address.address(),
            address.prefixLength(),
            address.scope(),
            Optional.empty(),
            address.peer(),
            Optional.empty(),
            0);
    try {
      host.delete(bare);
      return Optional.empty();
    } catch (NetlinkException e) {
      boolean gone = e.errno().equals(Errno.EADDRNOTAVAIL) || e.errno().equals(Errno.ENODEV);
      return gone ? Optional.empty() : Optional.of(text(e));
    }
  }

  /** Adds a route; one that is there already is adopted. */
  Optional<String> add(Route route) {
    return attempt(() -> host.add(route), Errno.EEXIST);
  }

  /** Removes a route; one that is not there is no error. */
  Optional<String> remove(Route route) {
    return attempt(() -> host.delete(route), Errno.ESRCH);
  }

  /** Adds a rule; one that is there already is adopted. */
  Optional<String> add(Rule rule) {
    return attempt(() -> host.add(rule), Errno.EEXIST);
  }

  /** Removes a rule; one that is not there is no error. */
  Optional<String> remove(Rule rule) {
    return attempt(() -> host.delete(rule), Errno.ENOENT);
  }

  private static Optional<String> attempt(Runnable change, Errno alreadySo) {
    try {
      change.run();
      return Optional.empty();
    } catch (NetlinkException e) {
      return e.errno().equals(alreadySo) ? Optional.empty() : Optional.of(text(e));
    }
  }

  private static String text(NetlinkException e) {
    return String.valueOf(e.getMessage());
  }
}
