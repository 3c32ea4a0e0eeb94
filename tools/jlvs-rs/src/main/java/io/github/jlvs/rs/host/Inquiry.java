// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.host;

import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.link.ArpProbe;
import io.github.jlvs.linux.link.EthernetLink;
import io.github.jlvs.linux.link.SolicitationProbe;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.Prefix;
import io.github.jlvs.netlink.route.IfAddress;
import io.github.jlvs.netlink.route.Link;
import io.github.jlvs.netlink.route.Neighbour;
import io.github.jlvs.netlink.route.RouteSocket;
import io.github.jlvs.rs.plan.Answerer;
import io.github.jlvs.rs.plan.Answers;
import io.github.jlvs.rs.plan.ObservedHost;
import io.github.jlvs.rs.plan.RealServerException;
import io.github.jlvs.rs.plan.Vip;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Asks the networks of this host who answers for virtual addresses: for little more than a second.
 */
public final class Inquiry implements AutoCloseable {
  private static final Duration TIME = Duration.ofMillis(1200);
  private static final int ETHERNET = 1;
  private static final int IFF_NOARP = 0x80;

  private final EventLoop loop = EventLoop.open();
  private final RouteSocket route;
  private final List<Vip> vips;
  private final List<IfAddress> addresses;
  private final List<Asked> asked = new ArrayList<>();

  /** What is asked for on one link: virtual addresses of one family. */
  private record Asked(
      Link link, List<Vip> vips, Supplier<Map<InetAddress, Set<String>>> answers, Runnable end) {
    Set<String> answers(Vip vip) {
      return answers.get().getOrDefault(vip.address(), Set.of());
    }
  }

  private Inquiry(RouteSocket route, List<Vip> vips) {
    this.route = route;
    this.vips = vips;
    this.addresses = route.addresses();
  }

  /**
   * Asks. Needs CAP_NET_RAW; changes nothing but the entry for this host in the neighbour tables of
   * those who answer for an IPv6 address.
   *
   * @param vips at least one
   * @param interfaceName where to ask; empty for the interfaces in the addresses' networks, or all
   *     Ethernet interfaces where there are none
   * @return for each address each link where it was asked for
   * @throws RealServerException if it can't be asked anywhere
   */
  public static List<Answers> ask(List<Vip> vips, Optional<String> interfaceName) {
    try (RouteSocket route = RouteSocket.open();
        Inquiry inquiry = new Inquiry(route, vips)) {
      inquiry.open(interfaceName);
      return inquiry.result();
    }
  }

  private void open(Optional<String> interfaceName) {
    List<Link> able = route.links().stream().filter(this::isAble).toList();
    interfaceName.ifPresent(name -> refuse(able, name));
    for (Link link : able) {
      EthernetLink wire =
          new EthernetLink(link.name(), link.index(), link.hardwareAddress().toString());
      boolean named = interfaceName.filter(link.name()::equals).isPresent();
      Map<Boolean, List<Vip>> here =
          vips.stream()
              .filter(vip -> named || (interfaceName.isEmpty() && belongs(vip, link, able)))
              .collect(Collectors.partitioningBy(Vip::isIpv4));
      List<Vip> four = here.getOrDefault(true, List.of());
      List<Vip> six = here.getOrDefault(false, List.of());
      if (!four.isEmpty()) {
        ArpProbe probe = ArpProbe.start(loop, wire, addresses(four));
        asked.add(new Asked(link, four, probe::answers, probe::close));
      }
      Optional<Inet6Address> own = own(link);
      if (!six.isEmpty() && own.isPresent()) {
        SolicitationProbe probe = SolicitationProbe.start(loop, wire, own.get(), addresses(six));
        asked.add(new Asked(link, six, probe::answers, probe::close));
      }
    }
    for (Vip vip : vips) {
      if (asked.stream().noneMatch(each -> each.vips().contains(vip))) {
        throw RealServerException.of(
            "there is no interface to ask for "
                + vip
                + ": it must be up, speak Ethernet and have an address of "
                + (vip.isIpv4() ? "IPv4 or IPv6" : "IPv6"));
      }
    }
  }

  private static void refuse(List<Link> able, String name) {
    if (able.stream().noneMatch(each -> each.name().equals(name))) {
      throw RealServerException.of(
          "cannot ask on "
              + name
              + ": there is no interface of that name that is up, speaks Ethernet and has an"
              + " address");
    }
  }

  private boolean isAble(Link link) {
    return link.type() == ETHERNET
        && (link.flags() & Link.IFF_UP) != 0
        && (link.flags() & IFF_NOARP) == 0
        && addresses.stream().anyMatch(each -> each.interfaceIndex() == link.index());
  }

  private boolean belongs(Vip vip, Link link, List<Link> able) {
    return isNeighbour(vip, link) || able.stream().noneMatch(each -> isNeighbour(vip, each));
  }

  /** Whether an address of the link is in one network with it. */
  private boolean isNeighbour(Vip vip, Link link) {
    return addresses.stream()
        .filter(each -> each.interfaceIndex() == link.index() && each.prefixLength() < vip.bits())
        .filter(each -> new Vip(each.address()).isIpv4() == vip.isIpv4())
        .anyMatch(
            each ->
                new Prefix(each.address(), each.prefixLength())
                    .network()
                    .equals(new Prefix(vip.address(), each.prefixLength()).network()));
  }

  private static List<InetAddress> addresses(List<Vip> vips) {
    return vips.stream().map(Vip::address).toList();
  }

  /** The link-local one if there is one: it belongs to this link alone. */
  private Optional<Inet6Address> own(Link link) {
    List<Inet6Address> all =
        addresses.stream()
            .filter(each -> each.interfaceIndex() == link.index())
            .map(IfAddress::address)
            .filter(Inet6Address.class::isInstance)
            .map(Inet6Address.class::cast)
            .toList();
    return all.stream()
        .filter(InetAddress::isLinkLocalAddress)
        .findFirst()
        .or(() -> all.stream().findFirst());
  }

  private List<Answers> result() {
    loop.timer(loop::stop).arm(loop.now() + TIME.toNanos());
    loop.run();
    ObservedHost now = new Host(route).observe();
    List<Neighbour> neighbours = route.neighbours();
    List<Answers> all = new ArrayList<>();
    for (Vip vip : vips) {
      for (Asked each : asked) {
        if (each.vips().contains(vip)) {
          all.add(new Answers(vip, each.link().name(), answerers(vip, each, now, neighbours)));
        }
      }
    }
    return all;
  }

  private static List<Answerer> answerers(
      Vip vip, Asked asked, ObservedHost now, List<Neighbour> neighbours) {
    List<Answerer> found = new ArrayList<>();
    String own = asked.link().hardwareAddress().toString();
    if (Answers.byThisHost(now, asked.link().name(), vip)) {
      found.add(new Answerer(own, true, List.of()));
    }
    for (String mac : asked.answers(vip)) {
      Set<String> known = new TreeSet<>();
      neighbours.stream()
          .filter(each -> each.hardwareAddress().toString().equals(mac))
          .filter(each -> !each.address().equals(vip.address()))
          .forEach(each -> known.add(IpAddresses.format(each.address())));
      found.add(new Answerer(mac, false, List.copyOf(known)));
    }
    return found;
  }

  @Override
  public void close() {
    asked.forEach(each -> each.end().run());
    loop.close();
  }
}
