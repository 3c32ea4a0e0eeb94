// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static io.github.jlvs.vrrp.linux.Addresses.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.net.Prefix;
import io.github.jlvs.netlink.route.Lifetime;
import io.github.jlvs.netlink.route.Route;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a host has whoever is master: static addresses, routes and rules. */
class StaticTest {
  private static final Duration ELECTED = Duration.ofSeconds(4);
  private static final VirtualRoute ROUTE =
      new VirtualRoute(
          VirtualRoute.via(Prefix.of("192.0.2.0/24"), ip("10.9.0.1")).route(), Optional.of("lan0"));
  private static final VirtualRule RULE = VirtualRule.from(Prefix.of("10.9.0.7"), 100, 500);
  private static final StaticSetup ALL =
      new StaticSetup(List.of(onLan("10.9.0.7", true)), List.of(ROUTE), List.of(RULE));

  private final FakeHost host = new FakeHost();
  private final RunnerUnderTest runner = new RunnerUnderTest(host);

  @BeforeEach
  void interfaces() {
    host.network().create("eth0", "10.1.80.91/24");
    host.network().create("lan0", "10.9.0.91/24");
  }

  @Test
  void theyComeAtOnceAndGoAtTheEnd() {
    runner.run(List.of(router("10.1.80.90")), List.of(), ALL);

    assertThat(runner.state("VI_1")).isEqualTo(State.BACKUP);
    assertThat(host.calls().stream().filter(call -> call.startsWith("add ")))
        .containsExactly("add 10.9.0.7/24 dev lan0", "add route 192.0.2.0/24", "add rule 500");
    assertThat(host.network().addressTexts()).contains("lan0 10.9.0.7/24");
    host.pass(ELECTED);
    host.calls().clear();

    runner.close();

    assertThat(host.calls().stream().filter(call -> call.startsWith("delete")))
        .containsExactly(
            "delete 10.1.80.90/32 dev eth0",
            "delete rule 500",
            "delete route 192.0.2.0/24",
            "delete 10.9.0.7/24 dev lan0");
    assertThat(host.network().addressTexts())
        .containsExactly("eth0 10.1.80.91/24", "lan0 10.9.0.91/24");
  }

  @Test
  void aStopOfTheRoutersTakesThemAwayAndOtherSettingsLeaveThem() {
    runner.run(List.of(router("10.1.80.90")), List.of(), ALL);
    host.pass(ELECTED);
    host.calls().clear();

    runner.settings(HostSettings.DEFAULT.withTellUnknownRouters(true));
    runner.run(List.of(router("10.1.80.90")), List.of(), ALL);
    assertThat(host.calls()).isEmpty();

    runner.runner().stop();
    assertThat(host.network().addressTexts())
        .containsExactly("eth0 10.1.80.91/24", "lan0 10.9.0.91/24");
    assertThat(host.network().routes()).isEmpty();
    assertThat(host.network().rules()).isEmpty();
  }

  @Test
  void whatAnEarlierLifeLeftIsAdopted() {
    runner.run(List.of(), List.of(), ALL);
    RunnerUnderTest next = new RunnerUnderTest(host);

    next.run(List.of(), List.of(), ALL);

    assertThat(next.told()).isEmpty();
    next.close();
    assertThat(host.network().addressTexts()).doesNotContain("lan0 10.9.0.7/24");
    assertThat(host.network().routes()).isEmpty();
    assertThat(host.network().rules()).isEmpty();
  }

  @Test
  void aReloadTouchesOnlyWhatChanges() {
    runner.run(List.of(), List.of(), ALL);
    host.calls().clear();

    VirtualAddress other = onLan("10.9.0.8", true);
    runner.run(
        List.of(),
        List.of(),
        new StaticSetup(List.of(onLan("10.9.0.7", true), other), List.of(ROUTE), List.of()));

    assertThat(host.calls().stream().filter(call -> call.startsWith("delete")))
        .containsExactly("delete rule 500");
    assertThat(host.calls().stream().filter(call -> call.startsWith("add 10")))
        .containsExactly("add 10.9.0.8/24 dev lan0");
    assertThat(host.network().routes()).hasSize(1);
    assertThat(host.network().rules()).isEmpty();
  }

