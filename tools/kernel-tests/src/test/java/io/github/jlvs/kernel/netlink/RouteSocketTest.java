// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.NetworkNamespace;
import io.github.jlvs.net.Prefix;
import io.github.jlvs.netlink.NetlinkException;
import io.github.jlvs.netlink.NetlinkOptions;
import io.github.jlvs.netlink.route.HardwareAddress;
import io.github.jlvs.netlink.route.IfAddress;
import io.github.jlvs.netlink.route.Link;
import io.github.jlvs.netlink.route.LinkKind;
import io.github.jlvs.netlink.route.Neighbour;
import io.github.jlvs.netlink.route.NewLink;
import io.github.jlvs.netlink.route.Route;
import io.github.jlvs.netlink.route.RouteEvent;
import io.github.jlvs.netlink.route.RouteEvents;
import io.github.jlvs.netlink.route.RouteSocket;
import io.github.jlvs.netlink.route.Rule;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

@KernelTest
class RouteSocketTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Test
  void anAddressThatWeAddIsWhatIpShowsAndTheOtherWayRound(Network network) throws Exception {
    Host host = network.host("h1", "10.1.80.91/24");
    try (RouteSocket route = RouteSocket.open(in(host))) {
      Link link = route.link("enp0s3").orElseThrow();
      InetAddress vip = InetAddress.getByName("10.1.80.90");
      IfAddress address =
          IfAddress.of(link.index(), vip, 32)
              .withLabel("enp0s3:1")
              .withBroadcast(vip)
              .withScope(IfAddress.SCOPE_LINK);

      route.add(address);

      assertThat(host.sh("ip -o address show dev enp0s3"))
          .contains("inet 10.1.80.90/32 brd 10.1.80.90 scope link enp0s3:1");
      assertThat(route.addresses()).anyMatch(address::isSameEntry);
      assertErrno(() -> route.add(address), Errno.EEXIST);
      route.delete(address);
      assertThat(host.sh("ip -o address show dev enp0s3")).doesNotContain("10.1.80.90");
      assertErrno(() -> route.delete(address), Errno.EADDRNOTAVAIL);

      host.sh("ip address add 2001:db8::7/64 dev enp0s3 nodad");
      assertThat(route.addresses())
          .anyMatch(
              other ->
                  other.prefixLength() == 64
                      && other.address().getHostAddress().startsWith("2001:db8:0:0:0:0:0:7"));
    }
  }

  @Test
  void linksRoutesRulesAndNeighboursAreWhatIpShows(Network network) throws Exception {
    Host host = network.host("h1", "10.1.80.91/24");
    try (RouteSocket route = RouteSocket.open(in(host))) {
      Link link = route.link("enp0s3").orElseThrow();
      InetAddress other = InetAddress.getByName("10.1.80.200");

      Route toHost = Route.toHost(other, link.index());
      route.add(toHost);
      assertThat(host.sh("ip route show 10.1.80.200"))
          .contains("10.1.80.200 dev enp0s3 scope link");
      assertThat(route.routes())
          .anyMatch(entry -> entry.destination().equals(Optional.of(Prefix.host(other))));
      route.delete(toHost);
      assertErrno(() -> route.delete(toHost), Errno.ESRCH);

      Rule rule = Rule.from(Prefix.host(other), 777, 1234);
      route.add(rule);
      assertThat(host.sh("ip rule show")).contains("1234:").contains("from 10.1.80.200 lookup 777");
      assertThat(route.rules()).contains(rule);
      route.delete(rule);
      assertThat(host.sh("ip rule show")).doesNotContain("1234:");

      Neighbour neighbour =
          Neighbour.permanent(
              link.index(), other, new HardwareAddress(new byte[] {2, 0, 0, 0, 0, 9}));
      route.set(neighbour);
      assertThat(host.sh("ip neighbour show"))
          .contains("10.1.80.200 dev enp0s3 lladdr 02:00:00:00:00:09 PERMANENT");
      assertThat(route.neighbours()).contains(neighbour);
      route.delete(neighbour);
      assertThat(route.neighbours()).doesNotContain(neighbour);

      route.setDown(link.index());
      assertThat(host.sh("ip -o link show enp0s3")).contains("state DOWN");
      route.setUp(link.index());
      assertThat(host.sh("ip -o link show enp0s3")).contains(",UP");
    }
  }

  @Test
  void linksThatWeMakeAreWhatIpShows(Network network) {
    Host host = network.host("h1", "10.1.80.91/24");
    try (RouteSocket route = RouteSocket.open(in(host))) {
      int parent = route.link("enp0s3").orElseThrow().index();
      HardwareAddress virtual =
          new HardwareAddress(new byte[] {0, 0, 0x5e, 0, 1, 51}); // RFC 3768 section 7.3

      route.add(NewLink.of("place", new LinkKind.Dummy()).withMtu(1400));
      route.add(NewLink.of("switch", new LinkKind.Bridge()));
      route.add(NewLink.of("left", new LinkKind.Veth("right")));
      route.add(NewLink.of("vlan7", new LinkKind.Vlan(parent, 7)));
      route.add(
          NewLink.of("vrrp51", new LinkKind.Macvlan(parent, LinkKind.MacvlanMode.BRIDGE))
              .withHardwareAddress(virtual));

      assertThat(host.sh("ip -d link show place")).contains("mtu 1400").contains("dummy");
      assertThat(host.sh("ip -d link show switch")).contains("bridge forward_delay");
      assertThat(host.sh("ip -d link show left")).contains("left@right").contains("veth");
      assertThat(host.sh("ip -d link show vlan7")).contains("802.1Q id 7");
      assertThat(host.sh("ip -d link show vrrp51"))
          .contains("vrrp51@enp0s3")
          .contains("macvlan mode bridge")
          .contains("link/ether 00:00:5e:00:01:33");
      assertErrno(() -> route.add(NewLink.of("place", new LinkKind.Dummy())), Errno.EEXIST);
      assertErrno(
          () -> route.add(NewLink.of("vlan8", new LinkKind.Vlan(parent + 1000, 8))), Errno.ENODEV);

      int macvlan = route.link("vrrp51").orElseThrow().index();
      assertThat(route.link("vrrp51").orElseThrow().parent()).hasValue(parent);
      route.setKind(macvlan, new LinkKind.Macvlan(parent, LinkKind.MacvlanMode.PRIVATE));
      assertThat(host.sh("ip -d link show vrrp51")).contains("macvlan mode private");
      route.setAlias(macvlan, "of VI_1");
      assertThat(host.sh("ip link show vrrp51")).contains("alias of VI_1\n");
      assertThat(route.link("vrrp51").orElseThrow().alias()).isEqualTo("of VI_1");
      route.setAlias(macvlan, "");
      assertThat(route.link("vrrp51").orElseThrow().alias()).isEmpty();
      assertErrno(() -> route.setAlias(macvlan, "x".repeat(300)), Errno.ERANGE);

      int place = route.link("place").orElseThrow().index();
      route.add(NewLink.of("ipv0", new LinkKind.Ipvlan(place, LinkKind.IpvlanFlags.PRIVATE)));
      Link ipvlan = route.link("ipv0").orElseThrow();
      assertThat(ipvlan.parent()).hasValue(place);
      assertThat(host.sh("ip -d link show ipv0")).contains("ipv0@place", "ipvlan  mode l2 private");
      route.setKind(ipvlan.index(), new LinkKind.Ipvlan(place, LinkKind.IpvlanFlags.VEPA));
      assertThat(host.sh("ip -d link show ipv0")).contains("ipvlan  mode l2 vepa");
      assertErrno(
          () ->
              route.add(
                  NewLink.of("mac0", new LinkKind.Macvlan(place, LinkKind.MacvlanMode.BRIDGE))),
          Errno.EBUSY);

      for (String name : List.of("ipv0", "place", "switch", "left", "vlan7", "vrrp51")) {
        Link made = route.link(name).orElseThrow();
        route.deleteLink(made.index());
        assertThat(route.link(name)).isEmpty();
        assertErrno(() -> route.deleteLink(made.index()), Errno.ENODEV);
      }
      assertThat(host.sh("ip -o link")).contains("enp0s3").doesNotContain("right");
    }
  }

  @Test
  void changesThatIpMakesArriveAsEvents(Network network) {
    Host host = network.host("h1", "10.1.80.91/24");
    try (RouteEvents events = RouteEvents.ofEverything(in(host))) {
      host.sh(
          "ip address add 10.1.80.90/32 dev enp0s3; ip address del 10.1.80.90/32 dev enp0s3;"
              + " ip rule add from 10.9.9.9 lookup 99 priority 99; ip rule del priority 99;"
              + " ip link add gone type dummy; ip link del gone");
      List<RouteEvent> seen = new ArrayList<>();

      await(
          events,
          seen,
          event ->
              event instanceof RouteEvent.LinkDeleted deleted
                  && deleted.link().name().equals("gone"));

      assertThat(seen)
          .hasAtLeastOneElementOfType(RouteEvent.AddressAdded.class)
          .hasAtLeastOneElementOfType(RouteEvent.AddressDeleted.class)
          .hasAtLeastOneElementOfType(RouteEvent.RuleAdded.class)
          .hasAtLeastOneElementOfType(RouteEvent.RuleDeleted.class)
          .hasAtLeastOneElementOfType(RouteEvent.LinkChanged.class);
    }
  }

  @Test
  void eventsThatOverflowTheBufferAreFollowedByAWordToResynchronise(Network network) {
    Host host = network.host("h1", "10.1.80.91/24");
    try (RouteEvents events = RouteEvents.ofEverything(in(host).withReceiveBuffer(1))) {
      host.sh(
          "for i in $(seq 1 60); do echo address add 10.2.0.$i/32 dev enp0s3; done > /tmp/many;"
              + " ip -batch /tmp/many");
      List<RouteEvent> seen = new ArrayList<>();

      await(events, seen, event -> event instanceof RouteEvent.Resynchronise);

      host.sh("ip address add 10.3.0.1/32 dev enp0s3");
      await(
          events,
          seen,
          event ->
              event instanceof RouteEvent.AddressAdded added
                  && added.address().address().getHostAddress().equals("10.3.0.1"));
    }
  }

  private static void await(
      RouteEvents events, List<RouteEvent> seen, Predicate<RouteEvent> wanted) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (seen.stream().noneMatch(wanted) && System.nanoTime() - end < 0) {
      boolean unused = events.await(Duration.ofMillis(500), seen::add);
    }
    assertThat(seen).anyMatch(wanted);
  }

  private static void assertErrno(Runnable change, Errno errno) {
    assertThatThrownBy(change::run)
        .isInstanceOfSatisfying(
            NetlinkException.class, e -> assertThat(e.errno()).isEqualTo(errno));
  }

  private static NetlinkOptions in(Host host) {
    return NetlinkOptions.defaults().inNamespace(new NetworkNamespace(host.networkNamespace()));
  }
}
