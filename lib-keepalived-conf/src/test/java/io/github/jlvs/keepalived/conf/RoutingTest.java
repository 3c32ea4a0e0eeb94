// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static io.github.jlvs.keepalived.conf.Iproute2Host.messages;
import static io.github.jlvs.keepalived.conf.Iproute2Host.read;
import static io.github.jlvs.keepalived.conf.Iproute2Host.router;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.netlink.route.NextHop;
import io.github.jlvs.netlink.route.Route;
import io.github.jlvs.netlink.route.RouteMetrics;
import io.github.jlvs.netlink.route.RouteMetrics.Metric;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.VirtualRoute;
import io.github.jlvs.vrrp.linux.VirtualRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What lines of routes and rules become. */
class RoutingTest {
  // ---- routes

  @Test
  void a_route_is_said_in_the_words_of_ip() {
    assertThat(route("192.0.2.0/24 via 10.0.0.254"))
        .hasToString("route 192.0.2.0/24 via 10.0.0.254 table 254");
    assertThat(route("default via 10.0.0.254 dev eth1 table fred metric 7"))
        .hasToString("route default via 10.0.0.254 dev eth1 table 200 metric 7");
    assertThat(route("src 10.0.0.9 to 192.0.2.7 oif eth1 table wilma scope link tos 0x10").route())
        .hasToString("192.0.2.7 tos 0x10 table 300 proto keepalived scope link src 10.0.0.9");
    assertThat(route("192.0.2.0/24 dev eth1 dsfield AF11 protocol 17 no_track").route())
        .hasToString("192.0.2.0/24 tos 0x28 proto 17");
    assertThat(route("blackhole 192.0.2.0/24"))
        .hasToString("route blackhole 192.0.2.0/24 table 254");
    assertThat(route("unreachable 2001:db8::/32 priority 5").route())
        .hasToString("unreachable 2001:db8:0:0:0:0:0:0/32 proto keepalived metric 5");
    assertThat(route("via inet 10.0.0.254 dev eth1 onlink default").route().flags())
        .isEqualTo(Route.RTNH_F_ONLINK);
    assertThat(route("192.0.2.0/24 dev eth1 table 0").route().table()).isEqualTo(254);
    assertThat(route("192.0.2.0/24 dev eth1 table 4294967295").route().table()).isEqualTo(-1);
  }

  @Test
  void the_default_route_is_of_the_family_of_what_it_leads_through() {
    assertThat(route("default via fd00::254").route().family().bits()).isEqualTo(128);
    assertThat(route("default src fd00::1 dev eth1").route().family().bits()).isEqualTo(128);
    assertThat(route("default6 dev eth1").route().family().bits()).isEqualTo(128);
    assertThat(route("::/0 dev eth1").route().family().bits()).isEqualTo(128);
    assertThat(route("any dev eth1").route().family().bits()).isEqualTo(32);
    assertThat(route("default from fd00::/64 via fd00::1 expires 30 pref high").route())
        .hasToString(
            "default from fd00:0:0:0:0:0:0:0/64 via fd00:0:0:0:0:0:0:1 proto keepalived expires"
                + " 30sec attribute 20 [01]");
  }

  @Test
  void what_a_route_says_of_its_path_arrives() {
    Route said =
        route(
                "192.0.2.0/24 dev eth1 mtu lock 1400 hoplimit 3 rtt 10ms rttvar 1.5s rto_min 300"
                    + " features ecn quickack 1 congctl lock reno")
            .route();
    Route base = route("192.0.2.0/24 dev eth1").route();

    assertThat(said)
        .isEqualTo(
            base.withMetrics(
                RouteMetrics.NONE
                    .withLocked(Metric.MTU, 1400)
                    .with(Metric.HOPLIMIT, 3)
                    .with(Metric.RTT, 80)
                    .with(Metric.RTTVAR, 6000)
                    .with(Metric.RTO_MIN, 300)
                    .with(Metric.FEATURES, 1)
                    .with(Metric.QUICKACK, 1)
                    .withCongestionControl("reno", true)));
  }

