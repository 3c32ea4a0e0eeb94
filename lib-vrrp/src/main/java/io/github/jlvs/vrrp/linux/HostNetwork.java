// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.Sysctl;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.netlink.NetlinkException;
import io.github.jlvs.netlink.route.IfAddress;
import io.github.jlvs.netlink.route.Link;
import io.github.jlvs.netlink.route.NextHop;
import io.github.jlvs.netlink.route.Route;
import io.github.jlvs.netlink.route.Rule;
import io.github.jlvs.vrrp.linux.RunnerEvent.InterfaceCondition;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The host's interfaces and addresses as they were when last read, with what has been changed
 * through this object since.
 */
final class HostNetwork {
  /** IFNAMSIZ of linux/if.h, less the zero at the end. */
  private static final int LONGEST_NAME = 15;

  /** IFA_F_SECONDARY of linux/if_addr.h: behind another address of the same subnet. */
  private static final int SECONDARY = 1;

  private final Host host;
  private final LinkDebounce debounce = new LinkDebounce();
  private Map<String, Link> links = Map.of();
  private Map<String, InterfaceCondition> conditions = Map.of();
  private Map<Entry, IfAddress> addresses = new LinkedHashMap<>();

  /**
   * What makes an address the same one to the kernel: under another prefix length an IPv4 address
   * is another one, an IPv6 address is not.
   */
  record Entry(int interfaceIndex, InetAddress address, int ipv4PrefixLength) {
    static Entry of(IfAddress address) {
      boolean ipv4 = address.address() instanceof Inet4Address;
      return new Entry(
          address.interfaceIndex(), address.address(), ipv4 ? address.prefixLength() : 0);
    }
  }

  /** What has become of a change. */
  sealed interface Outcome {
    /** The kernel has made it. */
    record Done() implements Outcome {}

    /** It was so already. */
    record AlreadySo() implements Outcome {}

    /** It was not made. */
    record Refused(LinuxException cause) implements Outcome {}
  }

  HostNetwork(Host host) {
    this.host = host;
  }

  /**
   * Asks the kernel for something impossible, which it refuses for another reason to those who may
   * change addresses.
   *
   * @throws NetlinkException EPERM without CAP_NET_ADMIN
   */
  void requireRight() {
    try {
      host.add(IfAddress.of(Integer.MAX_VALUE, AddressFamily.IPV4.unspecified(), 32));
    } catch (NetlinkException e) {
      if (e.errno().equals(Errno.EPERM)) {
        throw new NetlinkException("change addresses of interfaces", e);
      }
    }
  }

  /** Reads these interfaces, and all addresses; keeps what it had when the kernel refuses. */
  void refresh(Iterable<String> names) {
    Map<String, Link> present = new HashMap<>();
    for (String name : names) {
      if (canExist(name)) {
        host.link(name).ifPresent(link -> present.put(name, link));
      }
    }
    addresses = readAddresses();
    links = present;
    Map<String, InterfaceCondition> looked = new HashMap<>();
    for (String name : names) {
      looked.put(name, debounce.look(name, actual(name), host.now()));
    }
    debounce.keepOnly(looked.keySet());
    conditions = looked;
  }

  /** Reads one interface anew, which this runner has changed. */
  Optional<Link> learn(String name) {
    Map<String, Link> known = new HashMap<>(links);
    Optional<Link> link = host.link(name);
    link.ifPresentOrElse(found -> known.put(name, found), () -> known.remove(name));
    links = known;
    Map<String, InterfaceCondition> looked = new HashMap<>(conditions);
    looked.put(name, debounce.look(name, actual(name), host.now()));
    conditions = looked;
    return link;
  }

  /** Deletes an interface; tells why it could not. */
  Optional<LinuxException> removeLink(int index, String name) {
    Outcome outcome = attempt(() -> host.deleteLink(index), Errno.ENODEV);
    Optional<Link> unused = learn(name);
    return outcome instanceof Outcome.Refused refused
        ? Optional.of(refused.cause())
        : Optional.empty();
  }

  /** From now on changes of these interfaces are believed late. */
  void linkDelays(Map<String, LinkDelay> delays) {
    debounce.delays(delays);
  }

  /** When an interface will count as changed that has changed already. */
  long nextChange() {
    return debounce.nextChange();
  }

