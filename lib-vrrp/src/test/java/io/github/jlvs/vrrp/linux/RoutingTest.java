// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static io.github.jlvs.vrrp.linux.Addresses.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.Prefix;
import io.github.jlvs.netlink.route.NextHop;
import io.github.jlvs.netlink.route.Route;
import io.github.jlvs.netlink.route.Rule;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Routes and rules of masters: what becomes of them when the host changes around them. */
class RoutingTest {
  private static final Duration ELECTED = Duration.ofSeconds(4);
  private static final String PROMOTION = "net/ipv4/conf/eth0/promote_secondaries";
  private static final VirtualRoute DEFAULT =
      VirtualRoute.via(Prefix.of("0.0.0.0/0"), ip("10.1.80.1"));
  private static final VirtualRoute BRANCH = onLan("192.0.2.0/24", true);
  private static final VirtualRule RULE = VirtualRule.from(Prefix.of("10.1.80.90"), 100, 500);

  private final FakeHost host = new FakeHost();
  private final RunnerUnderTest runner = new RunnerUnderTest(host);

  @BeforeEach
  void interfaces() {
    host.network().create("eth0", "10.1.80.91/24");
    host.network().create("lan0", "10.9.0.91/24");
  }

  @Test
  void whatSomebodyRemovesFromAMasterIsPutBackAndTold() {
    master(List.of(DEFAULT, BRANCH), List.of(RULE));
    List<Route> routes = host.network().routes();
    runner.told();

    routes.forEach(host.network()::delete);
    host.network().delete(RULE.rule());
    host.settle();

    assertThat(host.network().routes()).isEqualTo(routes);
    assertThat(host.network().rules()).containsExactly(RULE.rule());
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
    assertThat(runner.told(RunnerEvent.EntryRestored.class))
        .containsExactly(
            restored("route default via 10.1.80.1 table 254"),
            restored("route 192.0.2.0/24 via 10.9.0.1 dev lan0 table 254"),
            restored("rule 500: from 10.1.80.90 lookup 100 proto keepalived"));
    assertThat(runner.told(RunnerEvent.StateChanged.class)).isEmpty();
  }

  @Test
  void whatIsNotTrackedStaysAwayUntilAnInterfaceFlaps() {
    VirtualRoute untracked = onLan("192.0.2.0/24", false);
    VirtualRule rule = new VirtualRule(RULE.rule(), false);
    master(List.of(untracked), List.of(rule));
    Route route = host.network().routes().get(0);

    host.network().delete(route);
    host.network().delete(rule.rule());
    host.pass(Duration.ofMinutes(2));
    assertThat(host.network().routes()).isEmpty();
    assertThat(host.network().rules()).isEmpty();

    host.network().takeDown("lan0");
    host.network().bringUp("lan0");
    host.settle();
    assertThat(host.network().routes()).containsExactly(route);
    assertThat(host.network().rules()).containsExactly(rule.rule());
  }

  /** Each costs the loop something, and fights with whoever does it. */
  @Test
  void whoRemovesARouteAgainAndAgainIsAnsweredEverMoreSlowly() {
    master(List.of(DEFAULT), List.of());
    Route route = host.network().routes().get(0);
    host.calls().clear();

    for (int i = 0; i < 600; i++) {
      if (host.network().routes().contains(route)) {
        host.network().delete(route);
      }
      host.pass(Duration.ofMillis(100));
    }

    assertThat(host.calls().stream().filter(call -> call.startsWith("add route")))
        .hasSizeBetween(5, 10);
    host.pass(PutBackTimes.LONGEST);
    assertThat(host.network().routes()).containsExactly(route);
  }

  @Test
  void aRouteThatAnotherTakesThePlaceOfIsPutBack() {
    master(List.of(DEFAULT), List.of());
    Route route = host.network().routes().get(0);
    runner.told();

    host.network().replace(route, route.via(ip("10.1.80.2")).withProtocol(Route.PROTOCOL_STATIC));
    host.settle();

    assertThat(host.network().routes()).hasSize(2).contains(route);
    assertThat(runner.told(RunnerEvent.EntryRestored.class)).hasSize(1);
  }

