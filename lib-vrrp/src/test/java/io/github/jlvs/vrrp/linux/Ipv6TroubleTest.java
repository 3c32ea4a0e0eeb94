// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static io.github.jlvs.vrrp.linux.Addresses.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.netlink.route.IfAddress;
import io.github.jlvs.vrrp.Counter;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What duplicate address detection and switches of the kernel do to routers over IPv6. */
class Ipv6TroubleTest {
  private static final Duration ELECTED = Duration.ofSeconds(4);
  private static final Duration A_MINUTE = Duration.ofMinutes(1);
  private static final String IPV6_OFF = "net/ipv6/conf/eth0/disable_ipv6";
  private static final VirtualAddress DETECTED =
      new VirtualAddress(
          ip("2001:db8::90"),
          64,
          Optional.empty(),
          Optional.empty(),
          IfAddress.SCOPE_GLOBAL,
          Optional.empty(),
          Optional.empty(),
          0);

  private final FakeHost host = new FakeHost();
  private final RunnerUnderTest runner = new RunnerUnderTest(host);

  @BeforeEach
  void anInterface() {
    host.network().create("eth0", "10.1.80.91/24", "2001:db8::91/64", "fe80::91/64");
  }

  @AfterEach
  void close() {
    runner.close();
  }

  // ---- Virtual addresses

  @Test
  void a_duplicate_is_told_once_each_time_and_so_is_its_end() {
    host.network().detectDuplicates();
    runner.run(router().excluded(List.of(DETECTED)).build());
    host.pass(ELECTED);
    for (int time = 1; time <= 2; time++) {
      host.network().findDuplicate("eth0", "2001:db8::90/64");
      host.pass(Duration.ofMillis(2500));
      host.network().findDuplicate("eth0", "2001:db8::90/64");
      host.settle();
      assertThat(runner.told(RunnerEvent.AddressFailed.class))
          .hasSize(time)
          .last()
          .satisfies(
              failed -> {
                assertThat(failed.address()).isEqualTo(DETECTED);
                assertThat(failed.interfaceName()).isEqualTo("eth0");
                assertThat(failed.why())
                    .contains("another host on the link of eth0 has it", "take it away there");
              });
      host.pass(A_MINUTE);
      assertThat(runner.told(RunnerEvent.AddressRecovered.class)).hasSize(time - 1);

      int before = host.frames().size();
      host.network().confirm("eth0", "2001:db8::90/64");
      host.settle();
      assertThat(runner.told(RunnerEvent.AddressRecovered.class))
          .hasSize(time)
          .last()
          .isEqualTo(new RunnerEvent.AddressRecovered(Optional.of("VI_6"), DETECTED, "eth0"));
      host.pass(ELECTED);
      assertThat(host.frames()).as("announced again").hasSizeGreaterThan(before);
    }
  }

  @Test
  void it_is_tried_again_at_least_every_minute_and_never_all_the_time() {
    host.network().detectDuplicates();
    runner.run(router().excluded(List.of(DETECTED)).build());
    host.pass(ELECTED);
    int before = tries();
    for (int second = 0; second < 600; second++) {
      if (host.network().addressTexts().stream().anyMatch(text -> text.contains(":90/64"))) {
        host.network().findDuplicate("eth0", "2001:db8::90/64");
      }
      host.pass(Duration.ofSeconds(1));
    }
    assertThat(tries() - before).isBetween(9, 25);
    assertThat(runner.told(RunnerEvent.AddressFailed.class)).hasSize(1);
  }

  @Test
  void what_else_the_kernel_says_is_told_in_its_words() {
    host.refuse("add 2001:db8", Errno.EINVAL);
    host.refuse("add 10.1.80.90", Errno.EACCES);
    List<VirtualAddress> two =
        List.of(VirtualAddress.of(ip("2001:db8::90")), VirtualAddress.of(ip("10.1.80.90")));
    runner.run(router().excluded(two).build());
    host.pass(ELECTED);
    assertThat(runner.told(RunnerEvent.AddressFailed.class))
        .extracting(RunnerEvent.AddressFailed::why)
        .satisfiesExactly(
            ipv6 -> assertThat(ipv6).contains("EINVAL"),
            ipv4 -> assertThat(ipv4).contains("EACCES"));
  }

