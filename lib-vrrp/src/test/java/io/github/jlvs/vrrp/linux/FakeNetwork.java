// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.netlink.NetlinkException;
import io.github.jlvs.netlink.route.HardwareAddress;
import io.github.jlvs.netlink.route.IfAddress;
import io.github.jlvs.netlink.route.Link;
import io.github.jlvs.netlink.route.LinkKind;
import io.github.jlvs.netlink.route.NewLink;
import io.github.jlvs.netlink.route.Route;
import io.github.jlvs.netlink.route.RouteEvent;
import io.github.jlvs.netlink.route.Rule;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Links, addresses, routes and rules that behave as the kernel's do: an IPv4 address is another one
 * under another prefix length and an IPv6 address is not; an interface that is taken down loses its
 * routes and IPv6 addresses, one that is deleted everything, one without carrier nothing.
 */
final class FakeNetwork {
  /** IFA_F_SECONDARY of linux/if_addr.h. */
  private static final int SECONDARY = 1;

  /** IFA_F_TENTATIVE, IFA_F_OPTIMISTIC and IFA_F_DADFAILED of the same header. */
  private static final int TENTATIVE = 0x40;

  private static final int OPTIMISTIC = 0x04;

  private static final int DUPLICATE = 0x08;

  /** IFA_F_TEMPORARY: of IPv6 the same bit as SECONDARY. */
  private static final int TEMPORARY = 1;

  private static final int BOTH = Link.IFF_UP | Link.IFF_RUNNING;

  private final Map<String, Link> links = new LinkedHashMap<>();
  private final List<IfAddress> addresses = new ArrayList<>();
  private final List<Route> routes = new ArrayList<>();
  private final FakeRules rules = new FakeRules();
  private final Map<String, LinkKind> kinds = new HashMap<>();
  private final FakeSettings settings = new FakeSettings(name -> links.containsKey(name));
  private Consumer<RouteEvent> listener = event -> {};
  private int lastIndex = 1;
  private boolean detecting;

  void listener(Consumer<RouteEvent> changes) {
    listener = changes;
  }

  // ---- what an administrator does

  /** Makes an interface that can send, with these addresses, such as {@code 10.1.80.91/24}. */
  void create(String name, String... cidrs) {
    lastIndex++;
    HardwareAddress hardware = new HardwareAddress(new byte[] {2, 0, 0, 0, 0, (byte) lastIndex});
    put(new Link(lastIndex, name, 1, BOTH, hardware, 1500, "veth", OptionalInt.empty(), List.of()));
    for (String cidr : cidrs) {
      give(name, cidr);
    }
  }

  /** What stands above it goes with it. */
  void destroy(String name) {
    Link link = existing(name);
    links.values().stream()
        .filter(each -> each.parent().equals(OptionalInt.of(link.index())))
        .map(Link::name)
        .toList()
        .forEach(this::destroy);
    loseAll(link, true);
    links.remove(name);
    kinds.remove(name);
    settings.forget(name);
    listener.accept(new RouteEvent.LinkDeleted(link));
  }

  /** Makes a macvlan or an ipvlan, which is down; above one interface there is one kind. */
  void make(NewLink wanted) {
    require(!links.containsKey(wanted.name()), "add link", Errno.EEXIST);
    int parent = lower(wanted.kind());
    require(!nameOf(parent).equals("none"), "add link", Errno.ENODEV);
    for (Link each : links.values()) {
      boolean beside = each.parent().equals(OptionalInt.of(parent));
      require(!beside || each.kind().equals(wanted.kind().name()), "add link", Errno.EBUSY);
    }
    lastIndex++;
    kinds.put(wanted.name(), wanted.kind());
    put(
        new Link(
            lastIndex,
            wanted.name(),
            1,
            0,
            wanted.hardwareAddress().orElseGet(() -> existing(nameOf(parent)).hardwareAddress()),
            1500,
            wanted.kind().name(),
            OptionalInt.empty(),
            List.of(),
            OptionalInt.of(parent),
            ""));
  }