  @Test
  void eventsOfOtherRoutesAndOfItsOwnAskForNothing() {
    master(List.of(DEFAULT), List.of(RULE));
    host.settle();
    host.calls().clear();

    Route other = Route.via(Prefix.of("198.51.100.0/24"), ip("10.1.80.1"));
    Rule otherRule = Rule.from(Prefix.of("10.1.80.90"), 100, 501);
    host.network().add(other);
    host.network().add(otherRule);
    host.network().delete(other);
    host.network().delete(otherRule);
    host.settle();

    assertThat(host.calls()).isEmpty();
  }

  @Test
  void afterLostEventsAllIsAskedForAgain() {
    master(List.of(DEFAULT, BRANCH), List.of(RULE));
    List<Route> routes = host.network().routes();
    host.network().delete(RULE.rule());
    routes.forEach(host.network()::delete);
    host.loseEvents();
    host.settle();

    assertThat(host.network().routes()).isEqualTo(routes);
    assertThat(host.network().rules()).containsExactly(RULE.rule());
  }

  /** Linux drops them without a word when an interface goes that no setup names. */
  @Test
  void aRouteThroughAnInterfaceThatNobodyNamesComesBackWithIt() {
    host.network().create("other0", "10.7.0.91/24");
    master(List.of(DEFAULT), List.of());
    Route route = host.network().routes().get(0);

    host.network().unplug("other0");
    host.network().loseRoutesUnseen();
    host.settle();
    assertThat(host.network().routes()).isEmpty();

    host.network().plug("other0");
    host.settle();
    assertThat(host.network().routes()).containsExactly(route);
  }

  @Test
  void aRouteFromAnAddressThatIsPutBackIsAskedForAgain() {
    master(List.of(DEFAULT), List.of());
    Route route = host.network().routes().get(0);

    host.network().loseRoutesUnseen();
    host.network().take("eth0", "10.1.80.90/32");
    host.settle();

    assertThat(host.network().addressTexts()).contains("eth0 10.1.80.90/32");
    assertThat(host.network().routes()).containsExactly(route);
  }

  @Test
  void aRefusedRouteIsToldOnceAndTriedAgain() {
    host.refuse("add route", Errno.ENETUNREACH);
    master(List.of(DEFAULT), List.of());
    host.pass(Duration.ofMinutes(1));
    assertThat(runner.told(RunnerEvent.RouteFailed.class)).hasSize(1);
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);

    host.allowAll();
    host.pass(PutBackTimes.LONGEST);
    assertThat(host.network().routes()).hasSize(1);
    assertThat(runner.told(RunnerEvent.EntryRestored.class)).isEmpty();