  private int tries() {
    return (int) host.calls().stream().filter(call -> call.startsWith("add 2001:db8")).count();
  }

  @Test
  void an_address_for_an_interface_without_ipv6_is_told_with_what_to_do() {
    host.refuse("add 2001:db8", Errno.EACCES);
    runner.run(router().excluded(List.of(VirtualAddress.of(ip("2001:db8::90")))).build());
    host.pass(ELECTED);
    assertThat(runner.told(RunnerEvent.AddressFailed.class))
        .singleElement()
        .satisfies(
            failed -> {
              assertThat(failed.why())
                  .isEqualTo("IPv6 is off on eth0: sysctl -w " + IPV6_OFF + "=0; tried again");
              assertThat(failed.cause()).isPresent();
            });

    host.allowAll();
    host.pass(A_MINUTE);
    assertThat(runner.status("VI_6").placed()).hasSize(2);
    assertThat(runner.told(RunnerEvent.AddressRecovered.class)).hasSize(1);
  }

  // ---- The address to send from

  @Test
  void each_reason_why_there_is_none_is_told_once() {
    host.network().take("eth0", "fe80::91/64");
    runner.run(router().build());
    assertThat(told()).containsExactly(new MissingSource.None());
    host.network().giveTentative("eth0", "fe80::91/64");
    host.settle();
    host.network().findDuplicate("eth0", "fe80::91/64");
    host.settle();
    host.pass(A_MINUTE);
    host.network().settings().write(IPV6_OFF, "1");
    host.network().take("eth0", "fe80::91/64");
    host.settle();
    assertThat(told())
        .containsExactly(
            new MissingSource.None(),
            new MissingSource.LookedFor(ip("fe80::91")),
            new MissingSource.Duplicate(ip("fe80::91")),
            new MissingSource.Ipv6Off());
    assertThat(runner.state("VI_6")).isEqualTo(State.FAULT);

    host.network().settings().write(IPV6_OFF, "0");
    host.network().give("eth0", "fe80::91/64");
    host.settle();
    assertThat(runner.state("VI_6")).isEqualTo(State.BACKUP);
    assertThat(told()).hasSize(4);
  }

  /** The kernel tells nobody, as there is no address that would come or go. */
  @Test
  void that_ipv6_is_switched_off_without_an_address_is_noticed_in_the_end() {
    host.network().take("eth0", "fe80::91/64");
    runner.run(router().build());
    host.network().settings().write(IPV6_OFF, "1");
    host.pass(A_MINUTE);
    assertThat(told()).containsExactly(new MissingSource.None(), new MissingSource.Ipv6Off());
  }

  @Test
  void a_kernel_without_ipv6_is_told() {
    host.network().take("eth0", "fe80::91/64");
    host.refuse("read " + IPV6_OFF, Errno.ENOENT);
    runner.run(router().build());
    assertThat(told()).containsExactly(new MissingSource.NoIpv6());
  }

  /**
   * Linux forgets the groups that sockets have joined, as the kernel test DuplicateAddressTest
   * shows.
   */
  @Test
  void an_mtu_that_ipv6_cannot_have_is_a_fault_and_sockets_are_opened_anew_after_it() {
    runner.run(router().build());
    host.pass(ELECTED);
    long before = opened();
    host.network().mtu("eth0", 1279);
    host.settle();
    assertThat(runner.down("VI_6"))
        .containsExactlyInAnyOrder("sockets on eth0", "IPv6 link-local address of eth0");
    assertThat(opened()).isEqualTo(before);

    host.network().mtu("eth0", 1280);
    host.network().give("eth0", "fe80::91/64");
    host.settle();
    assertThat(opened()).isEqualTo(before + 1);
    assertThat(runner.state("VI_6")).isEqualTo(State.BACKUP);
  }