  @Test
  void whatSomebodyRemovesIsPutBackAndTold() {
    runner.run(List.of(), List.of(), ALL);
    Route route = host.network().routes().get(0);

    host.network().take("lan0", "10.9.0.7/24");
    host.network().delete(route);
    host.network().delete(RULE.rule());
    host.settle();

    assertThat(host.network().addressTexts()).contains("lan0 10.9.0.7/24");
    assertThat(host.network().routes()).containsExactly(route);
    assertThat(host.network().rules()).containsExactly(RULE.rule());
    assertThat(runner.told(RunnerEvent.EntryRestored.class))
        .extracting(RunnerEvent.EntryRestored::what)
        .containsExactly(
            "address 10.9.0.7/24 dev lan0",
            "route 192.0.2.0/24 via 10.9.0.1 dev lan0 table 254",
            "rule 500: from 10.9.0.7 lookup 100 proto keepalived");
  }

  /** The kernel tells of the route after the address has been put back, and it with it. */
  @Test
  void aRouteThatIsFoundGoneBeforeItsRemovalIsHeardOfIsTold() {
    List<String> restored = new ArrayList<>();
    VrrpRunner hearing =
        new VrrpRunner(
            host,
            RunnerOptions.defaults(),
            event -> {
              if (event instanceof RunnerEvent.EntryRestored entry) {
                restored.add(entry.what());
                if (entry.what().startsWith("address")) {
                  host.network().delete(host.network().routes().get(0));
                }
              }
            });
    hearing.reconfigure(List.of(), List.of(), HostSettings.DEFAULT.withStatics(ALL));
    host.settle();

    host.network().take("lan0", "10.9.0.7/24");
    host.settle();

    assertThat(host.network().routes()).hasSize(1);
    assertThat(restored)
        .containsExactly(
            "address 10.9.0.7/24 dev lan0", "route 192.0.2.0/24 via 10.9.0.1 dev lan0 table 254");
  }

  @Test
  void anAddressThatIsNotTrackedStaysAwayUntilItsInterfaceComesBack() {
    StaticSetup untracked =
        new StaticSetup(List.of(onLan("10.9.0.7", false)), List.of(), List.of());
    runner.run(List.of(), List.of(), untracked);

    host.network().take("lan0", "10.9.0.7/24");
    host.pass(Duration.ofMinutes(2));
    assertThat(host.network().addressTexts()).doesNotContain("lan0 10.9.0.7/24");

    host.network().destroy("lan0");
    host.network().create("lan0");
    host.settle();
    assertThat(host.network().addressTexts()).contains("lan0 10.9.0.7/24");
    assertThat(runner.told(RunnerEvent.EntryRestored.class)).isEmpty();
  }

  @Test
  void allComesWithAnInterfaceThatIsNotThereYetAndIsToldOnce() {
    host.network().destroy("lan0");
    runner.run(List.of(), List.of(), ALL);
    host.pass(Duration.ofMinutes(1));
    assertThat(runner.told(RunnerEvent.AddressFailed.class))
        .containsExactly(
            new RunnerEvent.AddressFailed(
                Optional.empty(),
                onLan("10.9.0.7", true),
                "lan0",
                true,
                "there is no interface lan0",
                Optional.empty()));
    assertThat(runner.told(RunnerEvent.RouteFailed.class)).hasSize(1);

    host.network().create("lan0", "10.9.0.91/24");
    host.settle();

    assertThat(runner.told(RunnerEvent.AddressRecovered.class))
        .containsExactly(
            new RunnerEvent.AddressRecovered(Optional.empty(), onLan("10.9.0.7", true), "lan0"));
    assertThat(host.network().addressTexts()).contains("lan0 10.9.0.7/24");
    assertThat(host.network().routes()).hasSize(1);
  }