    runner.close();
    assertThat(host.network().routes()).isEmpty();
  }

  @Test
  void aRouteThatEndsByItselfIsNotPutBack() {
    Route ending =
        Route.via(Prefix.of("2001:db8::/32"), ip("fd00::1"))
            .withProtocol(Route.PROTOCOL_KEEPALIVED)
            .withLifetime(30);
    master(List.of(new VirtualRoute(ending, Optional.empty())), List.of());
    host.network().delete(host.network().routes().get(0));
    host.pass(Duration.ofMinutes(1));

    assertThat(host.network().routes()).isEmpty();
  }

  /** Without the metric a removal would take any route to that destination. */
  @Test
  void anIpv6RouteSaysTheMetricThatTheKernelWouldChoose() {
    VirtualRoute route = VirtualRoute.via(Prefix.of("2001:db8::/32"), ip("fd00::1"));
    master(List.of(route), List.of());

    assertThat(host.network().routes()).extracting(Route::metric).containsExactly(1024L);
  }

  @Test
  void theWaysOfAnIpv6RouteComeTogetherOrNotAtAll() {
    List<VirtualRoute.Hop> hops =
        List.of(
            new VirtualRoute.Hop(NextHop.via(ip("fd00::1")), Optional.of("eth0")),
            new VirtualRoute.Hop(NextHop.via(ip("fd00::2")).withWeight(3), Optional.of("lan0")));
    Route base = Route.to(Prefix.of("2001:db8::/32"));
    master(List.of(new VirtualRoute(base, Optional.empty(), hops, true)), List.of());
    assertThat(host.network().routes())
        .extracting(route -> route.nextHops().get(0).weight())
        .containsExactly(1, 3);
    Route first = host.network().routes().get(0);

    host.network().delete(first);
    host.settle();
    assertThat(host.network().routes()).hasSize(2);

    host.refuse("add route", Errno.ENETDOWN);
    host.network().delete(first);
    host.settle();
    assertThat(host.network().routes()).hasSize(1);
  }

  @Test
  void theInterfaceOfARuleIsTrackedUnlessItSaysNo() {
    Rule rule = Rule.ofAll(AddressFamily.IPV4, 500).withIncoming("lan0").withTable(100);
    master(List.of(), List.of(new VirtualRule(rule)));
    host.network().unplug("lan0");
    host.settle();
    assertThat(runner.state("VI_1")).isEqualTo(State.FAULT);
    assertThat(host.network().rules()).isEmpty();

    run(List.of(), List.of(new VirtualRule(rule, false)));
    host.pass(ELECTED);
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
    assertThat(host.network().rules()).containsExactly(rule);
  }

  @Test
  void changesOfRoutesAreListenedToWhileSomebodyHasSome() {
    run(List.of(), List.of());
    assertThat(host.routesWatched()).isFalse();
    run(List.of(DEFAULT), List.of());
    assertThat(host.routesWatched()).isTrue();
    run(List.of(), List.of());
    assertThat(host.routesWatched()).isFalse();
  }

  @Test
  void aRouteThatMovesToAnotherMasterStaysWhereItIs() {
    RouterSetup first = router("VI_1", 51).routes(List.of(DEFAULT)).rules(List.of(RULE)).build();
    RouterSetup second = router("VI_2", 52).build();
    runner.run(first, second);
    host.pass(ELECTED);
    host.calls().clear();

    runner.run(
        router("VI_1", 51).build(),
        router("VI_2", 52).routes(List.of(DEFAULT)).rules(List.of(RULE)).build());

    assertThat(host.calls()).noneMatch(call -> call.startsWith("delete"));
    assertThat(host.network().routes()).hasSize(1);
    runner.close();
    assertThat(host.network().routes()).isEmpty();
    assertThat(host.network().rules()).isEmpty();
  }

  /** Linux removes the first rule that has what the request says, and says nothing of the rest. */
  @Test
  void aRuleThatSaysLessGoesAndTheOneThatSaysMoreStays() {
    Rule less =
        Rule.ofAll(AddressFamily.IPV4, 500).withTable(100).withProtocol(Route.PROTOCOL_KEEPALIVED);
    Rule more = less.withIncoming("lan0");
    master(List.of(), List.of(new VirtualRule(more), new VirtualRule(less)));
    assertThat(host.network().rules()).containsExactly(more, less);

    run(List.of(), List.of(new VirtualRule(more)));
    assertThat(host.network().rules()).containsExactly(more);
    host.settle();
    assertThat(runner.told(RunnerEvent.EntryRestored.class)).isEmpty();

    run(List.of(), List.of(new VirtualRule(more), new VirtualRule(less)));
    runner.close();
    assertThat(host.network().rules()).isEmpty();
  }

  @Test
  void aRouteThatSaysLessGoesAndTheOneThatSaysMoreStays() {
    VirtualRoute more = new VirtualRoute(DEFAULT.route().withMetric(5), Optional.empty());
    master(List.of(more, DEFAULT), List.of());
    run(List.of(more), List.of());

    assertThat(host.network().routes()).containsExactly(more.route());
    runner.close();
    assertThat(host.network().routes()).isEmpty();
  }

  /** A backup removes what an earlier life may have left of its own. */
  @Test
  void aBackupThatStartsLeavesWhatTheHostHas() {
    VirtualRoute hosts = new VirtualRoute(DEFAULT.route().withMetric(5), Optional.empty(), false);
    runner.run(
        List.of(router("VI_1", 51).routes(List.of(DEFAULT)).build()),
        List.of(),
        new StaticSetup(List.of(), List.of(hosts), List.of()));

    assertThat(runner.state("VI_1")).isEqualTo(State.BACKUP);
    assertThat(host.network().routes()).containsExactly(hosts.route());
  }

  @Test
  void whatStepsAsideAndIsRefusedIsTriedAgain() {
    VirtualRoute more = new VirtualRoute(DEFAULT.route().withMetric(5), Optional.empty());
    master(List.of(more, DEFAULT), List.of());
    host.refuse("add route", Errno.ENETUNREACH);
    run(List.of(more), List.of());
    assertThat(host.network().routes()).isEmpty();

    host.allowAll();
    host.pass(PutBackTimes.LONGEST);
    assertThat(host.network().routes()).containsExactly(more.route());
  }

  /** Of IPv6 Linux has one of them; somebody else's stays when the master goes. */
  @Test
  void anIpv6RouteThatSomebodyHasMadeIsMissedWhenItGoes() {
    VirtualRoute route = VirtualRoute.via(Prefix.of("2001:db8::/32"), ip("fd00::1"));
    Route ours = route.route().withMetric(1024);
    Route theirs = ours.withProtocol(Route.PROTOCOL_STATIC);
    host.network().add(theirs);
    master(List.of(route), List.of());
    assertThat(host.network().routes()).containsExactly(theirs);

    host.network().delete(theirs);
    host.settle();
    assertThat(host.network().routes()).containsExactly(ours);

    host.network().delete(ours);
    host.network().add(theirs);
    host.settle();
    runner.close();
    assertThat(host.network().routes()).containsExactly(theirs);
  }

  /** keepalived's promote_secondaries. */
  @Test
  void anInterfaceKeepsItsOtherAddressesWhileARouterSaysSo() {
    runner.run(router("VI_1", 51).promoteSecondaries(true).build());
    assertThat(promotion()).isEqualTo("1");

    runner.run(router("VI_1", 51).build());
    assertThat(promotion()).isEqualTo("0");

    runner.run(router("VI_1", 51).promoteSecondaries(true).build());
    runner.close();
    assertThat(promotion()).isEqualTo("0");
  }

  @Test
  void anInterfaceThatKeepsThemAnywayStaysAsItIsAndARefusalIsToldOnce() {
    host.network().settings().write(PROMOTION, "1");
    runner.run(router("VI_1", 51).promoteSecondaries(true).build());
    runner.run(router("VI_1", 51).build());
    assertThat(promotion()).isEqualTo("1");
    host.network().settings().write(PROMOTION, "0");

    host.refuse("write " + PROMOTION, Errno.EROFS);
    runner.run(router("VI_1", 51).promoteSecondaries(true).build());
    host.network().unplug("eth0");
    host.network().plug("eth0");
    host.settle();
    assertThat(runner.told(RunnerEvent.SettingFailed.class))
        .extracting(RunnerEvent.SettingFailed::interfaceName)
        .containsExactly("eth0");
  }

  private String promotion() {
    return host.network().settings().read(PROMOTION);
  }

  private void master(List<VirtualRoute> routes, List<VirtualRule> rules) {
    run(routes, rules);
    host.pass(ELECTED);
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
  }

  private void run(List<VirtualRoute> routes, List<VirtualRule> rules) {
    runner.run(router("VI_1", 51).routes(routes).rules(rules).build());
  }

  private static RouterSetup.Builder router(String name, int vrid) {
    return RouterSetup.builder(
        name, "eth0", VirtualRouterConfig.builder(vrid, ip("10.1.80." + (39 + vrid))).build());
  }

  private static VirtualRoute onLan(String destination, boolean tracked) {
    VirtualRoute route = VirtualRoute.via(Prefix.of(destination), ip("10.9.0.1"));
    return new VirtualRoute(route.route(), Optional.of("lan0"), tracked);
  }

  private static RunnerEvent.EntryRestored restored(String what) {
    return new RunnerEvent.EntryRestored(Optional.of("VI_1"), what);
  }

  /** In words of time. */
  private static final class PutBackTimes {
    static final Duration LONGEST = Duration.ofNanos(PutBack.LONGEST_PAUSE).plusSeconds(1);

    private PutBackTimes() {}
  }
}