  private long opened() {
    return host.calls().stream().filter(call -> call.startsWith("open sockets on eth0")).count();
  }

  @Test
  void an_unreadable_switch_is_no_reason() {
    host.network().take("eth0", "fe80::91/64");
    host.refuse("read " + IPV6_OFF, Errno.EACCES);
    runner.run(router().build());
    assertThat(told()).containsExactly(new MissingSource.None());
  }

  @Test
  void one_that_is_looked_for_is_worth_more_than_a_duplicate_and_a_virtual_one_nothing() {
    host.network().take("eth0", "fe80::91/64");
    host.network().giveTentative("eth0", "fe80::92/64");
    host.network().findDuplicate("eth0", "fe80::92/64");
    host.network().giveTentative("eth0", "fe80::93/64");
    host.network().giveTentative("eth0", "fe80::90/128");
    runner.run(router().build());
    assertThat(told()).containsExactly(new MissingSource.LookedFor(ip("fe80::93")));
  }

  @Test
  void routed_peers_need_an_address_that_is_not_link_local() {
    host.network().take("eth0", "2001:db8::91/64");
    runner.run(router().transport(new Transport.Unicast(ip("2001:db8:1::92"))).build());
    assertThat(runner.told(RunnerEvent.SourceMissing.class))
        .containsExactly(
            new RunnerEvent.SourceMissing("VI_6", "eth0", false, new MissingSource.None()));
    host.network().giveTentative("eth0", "2001:db8::91/64");
    host.settle();
    assertThat(told()).last().isEqualTo(new MissingSource.LookedFor(ip("2001:db8::91")));
  }

  @Test
  void of_a_router_over_ipv4_nothing_is_told_and_a_small_mtu_is_nothing_to_it() {
    runner.run(
        RouterSetup.builder(
                "VI_4", "eth0", VirtualRouterConfig.builder(51, ip("10.1.80.90")).build())
            .build());
    host.network().mtu("eth0", 576);
    host.settle();
    assertThat(runner.down("VI_4")).isEmpty();
    host.network().take("eth0", "10.1.80.91/24");
    host.settle();
    assertThat(runner.down("VI_4")).isNotEmpty();
    assertThat(told()).isEmpty();
  }

  /** The interface is the reason, and it is told. */
  @Test
  void of_an_interface_that_is_down_or_away_nothing_is_told() {
    host.network().takeDown("eth0");
    runner.run(router().build());
    host.network().destroy("eth0");
    host.settle();
    assertThat(runner.down("VI_6")).isNotEmpty();
    assertThat(told()).isEmpty();
  }

  /** RFC 4429: it is used at once, and given up when it is another host's after all. */
  @Test
  void an_optimistic_link_local_address_is_sent_from() {
    host.network().take("eth0", "fe80::91/64");
    host.network().giveOptimistic("eth0", "fe80::91/64");
    runner.run(router().build());
    host.pass(ELECTED);
    assertThat(runner.state("VI_6")).isEqualTo(State.MASTER);
    assertThat(runner.status("VI_6").source()).contains(ip("fe80::91"));

    host.network().findDuplicate("eth0", "fe80::91/64");
    host.settle();
    assertThat(runner.state("VI_6")).isEqualTo(State.FAULT);
    assertThat(told()).containsExactly(new MissingSource.Duplicate(ip("fe80::91")));
  }

  private List<MissingSource> told() {
    return runner.told(RunnerEvent.SourceMissing.class).stream()
        .map(RunnerEvent.SourceMissing::why)
        .toList();
  }

  // ---- The virtual MAC

