// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static io.github.jlvs.vrrp.linux.Addresses.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.vrrp.GratuitousArp;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Virtual MAC addresses on interfaces that advertisements do not leave by. */
class VirtualMacsTest {
  private static final Duration ELECTED = Duration.ofSeconds(5);
  private static final VirtualMacOn ELSEWHERE =
      new VirtualMacOn("lan0", VirtualMac.ofIpv4(51).withName("lan.51"));
  private static final VirtualRouterConfig OFTEN =
      VirtualRouterConfig.builder(51, ip("10.1.80.90"))
          .gratuitousArp(
              new GratuitousArp(1, Duration.ZERO, Duration.ZERO, 1, 1, Duration.ZERO, ELECTED))
          .build();
  private static final VirtualAddress NAMED = on("10.9.0.94", "lan.51");

  private final FakeHost host = new FakeHost();
  private final RunnerUnderTest runner = new RunnerUnderTest(host);

  @BeforeEach
  void twoInterfaces() {
    host.network().create("eth0", "10.1.80.91/24");
    host.network().create("lan0", "10.9.0.91/24");
  }

  @AfterEach
  void close() {
    runner.close();
  }

  @Test
  void the_address_goes_there_and_is_announced_from_there_and_all_goes_at_the_end() {
    runner.run(setup().build());
    assertThat(host.network().linkTexts()).contains("lan.51@lan0 00:00:5e:00:01:33 up");
    assertThat(host.network().settings().of("lan0"))
        .containsExactlyInAnyOrderEntriesOf(Map.of("arp_ignore", "1", "arp_announce", "2"));
    assertThat(host.network().settings().of("eth0")).isEmpty();
    host.pass(ELECTED);
    assertThat(host.network().addressTexts()).contains("eth0 10.1.80.90/32", "lan.51 10.9.0.94/32");
    assertThat(host.frames())
        .anyMatch(frame -> frame.interfaceIndex() == host.network().indexOf("lan.51"));
    assertThat(host.packets()).isNotEmpty().allMatch(each -> each.interfaceName().equals("eth0"));
    assertThat(host.calls()).contains("make lan.51").doesNotContain("open port on lan.51");
    runner.close();
    assertThat(host.network().linkTexts()).hasSize(2);
    assertThat(host.network().addressTexts())
        .containsExactly("eth0 10.1.80.91/24", "lan0 10.9.0.91/24");
    assertThat(host.network().settings().of("lan0")).isEmpty();
  }

  @Test
  void what_a_life_left_behind_that_was_killed_is_adopted() {
    runner.run(setup().build());
    host.pass(ELECTED);
    int index = host.network().indexOf("lan.51");
    RunnerUnderTest next = new RunnerUnderTest(host);
    next.run(setup().build());
    assertThat(host.network().indexOf("lan.51")).isEqualTo(index);
    assertThat(host.network().addressTexts())
        .containsExactly("eth0 10.1.80.91/24", "lan0 10.9.0.91/24");
    next.close();
    assertThat(host.network().linkTexts()).hasSize(2);
    assertThat(host.network().settings().of("lan0")).isEmpty();
  }

  @Test
  void the_loss_of_the_interface_below_is_a_fault_unless_the_address_is_not_tracked() {
    runner.run(setup().build());
    host.pass(ELECTED);
    host.network().destroy("lan0");
    host.pass(ELECTED);
    assertThat(runner.state("VI_1")).isEqualTo(State.FAULT);
    assertThat(runner.down("VI_1")).containsExactly("interface lan0");
    host.network().create("lan0", "10.9.0.91/24");
    host.pass(ELECTED);
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
    assertThat(host.network().addressTexts()).contains("lan.51 10.9.0.94/32");

    runner.run(setup().excluded(List.of(NAMED.untracked())).build());
    host.network().destroy("lan0");
    host.pass(ELECTED);
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
  }