  @Test
  void several_ways_have_weights_and_or_makes_two() {
    VirtualRoute two =
        route("192.0.2.0/24 nexthop via 10.0.0.254 weight 2 nexthop dev eth1 onlink weight 256");
    assertThat(two.hops())
        .containsExactly(
            new VirtualRoute.Hop(
                NextHop.via(IpAddresses.parse("10.0.0.254").orElseThrow()).withWeight(2),
                Optional.empty()),
            new VirtualRoute.Hop(
                new NextHop(Optional.empty(), 0, 256, Route.RTNH_F_ONLINK, List.of()),
                Optional.of("eth1")));
    assertThat(route("192.0.2.0/24 via 10.0.0.254 or 10.0.0.253 or 10.0.0.252"))
        .hasToString(
            "route 192.0.2.0/24 table 254 nexthop via 10.0.0.254 weight 1 nexthop via 10.0.0.253"
                + " weight 1");
    assertThat(messages(virtual("routes", "192.0.2.0/24 via 10.0.0.254 or 10.0.0.253")))
        .containsExactly("warning: 'or' is obsolete: write a 'nexthop' for each router");
  }

  @Test
  void a_route_that_is_tracked_has_keepaliveds_protocol() {
    assertThat(route("192.0.2.0/24 dev eth1 protocol static").route().protocol()).isEqualTo(18);
    VirtualRoute untracked = route("192.0.2.0/24 dev eth1 protocol static no_track");
    assertThat(untracked.route().protocol()).isEqualTo(4);
    assertThat(untracked.tracked()).isFalse();
  }

  @Test
  void a_wrong_route_is_an_error_that_says_what() {
    wrongRoute(
        "192.0.2.0/24 via 10.0.0.254 mettric 5",
        "'mettric' is not an option of a route (did you mean 'metric'?)");
    wrongRoute(
        "192.0.2.5/24 dev eth1",
        "'192.0.2.5/24' has bits set behind its prefix length, which the kernel refuses (did you mean '192.0.2.0/24'?)");
    wrongRoute(
        "192.0.2.0/24",
        "this route leads nowhere: it needs 'via', 'dev' or 'nexthop' (or a type such as 'blackhole')");
    wrongRoute("via 10.0.0.254", "this route has no destination: a prefix or 'default'");
    wrongRoute("192.0.2.0/24 via", "'via' needs a value after it");
    wrongRoute("192.0.2.0/24 via fd00::1", "'fd00::1' is of another address family than the route");
    wrongRoute(
        "192.0.2.0/24 dev eth1 table freddy",
        "'freddy' is not a routing table (did you mean 'fred'?)");
    wrongRoute(
        "192.0.2.0/24 dev eth1 table 4294967296",
        "'4294967296' is out of range: a routing table has a number from 0 to 4294967295");
    wrongRoute(
        "192.0.2.0/24 dev eth1 tos tooLarge",
        "'tooLarge' is not a type of service: known are AF11");
    wrongRoute("192.0.2.0/24 dev eth1 expires 30", "'expires' is for IPv6 routes alone");
    wrongRoute(
        "blackhole 192.0.2.0/24 dev eth1",
        "a route that leads nowhere takes no 'via', 'dev', 'nexthop' or 'or'");
    wrongRoute(
        "192.0.2.0/24 via 10.0.0.1 nexthop dev eth1",
        "a route has 'nexthop' or 'via' and 'dev', which the kernel takes apart");
    wrongRoute(
        "192.0.2.0/24 nexthop dev eth1 weight 257",
        "'257' is out of range: 'weight' takes a whole number from 1 to 256");
    wrongRoute(
        "192.0.2.0/24 nexthop dev eth1 metric 3",
        "'metric' is not an option of a next hop: via, dev, weight, onlink are (what concerns the whole route stands before the first 'nexthop')");
    wrongRoute("192.0.2.0/24 nexthop", "a 'nexthop' needs 'via' or 'dev'");
    wrongRoute(
        "192.0.2.0/24 via 10.0.0.1 onlink", "'onlink' needs 'dev': the link that the router is on");
    wrongRoute(
        "192.0.2.0/24 encap mpls 100 via 10.0.0.1 dev eth1",
        "'encap' is not supported: the route would lead elsewhere without it (make a tunnel interface and write 'dev')");
    wrongRoute(
        "192.0.2.0/24 dev eth1 rtt 20m",
        "'20m' is not a time: 'rtt' takes one such as 200ms or 1.5s");
    wrongRoute("192.0.2.0/24 dev eth1 features ech", "'ech' is not a feature: 'ecn' is");
    wrongRoute(
        "192.0.2.0/24 dev eth1 track_group G",
        "'track_group' is for static routes: a virtual route is tracked by its instance");
    wrongRoute(
        "192.0.2.0/24 via inet6 10.0.0.1 dev eth1", "'10.0.0.1' is not an address of that family");
  }

