// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static io.github.jlvs.vrrp.linux.Addresses.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.net.Prefix;
import io.github.jlvs.netlink.NetlinkException;
import io.github.jlvs.netlink.route.Route;
import io.github.jlvs.vrrp.Event;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import io.github.jlvs.vrrp.tracking.Tracking;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a virtual router when its host changes around it. */
class SurroundingsTest {
  private static final Duration ELECTED = Duration.ofSeconds(4);
  private static final VirtualRouterConfig CONFIG =
      VirtualRouterConfig.builder(51, ip("10.1.80.90")).build();

  private final FakeHost host = new FakeHost();
  private final RunnerUnderTest runner = new RunnerUnderTest(host);

  @BeforeEach
  void interfaces() {
    host.network().create("eth0", "10.1.80.91/24");
    host.network().create("lan0", "10.9.0.91/24");
  }

  // ---- Interfaces that are tracked

  /** keepalived #2602, #1110, #905. */
  @Test
  void theInterfaceOfAnAddressIsTracked() {
    runner.run(router().excluded(List.of(onLan("10.9.0.90"))).build());
    host.pass(ELECTED);
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);

    host.network().unplug("lan0");
    host.settle();

    assertThat(runner.state("VI_1")).isEqualTo(State.FAULT);
    assertThat(runner.down("VI_1")).containsExactly("interface lan0");
    assertThat(host.network().addressTexts())
        .containsExactly("eth0 10.1.80.91/24", "lan0 10.9.0.91/24");