  private static int lower(LinkKind kind) {
    return kind instanceof LinkKind.Ipvlan ipvlan
        ? ipvlan.parent()
        : ((LinkKind.Macvlan) kind).parent();
  }

  void unmake(String name) {
    require(links.containsKey(name), "delete link", Errno.ENODEV);
    destroy(name);
  }

  void kind(String name, LinkKind kind) {
    require(kinds.replace(name, kind) != null, "set kind", Errno.EOPNOTSUPP);
  }

  /** Empty unless it was made as a macvlan or an ipvlan. */
  Optional<LinkKind> kind(String name) {
    return Optional.ofNullable(kinds.get(name));
  }

  void alias(String name, String alias) {
    Link link = existing(name);
    put(with(link, name, link.flags(), link.hardwareAddress(), alias));
  }

  /** Interfaces in words, such as {@code vrrp.51@eth0 00:00:5e:00:01:33 up}. */
  List<String> linkTexts() {
    return links.values().stream()
        .map(
            each ->
                each.name()
                    + (each.parent().isPresent() ? "@" + nameOf(each.parent().getAsInt()) : "")
                    + " "
                    + each.hardwareAddress()
                    + ((each.flags() & Link.IFF_UP) == 0 ? " down" : " up"))
        .toList();
  }

  FakeSettings settings() {
    return settings;
  }

  /** The cable is out: nothing is lost. */
  void unplug(String name) {
    flags(name, Link.IFF_UP);
  }

  void plug(String name) {
    flags(name, BOTH);
  }

  /** The administrator takes it down: routes and IPv6 addresses are lost. */
  void takeDown(String name) {
    loseAll(existing(name), false);
    flags(name, 0);
  }

  void bringUp(String name) {
    flags(name, BOTH);
  }

  void rename(String name, String changed) {
    Link link = existing(name);
    links.remove(name);
    put(with(link, changed, link.flags(), link.hardwareAddress()));
  }

  void hardwareAddress(String name, int last) {
    Link link = existing(name);
    HardwareAddress changed = new HardwareAddress(new byte[] {2, 0, 0, 0, 1, (byte) last});
    put(with(link, name, link.flags(), changed));
  }

  /** With one below 1280 the interface has no IPv6, and sockets are in no group of it any more. */
  void mtu(String name, int mtu) {
    Link link = existing(name);
    if (mtu < 1280) {
      loseAll(link, false);
    }
    put(
        new Link(
            link.index(),
            name,
            link.type(),
            link.flags(),
            link.hardwareAddress(),
            mtu,
            link.kind(),
            link.master(),
            link.alternativeNames(),
            link.parent(),
            link.alias()));
  }

  void give(String name, String cidr) {
    add(entry(name, cidr));
  }

  /** An IPv6 address that is still looked for on the link, as the kernel gives one. */
  void giveTentative(String name, String cidr) {
    add(entry(name, cidr).withFlags(TENTATIVE));
  }

  /** One that is looked for and used meanwhile (RFC 4429). */
  void giveOptimistic(String name, String cidr) {
    add(entry(name, cidr).withFlags(TENTATIVE | OPTIMISTIC));
  }

  /**
   * From now on the kernel looks for the IPv6 addresses that it is given, until a test says how.
   */
  void detectDuplicates() {
    detecting = true;
  }

  /** Adds an address that may have to be looked for: nobody is asked for long unless a test is. */
  void detect(IfAddress address) {
    add(address);
    if (!address.isUsable() && !detecting) {
      IfAddress present = same(address).orElseThrow();
      IfAddress confirmed = present.withFlags(present.flags() & ~TENTATIVE);
      addresses.set(addresses.indexOf(present), confirmed);
      listener.accept(new RouteEvent.AddressAdded(confirmed));
    }
  }