  @Provide
  Arbitrary<List<String>> options() {
    return Arbitraries.of(
            "via 10.0.0.254",
            "dev eth1",
            "src 10.0.0.9",
            "table 4294967295",
            "metric 4294967295",
            "scope 255",
            "tos 0",
            "mtu lock 4294967295",
            "hoplimit 255",
            "protocol 18",
            "no_track")
        .list()
        .uniqueElements()
        .map(ArrayList::new);
  }

  /** The order of the words is the writer's. */
  @Property(tries = 100)
  void options_mean_the_same_in_any_order(@ForAll("options") List<String> options, @ForAll int at) {
    List<String> all = new ArrayList<>(options);
    all.add(Math.floorMod(at, all.size() + 1), "192.0.2.0/24");
    List<String> sorted = new ArrayList<>(all);
    Collections.sort(sorted);

    assertThat(
            read(virtual("routes", String.join(" ", all)))
                .configuration()
                .map(Configuration::routerSetups))
        .isEqualTo(
            read(virtual("routes", String.join(" ", sorted)))
                .configuration()
                .map(Configuration::routerSetups));
  }

  // ---- rules

  @Test
  void a_rule_is_said_in_the_words_of_ip() {
    assertThat(rule("from 10.0.0.0/24 to 192.0.2.0/24 lookup fred priority 50"))
        .hasToString("rule 50: from 10.0.0.0/24 to 192.0.2.0/24 lookup 200 proto keepalived");
    assertThat(
            rule(
                "not iif eth0 oif eth1 fwmark 0x3/0xff tos 8 ipproto tcp sport 1-2 dport 53"
                    + " uidrange 5-6 table 100 suppress_prefixlength 4 order 77"))
        .hasToString(
            "rule 77: not from all tos 0x08 fwmark 0x3/0xff iif eth0 oif eth1 uidrange 5-6 ipproto"
                + " 6 sport 1-2 dport 53 lookup 100 suppress_prefixlength 4 proto keepalived");
    assertThat(rule("from ::/0 fwmark 5 table 9 priority 1").rule().family().bits()).isEqualTo(128);
    assertThat(rule("from default goto 32766 priority 610"))
        .hasToString("rule 610: from all goto 32766 proto keepalived");
    assertThat(rule("from 10.0.0.1 type prohibit priority 1").rule().action()).isEqualTo(8);
    assertThat(rule("l3mdev priority 1").rule().layer3Master()).isTrue();
    assertThat(rule("table 9 priority 1 realms 3/4 suppress_ifgroup default").rule().attributes())
        .hasSize(2);
    assertThat(rule("table 9 priority 1 no_track").rule().protocol()).isEqualTo(18);
    assertThat(rule("table 9 priority 1 no_track protocol 0").rule().protocol()).isEqualTo(18);
    assertThat(rule("table 9 priority 1 no_track protocol 5").rule().protocol()).isEqualTo(5);
    assertThat(rule("table 9 priority 1 protocol 5").rule().protocol()).isEqualTo(18);
  }