  @Test
  void ipv6_that_is_switched_off_on_the_macvlan_is_switched_on_again() {
    runner.run(router().virtualMac(VirtualMac.ofIpv6(51)).build());
    host.pass(ELECTED);
    host.network().settings().write("net/ipv6/conf/vrrp6.51/disable_ipv6", "1");
    host.network().take("vrrp6.51", "fe80::90/128");
    host.settle();
    assertThat(host.network().settings().of("vrrp6.51")).doesNotContainKey("disable_ipv6");
    assertThat(runner.status("VI_6").placed()).hasSize(1);
  }

  /** With 2 one duplicate would take all addresses away, and be no longer seen. */
  @Test
  void the_macvlan_has_no_accept_dad_of_2_and_heeds_no_router() {
    runner.run(router().virtualMac(VirtualMac.ofIpv6(51)).build());
    host.network().settings().write("net/ipv6/conf/vrrp6.51/accept_dad", "2");
    host.network().settings().write("net/ipv6/conf/vrrp6.51/accept_ra", "1");
    RunnerUnderTest next = new RunnerUnderTest(host);
    next.run(router().virtualMac(VirtualMac.ofIpv6(51)).build());
    assertThat(host.network().settings().of("vrrp6.51")).containsEntry("accept_dad", "1");
    assertThat(host.network().settings().of("vrrp6.51")).doesNotContainKey("accept_ra");
    next.close();
  }

  // ---- One link behind two interfaces

  @Test
  void another_router_of_this_host_that_is_heard_is_told_and_then_counted() {
    host.network().create("eth1", "fe80::81/64");
    RouterSetup other =
        RouterSetup.builder(
                "VI_8",
                "eth1",
                VirtualRouterConfig.builder(51, ip("fe80::80")).priority(50).build())
            .build();
    runner.run(router().build(), other);
    runner.run(router().build(), other);
    host.pass(ELECTED);
    assertThat(runner.state("VI_6")).isEqualTo(State.MASTER);
    assertThat(runner.state("VI_8")).isEqualTo(State.MASTER);
    host.arrive("eth0", RunnerUnderTest.advertisement(other, "fe80::99", "ff02::12", 50));
    host.settle();
    assertThat(runner.told(RunnerEvent.OwnRouterHeard.class)).as("a stranger").isEmpty();

    for (int i = 0; i < 3; i++) {
      host.arrive("eth0", RunnerUnderTest.advertisement(other, "fe80::81", "ff02::12", 50));
    }
    host.settle();
    host.pass(A_MINUTE);
    assertThat(runner.told(RunnerEvent.OwnRouterHeard.class))
        .containsExactly(
            new RunnerEvent.OwnRouterHeard("VI_6", "eth0", "VI_8", "eth1", 51, 1),
            new RunnerEvent.OwnRouterHeard("VI_6", "eth0", "VI_8", "eth1", 51, 2));
  }

  @Test
  void what_a_router_of_another_vrid_or_of_unicast_sends_is_not_mistaken_for_that() {
    host.network().create("eth1", "fe80::81/64");
    RouterSetup other =
        RouterSetup.builder("VI_8", "eth1", VirtualRouterConfig.builder(51, ip("fe80::80")).build())
            .transport(new Transport.Unicast(ip("fe80::99")))
            .build();
    RouterSetup third =
        RouterSetup.builder("VI_7", "eth1", VirtualRouterConfig.builder(52, ip("fe80::70")).build())
            .build();
    runner.run(router().build(), other, third);
    host.pass(ELECTED);
    host.arrive("eth0", RunnerUnderTest.advertisement(other, "fe80::81", "ff02::12", 50));
    host.settle();
    assertThat(runner.status("VI_6").counters().of(Counter.ADVERTISEMENTS_RECEIVED)).isOne();
    assertThat(runner.told(RunnerEvent.OwnRouterHeard.class)).isEmpty();
  }

  private static RouterSetup.Builder router() {
    return RouterSetup.builder(
        "VI_6", "eth0", VirtualRouterConfig.builder(51, ip("fe80::90")).build());
  }
}