  /** An IPv6 address that the kernel has made of itself, for some days (RFC 8981). */
  void giveTemporary(String name, String cidr) {
    add(entry(name, cidr).withFlags(TEMPORARY));
  }

  /** Nobody else has it. */
  void confirm(String name, String cidr) {
    flag(name, cidr, 0);
  }

  /** Another host of the link has it. */
  void findDuplicate(String name, String cidr) {
    flag(name, cidr, TENTATIVE | DUPLICATE);
  }

  private void flag(String name, String cidr, int flags) {
    IfAddress present = same(entry(name, cidr)).orElseThrow();
    IfAddress changed = present.withFlags(flags);
    addresses.set(addresses.indexOf(present), changed);
    listener.accept(new RouteEvent.AddressAdded(changed));
  }

  void take(String name, String cidr) {
    delete(entry(name, cidr));
  }

  /** Addresses in words, such as {@code eth0 10.1.80.91/24}, in the kernel's order. */
  List<String> addressTexts() {
    return addresses.stream()
        .map(
            each ->
                nameOf(each.interfaceIndex())
                    + " "
                    + each.address().getHostAddress()
                    + "/"
                    + each.prefixLength())
        .toList();
  }

  List<Route> routes() {
    return List.copyOf(routes);
  }

  List<Rule> rules() {
    return rules.all();
  }

  /** No interface has index 0: {@code none}. */
  String nameOf(int interfaceIndex) {
    return links.values().stream()
        .filter(link -> link.index() == interfaceIndex)
        .map(Link::name)
        .findFirst()
        .orElse("none");
  }

  int indexOf(String name) {
    return existing(name).index();
  }

  // ---- what rtnetlink does

  Optional<Link> link(String name) {
    return Optional.ofNullable(links.get(name));
  }

  List<IfAddress> addresses() {
    return List.copyOf(addresses);
  }

  void add(IfAddress address) {
    require(!nameOf(address.interfaceIndex()).equals("none"), "add address", Errno.ENODEV);
    require(same(address).isEmpty(), "add address", Errno.EEXIST);
    boolean secondary = addresses.stream().anyMatch(each -> isPrimaryOf(each, address));
    IfAddress added = secondary ? address.withFlags(address.flags() | SECONDARY) : address;
    addresses.add(place(added), added);
    listener.accept(new RouteEvent.AddressAdded(added));
  }

  /** Of IPv6 the newest stands first among those of its interface. */
  private int place(IfAddress added) {
    if (added.address() instanceof Inet4Address) {
      return addresses.size();
    }
    for (int i = 0; i < addresses.size(); i++) {
      IfAddress each = addresses.get(i);
      if (each.interfaceIndex() == added.interfaceIndex()
          && !(each.address() instanceof Inet4Address)) {
        return i;
      }
    }
    return addresses.size();
  }

  /** A primary address takes its secondaries along (net.ipv4.conf.all.promote_secondaries=0). */
  void delete(IfAddress address) {
    IfAddress present =
        same(address)
            .filter(each -> each.prefixLength() == address.prefixLength())
            .orElseThrow(() -> new NetlinkException("delete address", Errno.EADDRNOTAVAIL));
    if ((present.flags() & SECONDARY) == 0) {
      addresses.stream()
          .filter(each -> (each.flags() & SECONDARY) != 0 && isPrimaryOf(present, each))
          .toList()
          .forEach(this::lose);
    }
    lose(present);
  }

  /** An IPv6 route is there already where another program has made it. */
  void add(Route route) {
    boolean ipv6 = route.family() == AddressFamily.IPV6;
    require(
        routes.stream()
            .noneMatch(each -> each.equals(ipv6 ? route.withProtocol(each.protocol()) : route)),
        "add route",
        Errno.EEXIST);
    require(
        route.interfaceIndex().isEmpty() || isUp(route.interfaceIndex().getAsInt()),
        "add route",
        Errno.ENETDOWN);
    routes.add(route);
    listener.accept(new RouteEvent.RouteAdded(route));
  }