    host.network().plug("lan0");
    host.pass(ELECTED);
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);

    host.network().destroy("lan0");
    host.settle();
    assertThat(runner.state("VI_1")).isEqualTo(State.FAULT);

    host.network().create("lan0");
    host.pass(ELECTED);
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
    assertThat(host.network().addressTexts()).contains("lan0 10.9.0.90/24");
  }

  @Test
  void theInterfaceOfAnAddressMayGoUntracked() {
    runner.run(router().excluded(List.of(onLan("10.9.0.90").untracked())).build());
    host.pass(ELECTED);

    host.network().destroy("lan0");
    host.settle();
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);

    host.network().create("lan0");
    host.settle();
    assertThat(host.network().addressTexts()).contains("lan0 10.9.0.90/24");
  }

  @Test
  void theInterfaceOfARouteIsTracked() {
    VirtualRoute route =
        new VirtualRoute(
            VirtualRoute.via(Prefix.of("192.0.2.0/24"), ip("10.9.0.1")).route(),
            Optional.of("lan0"));
    runner.run(router().routes(List.of(route)).build());
    host.pass(ELECTED);

    host.network().unplug("lan0");
    host.settle();
    assertThat(runner.state("VI_1")).isEqualTo(State.FAULT);

    runner.run(
        router().routes(List.of(new VirtualRoute(route.route(), route.device(), false))).build());
    assertThat(runner.state("VI_1")).isEqualTo(State.BACKUP);
  }

  @Test
  void anInterfaceWithAWeightChangesThePriorityAndIsNoFault() {
    runner.run(router().trackedInterfaces(List.of(Tracking.weighted("lan0", -20))).build());
    host.pass(ELECTED);
    host.network().unplug("lan0");
    host.pass(Duration.ofSeconds(1));

    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
    assertThat(runner.status("VI_1").priority()).isEqualTo(80);
    assertThat(host.packets().get(host.packets().size() - 1).priority()).isEqualTo(80);

    runner.run(router().trackedInterfaces(List.of(Tracking.weighted("lan0", -200))).build());
    assertThat(runner.status("VI_1").priority()).isEqualTo(1);

    host.network().plug("lan0");
    host.settle();
    assertThat(runner.status("VI_1").priority()).isEqualTo(100);

    runner.run(router().trackedInterfaces(List.of(Tracking.weighted("lan0", 200))).build());
    assertThat(runner.status("VI_1").priority()).isEqualTo(254);

    runner.run(router().build());
    assertThat(runner.status("VI_1").priority()).isEqualTo(100);
  }

  @Test
  void aFaultIsToldWithItsCause() {
    host.network().create("bare");
    runner.run(RouterSetup.builder("VI_1", "bare", CONFIG).build());

    assertThat(runner.state("VI_1")).isEqualTo(State.FAULT);
    assertThat(runner.told(RunnerEvent.TrackingChanged.class))
        .containsExactly(new RunnerEvent.TrackingChanged("VI_1", "IPv4 address of bare", false));

    runner.told();
    host.network().give("bare", "10.1.80.99/24");
    host.pass(ELECTED);

    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
    assertThat(runner.told(RunnerEvent.TrackingChanged.class))
        .containsExactly(new RunnerEvent.TrackingChanged("VI_1", "IPv4 address of bare", true));
  }

  // ---- The owner of an address

  /** RFC 3768 section 4.2; keepalived #2219. */
  @Test
  void anOwnersAddressThatIsTheHostsOwnOutlivesFaultAndStop() {
    runner.run(ownersRouter());
    assertThat(runner.state("VI_own")).isEqualTo(State.MASTER);

    host.network().unplug("eth0");
    host.settle();
    assertThat(runner.state("VI_own")).isEqualTo(State.FAULT);
    assertThat(runner.down("VI_own")).containsExactly("interface eth0");
    assertThat(host.network().addressTexts()).contains("eth0 10.1.80.91/24");

    runner.told();
    host.network().plug("eth0");
    host.settle();
    assertThat(runner.state("VI_own")).isEqualTo(State.MASTER);
    assertThat(runner.told(RunnerEvent.Observed.class)).isEmpty();

    runner.close();
    assertThat(host.network().addressTexts())
        .containsExactly("eth0 10.1.80.91/24", "lan0 10.9.0.91/24");
  }

  @Test
  void theOwnerOfOneAddressIsTheOthersBackup() {
    RouterSetup theirs =
        RouterSetup.builder(
                "VI_2", "eth0", VirtualRouterConfig.builder(52, ip("10.1.80.92")).build())
            .build();
    runner.run(ownersRouter(), theirs);

    assertThat(runner.state("VI_2")).isEqualTo(State.BACKUP);
    host.pass(ELECTED);

    assertThat(runner.state("VI_2")).isEqualTo(State.MASTER);
    assertThat(host.packets()).allMatch(packet -> packet.source().equals("10.1.80.91"));
    assertThat(host.network().addressTexts()).contains("eth0 10.1.80.92/32");

    runner.close();
    assertThat(host.network().addressTexts())
        .containsExactly("eth0 10.1.80.91/24", "lan0 10.9.0.91/24");
  }

  @Test
  void whatAnOwnersEarlierLifeLeftBehindIsNotTheHosts() {
    host.network().give("eth0", "10.1.80.90/32");
    runner.run(
        RouterSetup.builder(
                "VI_1",
                "eth0",
                VirtualRouterConfig.builder(51, ip("10.1.80.90")).priority(255).build())
            .build());
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);

    runner.close();

    assertThat(host.network().addressTexts()).doesNotContain("eth0 10.1.80.90/32");
  }

  @Test
  void whatAnEarlierLifeLeftBehindGoesAtTheStart() {
    host.network().give("eth0", "10.1.80.90/32");

    runner.run(router().build());

    assertThat(host.network().addressTexts()).doesNotContain("eth0 10.1.80.90/32");
  }

  // ---- Addresses that are lost or refused

  @Test
  void ownAdditionsAreNotTakenForLosses() {
    runner.run(
        RouterSetup.builder(
                "VI_1",
                "eth0",
                VirtualRouterConfig.builder(51, ip("10.1.80.90")).priority(255).build())
            .build());
    for (int flap = 0; flap < 3; flap++) {
      host.network().unplug("eth0");
      host.settle();
      host.frames().clear();
      host.network().plug("eth0");
      host.settle();
      assertThat(host.frames()).hasSize(5);
    }

    assertThat(runner.told(RunnerEvent.Observed.class)).isEmpty();
  }

  @Test
  void anAddressThatSomebodyRemovesIsPutBackAndAnnounced() {
    runner.run(router().build());
    host.pass(ELECTED);
    host.frames().clear();

    host.network().take("eth0", "10.1.80.90/32");
    host.settle();

    assertThat(host.network().addressTexts()).contains("eth0 10.1.80.90/32");
    assertThat(host.frames()).hasSize(5);
    assertThat(runner.told(RunnerEvent.Observed.class))
        .containsExactly(
            new RunnerEvent.Observed("VI_1", new Event.AddressRestored(ip("10.1.80.90"))));
  }

  @Test
  void againstSomebodyWhoGoesOnRemovingItIsPutBackEverMoreSlowly() {
    runner.run(router().build());
    host.pass(ELECTED);
    runner.told();

    for (int i = 0; i < 300; i++) {
      if (host.network().addressTexts().contains("eth0 10.1.80.90/32")) {
        host.network().take("eth0", "10.1.80.90/32");
      }
      host.pass(Duration.ofMillis(50));
    }

    assertThat(runner.told(RunnerEvent.Observed.class)).hasSizeBetween(5, 8);

    host.pass(Duration.ofMinutes(1));
    assertThat(host.network().addressTexts()).contains("eth0 10.1.80.90/32");
  }

  @Test
  void anAddressThatTheKernelRefusesIsNeitherAnnouncedNorToldAsPutBack() {
    host.refuse("add 2001:db8", Errno.EACCES);
    VirtualAddress refused = VirtualAddress.of(ip("2001:db8::90"));
    runner.run(router().excluded(List.of(refused)).build());
    host.pass(ELECTED);
    for (int i = 0; i < 5; i++) {
      host.network().give("eth0", "10.1.80." + (100 + i) + "/24");
      host.network().take("eth0", "10.1.80." + (100 + i) + "/24");
      host.pass(Duration.ofMillis(10));
    }

    assertThat(host.frames()).isNotEmpty().allMatch(frame -> frame.etherType() == 0x0806);
    assertThat(runner.told(RunnerEvent.AddressFailed.class)).hasSize(1);
    assertThat(runner.told(RunnerEvent.Observed.class)).isEmpty();

    host.allowAll();
    host.pass(Duration.ofMinutes(2));

    assertThat(host.network().addressTexts()).anyMatch(text -> text.contains("2001:db8"));
    assertThat(host.frames()).anyMatch(frame -> frame.etherType() == 0x86dd);
    assertThat(runner.told(RunnerEvent.Observed.class)).isEmpty();
  }

  @Test
  void anIpv6AddressUnderAnotherPrefixLengthIsAdoptedAndRemovedInTheEnd() {
    runner.run(router().excluded(List.of(VirtualAddress.of(ip("2001:db8::90")))).build());
    host.network().give("eth0", "2001:db8::90/64");
    host.pass(ELECTED);
    host.network().give("eth0", "10.1.80.99/24");
    host.pass(ELECTED);

    assertThat(runner.told(RunnerEvent.Observed.class)).isEmpty();

    runner.close();
    assertThat(host.network().addressTexts()).noneMatch(text -> text.contains(":"));
  }

  @Test
  void routesThatAnUnseenFlapTookAreAddedAgain() {
    Route route = VirtualRoute.via(Prefix.of("192.0.2.0/24"), ip("10.1.80.1")).route();
    VirtualRoute through = new VirtualRoute(route, Optional.of("eth0"));
    VirtualAddress second = VirtualAddress.of(ip("2001:db8::90"));
    runner.run(router().excluded(List.of(second)).routes(List.of(through)).build());
    host.pass(ELECTED);
    assertThat(host.network().routes()).hasSize(1);

    host.network().takeDown("eth0");
    host.network().bringUp("eth0");
    host.stall(Duration.ofMillis(300));
    host.settle();

    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
    assertThat(host.network().routes()).hasSize(1);
    assertThat(host.network().addressTexts()).anyMatch(text -> text.contains("2001:db8"));
  }

  @Test
  void routesThroughAnInterfaceThatWasMadeAgainBetweenTwoLooksAreAddedAgain() {
    Route route = VirtualRoute.via(Prefix.of("192.0.2.0/24"), ip("10.9.0.1")).route();
    VirtualRoute untracked = new VirtualRoute(route, Optional.of("lan0"), false);
    runner.run(router().routes(List.of(untracked)).build());
    host.pass(ELECTED);
    assertThat(host.network().routes()).hasSize(1);

    host.network().destroy("lan0");
    assertThat(host.network().routes()).isEmpty();
    host.network().create("lan0", "10.9.0.91/24");
    host.settle();

    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
    assertThat(host.network().routes()).hasSize(1);
  }

  // ---- The rest

  @Test
  void withoutTheRightToChangeAddressesItDoesNotBegin() {
    host.refuse("add ", Errno.EPERM);
    HostNetwork network = new HostNetwork(host);

    assertThatThrownBy(network::requireRight)
        .isInstanceOf(NetlinkException.class)
        .hasMessageContaining("CAP_NET_ADMIN");

    host.allowAll();
    network.requireRight();
    assertThat(host.network().addressTexts()).hasSize(2);
  }

  /** keepalived #1112, #2298. */
  @Test
  void anotherHardwareAddressIsAnnouncedAtOnce() {
    runner.run(router().excluded(List.of(onLan("10.9.0.90"))).build());
    host.pass(Duration.ofSeconds(20));
    host.frames().clear();

    host.network().hardwareAddress("lan0", 7);
    host.settle();

    assertThat(host.frames())
        .hasSize(5)
        .allMatch(frame -> frame.announced().equals("10.9.0.90"))
        .allMatch(frame -> frame.content().get(13) == 7);
  }

  @Test
  void thousandsOfForeignAddressesCostNoLook() {
    RouterSetup elsewhere =
        RouterSetup.builder("VI_2", "eth0", VirtualRouterConfig.builder(52).build())
            .source(ip("10.9.0.91"))
            .build();
    runner.run(router().build(), elsewhere);
    host.pass(ELECTED);
    int before = host.dumps();

    for (int i = 0; i < 2000; i++) {
      host.network().give("eth0", "10.77." + i / 250 + "." + (i % 250 + 1) + "/16");
      if (i % 7 == 0) {
        host.settle();
      }
    }
    host.settle();
    assertThat(host.dumps()).isEqualTo(before);

    host.network().take("eth0", "10.1.80.90/32");
    host.settle();
    assertThat(host.dumps()).isEqualTo(before + 1);
    assertThat(host.network().addressTexts()).contains("eth0 10.1.80.90/32");
  }

  @Test
  void manyChangesThatMatterCostOneLook() {
    runner.run(router().build());
    host.pass(ELECTED);
    int before = host.dumps();

    for (int i = 0; i < 500; i++) {
      host.network().unplug("eth0");
      host.network().plug("eth0");
    }
    host.settle();

    assertThat(host.dumps()).isEqualTo(before + 1);
  }

  private static RouterSetup.Builder router() {
    return RouterSetup.builder("VI_1", "eth0", CONFIG);
  }

  private static RouterSetup ownersRouter() {
    return RouterSetup.builder(
            "VI_own",
            "eth0",
            VirtualRouterConfig.builder(50, ip("10.1.80.91")).priority(255).build())
        .addresses(List.of(VirtualAddress.of(ip("10.1.80.91"), 24)))
        .build();
  }

  private static VirtualAddress onLan(String address) {
    return new VirtualAddress(
        ip(address),
        24,
        Optional.of("lan0"),
        Optional.empty(),
        0,
        Optional.empty(),
        Optional.empty(),
        0);
  }
}