  private Map<Entry, IfAddress> readAddresses() {
    Map<Entry, IfAddress> read = new LinkedHashMap<>();
    for (IfAddress address : host.addresses()) {
      read.put(Entry.of(address), address);
    }
    return read;
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

  /** What an interface counts as. */
  InterfaceCondition condition(String name) {
    InterfaceCondition looked = conditions.get(name);
    return looked == null ? actual(name) : looked;
  }

  private InterfaceCondition actual(String name) {
    return link(name)
        .map(link -> link.isUsable() ? InterfaceCondition.UP : InterfaceCondition.DOWN)
        .orElse(InterfaceCondition.ABSENT);
  }

  /** The address as it is on the host: maybe with another label, IPv6 under another prefix. */
  Optional<IfAddress> find(IfAddress address) {
    return Optional.ofNullable(addresses.get(Entry.of(address)));
  }

  /**
   * Whether an address looks like one that its host was given for itself: the first of its subnet,
   * and either with a subnet or the only IPv4 address of its interface. Those that virtual routers
   * leave behind are for one host, or come second.
   */
  boolean looksLikeTheHostsOwn(IfAddress address) {
    if ((address.flags() & SECONDARY) != 0 || !(address.address() instanceof Inet4Address)) {
      return false;
    }
    if (address.prefixLength() < Integer.SIZE) {
      return true;
    }
    for (IfAddress other : addresses.values()) {
      if (other.interfaceIndex() == address.interfaceIndex()
          && other.address() instanceof Inet4Address
          && !Entry.of(other).equals(Entry.of(address))) {
        return false;
      }
    }
    return true;
  }

  /**
   * The address that a host would send from: the first global IPv4 address of the interface that
   * counts, or else the first of a narrower scope.
   */
  Optional<InetAddress> primary(int interfaceIndex, Predicate<IfAddress> counts) {
    Optional<InetAddress> narrow = Optional.empty();
    for (IfAddress address : addresses.values()) {
      if (address.interfaceIndex() == interfaceIndex
          && address.address() instanceof Inet4Address ipv4
          && counts.test(address)) {
        if (address.scope() == IfAddress.SCOPE_GLOBAL) {
          return Optional.of(ipv4);
        }
        narrow = narrow.isPresent() ? narrow : Optional.of(ipv4);
      }
    }
    return narrow;
  }

  /**
   * The link-local IPv6 address that packets are sent from (RFC 9568 section 5.1.2.1): the oldest
   * of the interface that counts, and that is known to be nobody else's.
   */
  Optional<InetAddress> linkLocal(int interfaceIndex, Predicate<IfAddress> counts) {
    return oldest(interfaceIndex, counts, InetAddress::isLinkLocalAddress);
  }

  /** The oldest IPv6 address of the interface that counts and is not link-local. */
  Optional<InetAddress> routed(int interfaceIndex, Predicate<IfAddress> counts) {
    return oldest(interfaceIndex, counts, HostNetwork::isRouted);
  }

  static boolean isRouted(InetAddress address) {
    return !address.isLinkLocalAddress();
  }

  private static boolean isOf(IfAddress address, int index, Predicate<InetAddress> wanted) {
    return address.interfaceIndex() == index
        && address.address() instanceof Inet6Address
        && wanted.test(address.address());
  }

  /** Why an interface has no IPv6 address of that kind that can be sent from. */
  MissingSource missing(Link link, Predicate<IfAddress> counts, Predicate<InetAddress> wanted) {
    Optional<MissingSource> present = Optional.empty();
    for (IfAddress each : addresses.values()) {
      if (isOf(each, link.index(), wanted) && counts.test(each) && !each.isUsable()) {
        if (!each.isDuplicate()) {
          return new MissingSource.LookedFor(each.address());
        }
        present = Optional.of(new MissingSource.Duplicate(each.address()));
      }
    }
    return present.orElseGet(() -> missing(link.name()));
  }

  private MissingSource missing(String interfaceName) {
    try {
      return host.setting(ipv6Off(interfaceName).name()).equals("0")
          ? new MissingSource.None()
          : new MissingSource.Ipv6Off();
    } catch (LinuxException e) {
      return e.errno().equals(Errno.ENOENT) ? new MissingSource.NoIpv6() : new MissingSource.None();
    }
  }

  /** What is 1 where IPv6 is switched off on an interface. */
  static Sysctl ipv6Off(String interfaceName) {
    return Sysctl.ipv6Interface(interfaceName, "disable_ipv6");
  }

  /**
   * The kernel tells the newest first, so the last is the one that stays the same; one that goes by
   * itself is taken where there is no other.
   */
  private Optional<InetAddress> oldest(
      int interfaceIndex, Predicate<IfAddress> counts, Predicate<InetAddress> wanted) {
    Optional<IfAddress> best = Optional.empty();
    for (IfAddress address : addresses.values()) {
      if (isOf(address, interfaceIndex, wanted)
          && address.isUsable()
          && counts.test(address)
          && (!address.isPassing() || best.filter(other -> !other.isPassing()).isEmpty())) {
        best = Optional.of(address);
      }
    }
    return best.map(address -> scoped(address.address(), interfaceIndex));
  }

  /** A link-local address means nothing without its interface. */
  static InetAddress scoped(InetAddress address, int interfaceIndex) {
    if (!(address instanceof Inet6Address) || !address.isLinkLocalAddress()) {
      return address;
    }
    try {
      return Inet6Address.getByAddress(null, address.getAddress(), interfaceIndex);
    } catch (UnknownHostException notSixteenOctets) {
      throw new IllegalStateException(notSixteenOctets);
    }
  }

  /** Whether any interface has that address. */
  boolean has(InetAddress address) {
    return addresses.values().stream().anyMatch(each -> each.address().equals(address));
  }

  /** Whether an interface has that address with global scope. */
  boolean isGlobal(int interfaceIndex, InetAddress source) {
    for (IfAddress address : addresses.values()) {
      if (address.interfaceIndex() == interfaceIndex
          && address.address().equals(source)
          && address.scope() == IfAddress.SCOPE_GLOBAL) {
        return true;
      }
    }
    return false;
  }

  /** Adds an address. */
  Outcome add(IfAddress address) {
    Outcome outcome = attempt(() -> host.add(address), Errno.EEXIST);
    if (outcome instanceof Outcome.Done) {
      addresses.put(Entry.of(address), address.asAdded());
    } else if (outcome instanceof Outcome.AlreadySo && find(address).isEmpty()) {
      adoptUnseen(address);
    }
    return outcome;
  }

  /** One that came since the last look: how it is there, which its removal will have to say. */
  private void adoptUnseen(IfAddress address) {
    try {
      addresses = readAddresses();
    } catch (LinuxException e) {
      addresses.put(Entry.of(address), address);
    }
  }

  /** Removes an address, whatever its label. */
  Outcome remove(IfAddress address) {
    IfAddress present = find(address).orElse(address);
    IfAddress bare =
        new IfAddress(
            present.interfaceIndex(),
            present.address(),
            present.prefixLength(),
            present.scope(),
            Optional.empty(),
            present.peer(),
            Optional.empty(),
            0);
    // ENODEV: an interface that is gone has taken its addresses along.
    Outcome outcome = attempt(() -> host.delete(bare), Errno.EADDRNOTAVAIL, Errno.ENODEV);
    if (!(outcome instanceof Outcome.Refused)) {
      addresses.remove(Entry.of(address));
    }
    return outcome;
  }

  /**
   * Adds a route. The ways of an IPv6 route are added one by one, for of several the kernel adds
   * none where it has one already; in the end all are there, or none is new.
   */
  Outcome add(Route route) {
    if (route.family() == AddressFamily.IPV4 || route.nextHops().size() < 2) {
      return attempt(() -> host.add(route), Errno.EEXIST);
    }
    List<Route> added = new ArrayList<>();
    for (NextHop hop : route.nextHops()) {
      Route way = route.withNextHops(List.of(hop));
      Outcome outcome = attempt(() -> host.add(way), Errno.EEXIST);
      if (outcome instanceof Outcome.Refused) {
        added.forEach(this::remove);
        return outcome;
      }
      if (outcome instanceof Outcome.Done) {
        added.add(way);
      }
    }
    return added.isEmpty() ? new Outcome.AlreadySo() : new Outcome.Done();
  }

  /** ENODEV: an interface that is gone has taken its routes along. */
  Outcome remove(Route route) {
    return attempt(() -> host.delete(route), Errno.ESRCH, Errno.ENODEV);
  }

  Outcome add(Rule rule) {
    return attempt(() -> host.add(rule), Errno.EEXIST);
  }

  Outcome remove(Rule rule) {
    return attempt(() -> host.delete(rule), Errno.ENOENT);
  }

  private static Outcome attempt(Runnable change, Errno... alreadySo) {
    try {
      change.run();
      return new Outcome.Done();
    } catch (LinuxException e) {
      return List.of(alreadySo).contains(e.errno())
          ? new Outcome.AlreadySo()
          : new Outcome.Refused(e);
    }
  }
}