  @Test
  void one_that_can_not_be_made_is_a_fault_until_it_can_unless_the_address_is_not_tracked() {
    host.refuse("make lan.51", Errno.EOPNOTSUPP);
    runner.run(setup().build());
    assertThat(runner.down("VI_1")).containsExactly("interface lan.51");
    assertThat(runner.told(RunnerEvent.UpperInterfaceFailed.class))
        .singleElement()
        .satisfies(
            failed -> {
              assertThat(failed.interfaceName()).isEqualTo("lan0");
              assertThat(failed.wanted()).isEqualTo(ELSEWHERE.mac());
            });
    host.allowAll();
    host.pass(RunnerOptions.defaults().reportInterval().plus(ELECTED));
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
    runner.run();
    host.refuse("make lan.51", Errno.EOPNOTSUPP);
    runner.run(setup().excluded(List.of(NAMED.untracked())).build());
    host.pass(ELECTED);
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
  }

  @Test
  void a_reload_that_adds_or_removes_one_keeps_the_master() {
    runner.run(plain().build());
    host.pass(ELECTED);
    runner.run(setup().build());
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
    assertThat(host.network().addressTexts()).contains("eth0 10.1.80.90/32", "lan.51 10.9.0.94/32");
    runner.run(plain().excluded(List.of(on("10.9.0.94", "lan0"))).build());
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
    assertThat(host.network().linkTexts()).hasSize(2);
    assertThat(host.network().addressTexts()).contains("lan0 10.9.0.94/32");
    assertThat(host.network().settings().of("lan0")).isEmpty();
    assertThat(runner.told(RunnerEvent.StateChanged.class))
        .noneMatch(each -> each.from() == State.MASTER);
  }

  @Test
  void a_reload_that_puts_one_name_above_another_interface_starts_the_router_anew() {
    host.network().create("lan1", "10.8.0.91/24");
    runner.run(setup().build());
    host.pass(ELECTED);
    VirtualMacOn moved = new VirtualMacOn("lan1", ELSEWHERE.mac());
    runner.run(setup().virtualMacs(List.of(moved)).build());
    assertThat(runner.state("VI_1")).isEqualTo(State.BACKUP);
    host.pass(ELECTED);
    assertThat(host.network().linkTexts()).contains("lan.51@lan1 00:00:5e:00:01:33 up");
    assertThat(host.network().addressTexts()).contains("lan.51 10.9.0.94/32");
  }

  @Test
  void
      a_reload_that_has_advertisements_leave_by_one_that_is_there_opens_a_port_and_back_closes_it() {
    runner.run(setup().build());
    int index = index("lan.51");
    RouterSetup own =
        RouterSetup.builder("VI_2", "lan0", config(51)).virtualMac(ELSEWHERE.mac()).build();
    runner.run(own);
    host.pass(ELECTED);
    assertThat(index("lan.51")).isEqualTo(index);
    assertThat(host.packets()).isNotEmpty().allMatch(each -> each.interfaceName().equals("lan.51"));
    assertThat(host.calls()).doesNotContain("close port on lan.51");

    runner.run(setup().build());
    assertThat(index("lan.51")).isEqualTo(index);
    assertThat(host.calls().stream().filter(call -> call.endsWith("port on lan.51")))
        .containsExactly("open port on lan.51", "close port on lan.51");
  }

  @Test
  void the_interface_that_advertisements_leave_by_is_none_of_the_others_for_switches() {
    RouterSetup.Builder setup = RouterSetup.builder("VI_1", "eth0", OFTEN);
    VirtualMac own = VirtualMac.ofIpv4(51);
    runner.run(setup.virtualMac(own).build());
    host.pass(ELECTED);
    host.frames().clear();
    host.pass(ELECTED);
    assertThat(indexes()).isEmpty();

    runner.run(setup.virtualMac(own.withTransmitOnBase(true)).build());
    host.pass(ELECTED);
    host.frames().clear();
    host.pass(ELECTED);
    assertThat(indexes()).isNotEmpty().containsOnly(index(own.name()));
  }