  @Test
  void rules_without_a_priority_get_keepaliveds() {
    RouterSetup router =
        router(virtual("rules", "table 1\nfrom fd00::/64 table 2\nfrom 10.0.0.1 table 3"));

    assertThat(router.rules())
        .extracting(rule -> rule.rule().priority())
        .containsExactly(16384L, 16384L, 16383L);
    assertThat(messages(virtual("rules", "table 1")))
        .containsExactly(
            "warning: this rule has no priority: it gets 16384, as keepalived gives it, and the"
                + " next one less (write 'priority NUMBER')");
  }

  @Test
  void a_wrong_rule_is_an_error_that_says_what() {
    wrongRule(
        "from 10.0.0.1 priority 5",
        "this rule does nothing: it needs one of table, goto, nop, blackhole, unreachable, prohibit, l3mdev");
    wrongRule(
        "from 10.0.0.1 table 5 blackhole priority 5",
        "'blackhole' stands beside 'table': a rule does one thing");
    wrongRule(
        "from 10.0.0.1 to fd00::1 table 5 priority 5",
        "a rule is for IPv4 or for IPv6: 'from' and 'to' differ");
    wrongRule("from 10.0.0.1 table 0 priority 5", "a rule cannot ask the table 0: there is none");
    wrongRule(
        "from 10.0.0.1 goto 5", "a rule with 'goto' needs a 'priority', below the one it goes to");
    wrongRule("from 10.0.0.1 goto 5 priority 5", "the priority 5 is not below 5, where it goes to");
    wrongRule(
        "fwmark 5/x table 5 priority 5",
        "'5/x' is not a firewall mark: 0 to 4294967295, with '/' and a mask if wanted");
    wrongRule(
        "sport 2-1 table 5 priority 5",
        "'2-1' is not a range: 'sport' takes a port from 0 to 65535, or two with '-'");
    wrongRule(
        "ipproto bogus table 5 priority 5",
        "'bogus' is not a protocol above IP: a number from 0 to 255, or a name such as tcp, udp, icmp");
    wrongRule(
        "realms 1/70000 table 5 priority 5",
        "'1/70000' is not a realm, or two with '/': each 0 to 65535");
    wrongRule(
        "type bogus priority 5 table 4",
        "'bogus' is not the type of a rule: known are blackhole, nop, prohibit, unreachable");
    wrongRule(
        "from 10.0.0.1 prohibit priority 5 suppress_prefixlength 3",
        "'suppress_prefixlength' is about what a table finds, and 'prohibit' asks none: it needs 'table'");
    wrongRule(
        "realms 3 suppress_ifgroup default goto 9 priority 5",
        "'suppress_ifgroup' is about what a table finds, and 'goto' asks none: it needs 'table'");
    wrongRule("fron 10.0.0.1 table 5", "'fron' is not an option of a rule (did you mean 'from'?)");
    wrongRule(
        "table 5 priority 4294967296",
        "'4294967296' is out of range: 'priority' takes a whole number from 0 to 4294967295");
    wrongRule(
        "table 5 priority 1 track_group G",
        "'track_group' is for static rules: a virtual rule is tracked by its instance");
  }

  private static void wrongRoute(String line, String... messages) {
    assertThat(messages(virtual("routes", line))).as(line).containsExactly(errors(messages));
  }

  private static void wrongRule(String line, String... messages) {
    assertThat(messages(virtual("rules", line))).as(line).containsExactly(errors(messages));
  }

  private static String[] errors(String... messages) {
    return Arrays.stream(messages).map(each -> "error: " + each).toArray(String[]::new);
  }

  private static VirtualRoute route(String line) {
    return router(virtual("routes", line)).routes().get(0);
  }

  private static VirtualRule rule(String line) {
    return router(virtual("rules", line)).rules().get(0);
  }

  private static String virtual(String what, String lines) {
    return Texts.instance("virtual_" + what + " {\n" + lines + "\n}");
  }
}