  @Test
  void aRefusedAddressIsTriedAgain() {
    host.refuse("add 10.9.0.7", Errno.ENOBUFS);
    runner.run(List.of(), List.of(), ALL);
    host.pass(Duration.ofSeconds(10));
    assertThat(runner.told(RunnerEvent.AddressFailed.class)).hasSize(1);

    host.allowAll();
    host.pass(Duration.ofMinutes(1));
    assertThat(host.network().addressTexts()).contains("lan0 10.9.0.7/24");
  }

  @Test
  void aDuplicateIsToldAndSoIsThatItIsNoneAnyMore() {
    host.network().detectDuplicates();
    VirtualAddress detected =
        new VirtualAddress(
            ip("2001:db8::7"),
            64,
            Optional.of("lan0"),
            Optional.empty(),
            0,
            Optional.<InetAddress>empty(),
            Optional.<InetAddress>empty(),
            0);
    runner.run(List.of(), List.of(), new StaticSetup(List.of(detected), List.of(), List.of()));
    host.network().findDuplicate("lan0", "2001:db8::7/64");
    host.settle();
    host.pass(Duration.ofMinutes(1));
    assertThat(runner.told(RunnerEvent.AddressFailed.class)).hasSize(1);
    assertThat(runner.told(RunnerEvent.AddressRecovered.class)).isEmpty();

    host.network().confirm("lan0", "2001:db8::7/64");
    host.settle();
    assertThat(runner.told(RunnerEvent.AddressRecovered.class)).hasSize(1);
  }

  /** An address that is there whoever is master may be sent from. */
  @Test
  void aRouterSendsFromAStaticAddress() {
    host.network().create("bare");
    VirtualAddress own = on("bare", "10.5.0.1", 24, true);
    RouterSetup setup =
        RouterSetup.builder("VI_1", "bare", VirtualRouterConfig.builder(51, ip("10.5.0.9")).build())
            .build();
    runner.run(List.of(setup), List.of(), new StaticSetup(List.of(own), List.of(), List.of()));

    assertThat(runner.status("VI_1").source()).contains(ip("10.5.0.1"));
    host.pass(ELECTED);
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
  }

  @Test
  void aVirtualAddressThatBecomesStaticStaysWhereItIs() {
    VirtualAddress shared = onLan("10.9.0.7", true);
    RouterSetup having =
        RouterSetup.builder(
                "VI_1", "eth0", VirtualRouterConfig.builder(51, ip("10.1.80.90")).build())
            .excluded(List.of(shared))
            .routes(List.of(ROUTE))
            .rules(List.of(RULE))
            .build();
    runner.run(having);
    host.pass(ELECTED);
    host.calls().clear();

    runner.run(List.of(router("10.1.80.90")), List.of(), ALL);
    assertThat(host.calls()).noneMatch(call -> call.startsWith("delete"));

    runner.run(having);
    assertThat(host.calls()).noneMatch(call -> call.startsWith("delete"));
    runner.close();
    assertThat(host.network().addressTexts())
        .containsExactly("eth0 10.1.80.91/24", "lan0 10.9.0.91/24");
    assertThat(host.network().routes()).isEmpty();
  }

  @Test
  void aStaticAddressNamesItsInterface() {
    VirtualAddress anywhere = VirtualAddress.of(ip("10.9.0.7"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StaticSetup(List.of(anywhere), List.of(), List.of()))
        .withMessage("static address 10.9.0.7/32 names no interface");
  }

  private static RouterSetup router(String address) {
    return RouterSetup.builder("VI_1", "eth0", VirtualRouterConfig.builder(51, ip(address)).build())
        .build();
  }

  private static VirtualAddress onLan(String address, boolean tracked) {
    return on("lan0", address, 24, tracked);
  }

  private static VirtualAddress on(
      String device, String address, int prefixLength, boolean tracked) {
    return new VirtualAddress(
        ip(address),
        prefixLength,
        Optional.of(device),
        Optional.empty(),
        0,
        Optional.<InetAddress>empty(),
        Optional.<InetAddress>empty(),
        0,
        Lifetime.FOREVER,
        tracked);
  }
}
