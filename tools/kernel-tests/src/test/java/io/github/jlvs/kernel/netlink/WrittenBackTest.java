// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.linux.NetworkNamespace;
import io.github.jlvs.netlink.NetlinkOptions;
import io.github.jlvs.netlink.route.IfAddress;
import io.github.jlvs.netlink.route.Lifetime;
import io.github.jlvs.netlink.route.Neighbour;
import io.github.jlvs.netlink.route.Route;
import io.github.jlvs.netlink.route.RouteSocket;
import io.github.jlvs.netlink.route.Rule;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * What ip(8) made is deleted as we list it, and put back as we listed it: ip(8) then shows the line
 * that it showed before.
 */
@KernelTest
@WithoutIpvs
class WrittenBackTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  /** How ip(8) makes a rule, behind {@code ip rule add}; each at a priority of its own. */
  private static final List<String> RULES =
      List.of(
          "from 10.9.0.0/16 lookup 99",
          "to 10.9.0.0/16 lookup 99",
          "fwmark 0x10/0xf0 lookup 99",
          "not fwmark 51820 lookup 51820",
          "not from 10.9.9.9 lookup 99",
          "from all iif enp0s3 lookup 99",
          "from all oif absent0 lookup 99",
          "tos 0x10 lookup 99",
          "ipproto tcp dport 80 lookup 99",
          "ipproto udp sport 1000-2000 dport 53 lookup 99",
          "uidrange 1000-1999 lookup 99",
          "lookup main suppress_prefixlength 0",
          "lookup main suppress_ifgroup 7",
          "l3mdev",
          "goto 30000",
          "from 10.9.9.8 blackhole",
          "from 10.9.9.7 unreachable",
          "from 10.9.9.6 prohibit",
          "from 10.9.9.5 lookup 99 realms 3/4",
          "from 10.9.9.4 lookup 99 protocol static",
          "tun_id 77 lookup 99");

  private static final List<String> RULES6 =
      List.of(
          "from 2001:db8:9::/48 lookup 99",
          "not fwmark 51820 lookup 51820",
          "ipproto tcp dport 443 lookup 99");

  /** What ip(8) adds behind {@code ip route add}; the first word tells the lines apart. */
  private static final List<String> ROUTES =
      List.of(
          "10.20.0.0/16 via 10.1.80.1",
          "10.21.0.0/16 via 10.1.80.1 metric 300 proto static",
          "10.22.0.0/16 via 10.1.80.1 tos 0x10",
          "10.23.0.0/16 via 10.1.80.1 mtu 1400 advmss 1300",
          "10.24.0.0/16 via 10.1.80.1 mtu lock 1400 initcwnd 20",
          "10.25.0.0/16 via 169.254.1.1 dev enp0s3 onlink",
          "10.26.0.0/16 nexthop via 10.1.80.1 weight 3 nexthop via 10.1.80.2 weight 1",
          "10.27.0.0/16 via inet6 fe80::1 dev enp0s3",
          "10.28.0.0/16 nexthop via inet6 fe80::1 dev enp0s3 nexthop via 10.1.80.2",
          "10.29.0.0/16 dev enp0s3 src 10.1.80.91 table 1000",
          "10.30.0.0/16 via 10.1.80.1 realms 3/4",
          "blackhole 10.31.0.0/16",
          "unreachable 10.32.0.0/16 metric 7",
          "prohibit 10.33.0.0/16",
          "throw 10.34.0.0/16 table 1000",
          "default via 169.254.1.1 dev enp0s3 onlink",
          "10.35.0.0/16 nhid 77",
          "10.36.0.0/16 dev enp0s3 scope link congctl reno");

  private static final List<String> ROUTES6 =
      List.of(
          "2001:db8:20::/48 via 2001:db8:80::1",
          "2001:db8:21::/48 via 2001:db8:80::1 metric 7 mtu 1400 proto static",
          "2001:db8:22::/48 via fe80::1 dev enp0s3",
          "2001:db8:23::/48 nexthop via 2001:db8:80::1 weight 3 nexthop via 2001:db8:80::2",
          "2001:db8:24::/48 via 2001:db8:80::1 pref high",
          "2001:db8:25::/48 from 2001:db8:7::/48 via 2001:db8:80::1",
          "2001:db8:26::/48 via 2001:db8:80::1 expires 5000",
          "blackhole 2001:db8:27::/48",
          "unreachable 2001:db8:28::/48 table 1000");

  private static RouteSocket in(Host host) {
    return RouteSocket.open(
        NetlinkOptions.defaults().inNamespace(new NetworkNamespace(host.networkNamespace())));
  }

  /** Between two looks seconds count down, and a check for duplicate addresses ends. */
  private static String withoutSeconds(String text) {
    return text.replaceAll("\\d+sec", "SEC").replace(" tentative", "");
  }

  private static List<String> lines(Host host, String command, Predicate<String> which) {
    return withoutSeconds(host.sh(command)).lines().map(String::strip).filter(which).toList();
  }

  @Test
  void rules(Network network) {
    Host host = network.host("h1", "10.1.80.91/24");
    SoftAssertions softly = new SoftAssertions();
    try (RouteSocket route = in(host)) {
      for (String family : List.of("-4", "-6")) {
        List<String> all = family.equals("-4") ? RULES : RULES6;
        for (int i = 0; i < all.size(); i++) {
          int priority = 1000 + i;
          String show = "ip " + family + " rule show";
          Predicate<String> ours = line -> line.startsWith(priority + ":");
          host.sh("ip " + family + " rule add priority " + priority + " " + all.get(i));
          List<String> before = lines(host, show, ours);
          softly.assertThat(before).as("ip shows " + all.get(i)).hasSize(1);
          List<Rule> listed =
              route.rules().stream()
                  .filter(rule -> rule.priority() == priority)
                  .filter(rule -> rule.family().code() == (family.equals("-4") ? 2 : 10))
                  .toList();
          softly.assertThat(listed).as("we list " + all.get(i)).hasSize(1);

          listed.forEach(route::delete);
          softly.assertThat(lines(host, show, ours)).as("deleted " + all.get(i)).isEmpty();
          listed.forEach(route::add);
          softly.assertThat(lines(host, show, ours)).as("back " + all.get(i)).isEqualTo(before);
          softly.assertThat(route.rules()).containsAll(listed);
        }
      }
    }
    softly.assertAll();
  }

  @Test
  void routes(Network network) {
    Host host = network.host("h1", "10.1.80.91/24");
    host.sh(
        "ip address add 2001:db8:80::91/64 dev enp0s3 nodad;"
            + " ip nexthop add id 77 via 10.1.80.1 dev enp0s3");
    // The kernel adds routes of its own when its check for duplicates of the link-local address
    // ends.
    Await.until(
        "no address is tentative", SOON, () -> host.sh("ip -6 address show tentative").isEmpty());
    SoftAssertions softly = new SoftAssertions();
    try (RouteSocket route = in(host)) {
      for (String family : List.of("-4", "-6")) {
        String show = "ip " + family + " route show table all";
        for (String words : family.equals("-4") ? ROUTES : ROUTES6) {
          List<String> without = lines(host, show, line -> true);
          List<Route> known = route.routes();
          host.sh("ip " + family + " route add " + words);
          List<String> before = lines(host, show, line -> true);
          softly.assertThat(before.size()).as("ip shows " + words).isGreaterThan(without.size());
          List<Route> listed = new ArrayList<>(route.routes());
          listed.removeAll(known);
          softly.assertThat(listed).as("we list " + words).hasSize(1);

          listed.forEach(route::delete);
          softly
              .assertThat(lines(host, show, line -> true))
              .as("deleted " + words)
              .isEqualTo(without);
          listed.forEach(route::add);
          softly.assertThat(lines(host, show, line -> true)).as("back " + words).isEqualTo(before);
          host.sh("ip " + family + " route del " + words.replaceFirst("expires \\d+", ""));
        }
      }
    }
    softly.assertAll();
  }

  @Test
  void addresses(Network network) {
    Host host = network.host("h1", "10.1.80.91/24");
    List<String> all =
        List.of(
            "10.40.0.1/24 valid_lft 5000 preferred_lft 4000",
            "10.41.0.1/24 preferred_lft 0",
            "10.42.0.1/24 metric 300",
            "10.43.0.1 peer 10.43.0.2/32",
            "10.44.0.1/24 noprefixroute label enp0s3:44 brd +",
            "2001:db8:40::1/64 valid_lft 5000 preferred_lft 4000 nodad",
            "2001:db8:41::1/64 preferred_lft 0 nodad",
            "2001:db8:42::1/64 metric 300 nodad noprefixroute",
            "2001:db8:43::1 peer 2001:db8:43::2/128 nodad");
    SoftAssertions softly = new SoftAssertions();
    String show = "ip address show dev enp0s3";
    try (RouteSocket route = in(host)) {
      for (String words : all) {
        List<String> without = lines(host, show, line -> true);
        List<IfAddress> known = route.addresses();
        host.sh("ip address add " + words + " dev enp0s3");
        List<String> before = lines(host, show, line -> true);
        softly.assertThat(before.size()).as("ip shows " + words).isGreaterThan(without.size());
        List<IfAddress> listed = new ArrayList<>(route.addresses());
        listed.removeIf(entry -> known.stream().anyMatch(entry::isSameEntry));
        softly.assertThat(listed).as("we list " + words).hasSize(1);

        listed.forEach(route::delete);
        softly
            .assertThat(lines(host, show, line -> true))
            .as("deleted " + words)
            .isEqualTo(without);
        listed.forEach(route::add);
        softly.assertThat(lines(host, show, line -> true)).as("back " + words).isEqualTo(before);
        listed.forEach(route::delete);
      }
    }
    softly.assertAll();
  }

  @Test
  void anAddressIsChangedInItsPlace(Network network) throws Exception {
    Host host = network.host("h1", "10.1.80.91/24");
    String show = "ip address show dev enp0s3";
    try (RouteSocket route = in(host)) {
      IfAddress address =
          IfAddress.of(
              route.link("enp0s3").orElseThrow().index(), InetAddress.getByName("10.45.0.1"), 24);
      route.set(address);
      assertThat(host.sh(show)).contains("inet 10.45.0.1/24 scope global enp0s3");

      route.set(address.withLifetime(Lifetime.DEPRECATED));
      assertThat(host.sh(show)).contains("inet 10.45.0.1/24 scope global deprecated enp0s3");

      route.set(address.withLifetime(new Lifetime(5000, 4000)).withMetric(300));
      assertThat(host.sh(show))
          .contains("inet 10.45.0.1/24 metric 300 scope global dynamic enp0s3");
    }
  }

  @Test
  void proxies(Network network) {
    Host host = network.host("h1", "10.1.80.91/24");
    try (RouteSocket route = in(host)) {
      host.sh("ip neigh add proxy 10.1.80.7 dev enp0s3; ip neigh add proxy fe80::7 dev enp0s3");
      List<String> before = lines(host, "ip neigh show proxy", line -> true);
      assertThat(before).hasSize(2);

      List<Neighbour> proxies = route.proxies();
      assertThat(proxies).hasSize(2);
      assertThat(route.neighbours()).doesNotContainAnyElementsOf(proxies);
      proxies.forEach(route::delete);
      assertThat(host.sh("ip neigh show proxy")).isBlank();
      proxies.forEach(route::set);
      assertThat(lines(host, "ip neigh show proxy", line -> true)).isEqualTo(before);
    }
  }

  /** Names, and a link of more than 32 KB (vishvananda/netlink #354, #955). */
  @Test
  void alternativeNames(Network network) {
    Host host = network.host("h1", "10.1.80.91/24");
    String name = "a-name-that-is-longer-than-fifteen-bytes";
    host.sh("ip link property add dev enp0s3 altname " + name + " altname short");
    try (RouteSocket route = in(host)) {
      assertThat(route.link(name)).isEqualTo(route.link("enp0s3"));
      assertThat(route.link("short")).isEqualTo(route.link("enp0s3"));
      assertThat(route.link("enp0s3").orElseThrow().alternativeNames())
          .containsExactlyInAnyOrder(name, "short");
      assertThat(route.link(name + "-2")).isEmpty();

      host.sh(
          "for i in $(seq 1 450); do echo link property add dev enp0s3 altname"
              + " $(printf 'n%0120d' $i); done > /tmp/names; ip -batch /tmp/names");
      assertThat(route.links())
          .anySatisfy(link -> assertThat(link.alternativeNames()).hasSize(452));
    }
  }
}