  @Test
  void conflicts_say_who_comes_second_and_with_whom_once_each() {
    RouterSetup first = setup().build();
    RouterSetup second =
        RouterSetup.builder("VI_2", "lan0", config(51)).virtualMac(ELSEWHERE.mac()).build();
    RouterSetup third =
        RouterSetup.builder("VI_3", "lan0", config(51)).virtualMac(ELSEWHERE.mac()).build();
    assertThat(UpperConflict.among(List.of(first, second, third)))
        .extracting(UpperConflict::router, UpperConflict::other)
        .containsExactly(tuple("VI_2", "VI_1"), tuple("VI_3", "VI_1"));
  }

  @Test
  void frames_for_switches_go_to_all_other_interfaces_or_to_those_with_a_virtual_mac() {
    host.network().create("lan1", "10.8.0.91/24");
    List<VirtualAddress> two = List.of(NAMED, on("10.8.0.94", "lan1"));
    RouterSetup.Builder setup =
        RouterSetup.builder("VI_1", "eth0", OFTEN).virtualMacs(List.of(ELSEWHERE)).excluded(two);
    runner.run(setup.build());
    host.pass(ELECTED);
    host.frames().clear();
    host.pass(ELECTED);
    assertThat(indexes()).contains(index("lan.51"), index("lan1")).doesNotContain(index("eth0"));

    runner.run(setup.refreshed(RouterSetup.Refreshed.VIRTUAL_MACS).build());
    host.pass(ELECTED);
    host.frames().clear();
    host.pass(ELECTED);
    assertThat(indexes()).contains(index("lan.51")).doesNotContain(index("eth0"), index("lan1"));
  }

  @Test
  void what_linux_would_not_have_beside_each_other_is_refused() {
    assertThatThrownBy(() -> new VirtualMacOn("lan.51", ELSEWHERE.mac()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("interface lan.51 cannot stand above itself");
    RouterSetup same =
        RouterSetup.builder(
                "VI_2", "lan0", VirtualRouterConfig.builder(51, ip("10.9.0.95")).build())
            .virtualMac(VirtualMac.ofIpv4(51))
            .build();
    assertThatThrownBy(() -> runner.run(setup().build(), same))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "virtual routers VI_1 and VI_2 both want the hardware address 00:00:5e:00:01:33 for"
                + " one above lan0");
    assertThatThrownBy(() -> runner.run(setup().virtualMacs(List.of(ELSEWHERE, ELSEWHERE)).build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "two interfaces of virtual router VI_1 want an interface lan.51 of their own");
    assertThatThrownBy(
            () ->
                runner.run(
                    setup().build(),
                    RouterSetup.builder("VI_2", "eth0", config(52))
                        .virtualMacs(
                            List.of(
                                new VirtualMacOn("lan.51", VirtualMac.of(AddressFamily.IPV4, 52))))
                        .build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("runs on interface lan.51, which is to be made for VI_1");
  }

  private int index(String name) {
    return host.network().indexOf(name);
  }

  private List<Integer> indexes() {
    return host.frames().stream().map(frame -> frame.interfaceIndex()).toList();
  }

  private static VirtualRouterConfig config(int vrid) {
    return VirtualRouterConfig.builder(vrid, ip("10.1.80.90")).build();
  }

  private static RouterSetup.Builder plain() {
    return RouterSetup.builder("VI_1", "eth0", config(51));
  }

  private static RouterSetup.Builder setup() {
    return plain().virtualMacs(List.of(ELSEWHERE)).excluded(List.of(NAMED));
  }

  private static VirtualAddress on(String address, String device) {
    return new VirtualAddress(
        ip(address),
        32,
        Optional.of(device),
        Optional.empty(),
        0,
        Optional.<InetAddress>empty(),
        Optional.<InetAddress>empty(),
        0);
  }
}