  /** The first that has what is asked for goes, whatever else it has. */
  void delete(Route route) {
    Route found =
        routes.stream()
            .filter(each -> has(each, route))
            .findFirst()
            .orElseThrow(() -> new NetlinkException("delete route", Errno.ESRCH));
    routes.remove(found);
    listener.accept(new RouteEvent.RouteDeleted(found));
  }

  private static boolean has(Route route, Route asked) {
    return asked.equals(asked.metric() == 0 ? route.withMetric(0) : route);
  }

  void add(Rule rule) {
    listener.accept(rules.add(rule));
  }

  void delete(Rule rule) {
    listener.accept(rules.delete(rule));
  }

  private boolean isUp(int index) {
    return links.values().stream()
        .anyMatch(link -> link.index() == index && (link.flags() & Link.IFF_UP) != 0);
  }

  /** One takes the place of another, and Linux tells of the new one alone. */
  void replace(Route route, Route by) {
    routes.set(routes.indexOf(route), by);
    listener.accept(new RouteEvent.RouteAdded(by));
  }

  /** Linux says nothing of it. */
  void loseRoutesUnseen() {
    routes.clear();
  }

  private static void require(boolean condition, String what, Errno otherwise) {
    if (!condition) {
      throw new NetlinkException(what, otherwise);
    }
  }

  private Optional<IfAddress> same(IfAddress address) {
    return addresses.stream()
        .filter(
            each ->
                each.interfaceIndex() == address.interfaceIndex()
                    && each.address().equals(address.address())
                    && (each.prefixLength() == address.prefixLength()
                        || !(each.address() instanceof Inet4Address)))
        .findFirst();
  }

  private static boolean isPrimaryOf(IfAddress primary, IfAddress other) {
    return primary.interfaceIndex() == other.interfaceIndex()
        && (primary.flags() & SECONDARY) == 0
        && primary.prefixLength() == other.prefixLength()
        && !primary.address().equals(other.address())
        && primary.address() instanceof Inet4Address
        && other.address() instanceof Inet4Address
        && network(primary) == network(other);
  }

  private static long network(IfAddress address) {
    long bits = ByteBuffer.wrap(address.address().getAddress()).getInt() & 0xffffffffL;
    return address.prefixLength() == 0 ? 0 : bits >>> (32 - address.prefixLength());
  }

  private void lose(IfAddress address) {
    addresses.remove(address);
    listener.accept(new RouteEvent.AddressDeleted(address));
  }

  private void loseAll(Link link, boolean ipv4Too) {
    addresses.stream()
        .filter(each -> each.interfaceIndex() == link.index())
        .filter(each -> ipv4Too || !(each.address() instanceof Inet4Address))
        .toList()
        .forEach(this::lose);
    routes.removeIf(route -> route.interfaceIndex().equals(OptionalInt.of(link.index())));
  }

  private void flags(String name, int flags) {
    Link link = existing(name);
    put(with(link, name, flags, link.hardwareAddress()));
  }

  private void put(Link link) {
    links.put(link.name(), link);
    listener.accept(new RouteEvent.LinkChanged(link));
  }

  private static Link with(Link link, String name, int flags, HardwareAddress hardware) {
    return with(link, name, flags, hardware, link.alias());
  }

  private static Link with(
      Link link, String name, int flags, HardwareAddress hardware, String alias) {
    return new Link(
        link.index(),
        name,
        link.type(),
        flags,
        hardware,
        link.mtu(),
        link.kind(),
        link.master(),
        link.alternativeNames(),
        link.parent(),
        alias);
  }

  private Link existing(String name) {
    return link(name).orElseThrow(() -> new IllegalArgumentException("no interface " + name));
  }

  private IfAddress entry(String name, String cidr) {
    String[] parts = cidr.split("/", -1);
    return IfAddress.of(existing(name).index(), Addresses.ip(parts[0]), Integer.parseInt(parts[1]));
  }
}
