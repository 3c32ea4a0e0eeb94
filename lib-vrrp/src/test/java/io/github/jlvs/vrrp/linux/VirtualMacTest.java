// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static io.github.jlvs.vrrp.linux.Addresses.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.netlink.route.HardwareAddress;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.Transport;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Virtual routers with a hardware address of their own (RFC 3768 section 7.3). */
class VirtualMacTest extends VirtualMacStage {
  @Test
  void the_interface_is_made_at_the_start_and_deleted_at_the_end() {
    runner.run(setup().build());
    assertThat(host.network().linkTexts()).contains("vrrp.51@eth0 00:00:5e:00:01:33 up");
    assertBridge();
    assertThat(host.network().addressTexts()).containsExactly("eth0 10.1.80.91/24");
    host.pass(ELECTED);
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
    assertThat(host.network().addressTexts())
        .containsExactly("eth0 10.1.80.91/24", "vrrp.51 10.1.80.90/32");
    runner.close();
    assertThat(host.network().linkTexts()).hasSize(1);
    assertThat(host.network().addressTexts()).containsExactly("eth0 10.1.80.91/24");
    assertThat(host.network().settings().of("eth0")).isEmpty();
  }

  @Test
  void advertisements_and_announcements_leave_by_it_and_come_from_the_address_below() {
    runner.run(setup().build());
    host.pass(ELECTED);
    assertThat(host.packets())
        .isNotEmpty()
        .allSatisfy(
            packet -> {
              assertThat(packet.interfaceName()).isEqualTo("vrrp.51");
              assertThat(packet.source()).isEqualTo("10.1.80.91");
            });
    assertThat(host.frames())
        .isNotEmpty()
        .allSatisfy(
            frame ->
                assertThat(frame.interfaceIndex()).isEqualTo(host.network().indexOf("vrrp.51")));
    host.packets().clear();
    runner.close();
    assertThat(host.packets())
        .singleElement()
        .satisfies(
            goodbye -> {
              assertThat(goodbye.priority()).isZero();
              assertThat(goodbye.interfaceName()).isEqualTo("vrrp.51");
            });
  }

  @Test
  void with_transmit_on_base_and_with_unicast_advertisements_leave_by_the_interface_below() {
    runner.run(setup(VirtualMac.ofIpv4(51).withTransmitOnBase(true)).build());
    host.pass(ELECTED);
    assertThat(host.packets()).isNotEmpty().allMatch(each -> each.interfaceName().equals("eth0"));
    assertThat(host.network().addressTexts()).contains("vrrp.51 10.1.80.90/32");
    host.packets().clear();

    runner.run(setup().transport(new Transport.Unicast(ip("10.1.80.92"))).build());
    host.pass(ELECTED);
    assertThat(host.packets())
        .isNotEmpty()
        .allMatch(
            each ->
                each.interfaceName()
                    .equals(InterfaceKey.ofEveryInterface(AddressFamily.IPV4).interfaceName()));
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
  }

  @Test
  void what_is_heard_below_is_heard() {
    RouterSetup setup = setup().build();
    runner.run(setup);
    host.pass(ELECTED);
    host.arrive("eth0", RunnerUnderTest.advertisement(setup, "10.1.80.92", "224.0.0.18", 200));
    host.settle();
    assertThat(runner.state("VI_1")).isEqualTo(State.BACKUP);
    assertThat(host.network().addressTexts()).containsExactly("eth0 10.1.80.91/24");
    assertThat(host.network().linkTexts()).hasSize(2);
  }

  @Test
  void the_interfaces_answer_and_ask_in_the_name_of_their_own_addresses_alone() {
    runner.run(setup().build());
    assertThat(host.network().settings().of("eth0"))
        .containsExactlyInAnyOrderEntriesOf(Map.of("arp_ignore", "1", "arp_announce", "2"));
    assertThat(host.network().settings().of("vrrp.51"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "arp_ignore", "1",
                "arp_announce", "2",
                "rp_filter", "2",
                "addr_gen_mode", "1",
                "disable_ipv6", "1"));
    runner.run();
    assertThat(host.network().settings().of("eth0")).isEmpty();
  }

  @Test
  void settings_that_are_right_already_or_changed_by_somebody_stay() {
    set("arp_ignore", "8");
    runner.run(setup().build());
    assertThat(host.network().settings().of("eth0"))
        .containsEntry("arp_ignore", "8")
        .containsEntry("arp_announce", "2");
    set("arp_announce", "1");
    runner.run();
    assertThat(host.network().settings().of("eth0"))
        .containsExactlyInAnyOrderEntriesOf(Map.of("arp_ignore", "8", "arp_announce", "1"));
  }

  @Test
  void a_setting_that_can_not_be_changed_is_told_and_the_router_runs() {
    host.refuse("write net/ipv4/conf/eth0/arp_ignore", Errno.EROFS);
    runner.run(setup().build());
    assertThat(runner.told(RunnerEvent.SettingFailed.class))
        .singleElement()
        .satisfies(
            failed -> {
              assertThat(failed.setting()).isEqualTo("net/ipv4/conf/eth0/arp_ignore");
              assertThat(failed.cause().errno()).isEqualTo(Errno.EROFS);
            });
    host.pass(ELECTED);
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
  }

  @Test
  void one_that_can_not_be_made_is_a_fault_until_it_can() {
    host.refuse("make vrrp.51", Errno.EOPNOTSUPP);
    runner.run(setup().build());
    host.pass(ELECTED);
    assertThat(runner.state("VI_1")).isEqualTo(State.FAULT);
    assertThat(runner.told(RunnerEvent.UpperInterfaceFailed.class)).hasSize(1);
    host.allowAll();
    host.pass(RunnerOptions.defaults().reportInterval().plus(ELECTED));
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
  }

  @Test
  void one_that_can_not_be_taken_up_or_sent_by_is_a_fault_and_goes_in_the_end() {
    host.refuse("up vrrp.51", Errno.ENETDOWN);
    runner.run(setup().build());
    assertThat(runner.down("VI_1")).containsExactly("interface vrrp.51");
    host.allowAll();
    host.refuse("open port on vrrp.51", Errno.EMFILE);
    host.pass(RunnerOptions.defaults().reportInterval());
    assertThat(runner.down("VI_1")).containsExactly("interface vrrp.51");
    assertThat(runner.told(RunnerEvent.UpperInterfaceFailed.class)).hasSize(2);
    runner.close();
    assertThat(host.network().linkTexts()).hasSize(1);
  }

  @Test
  void one_that_can_not_be_deleted_is_told() {
    runner.run(setup().build());
    host.refuse("unmake", Errno.EPERM);
    runner.run();
    assertThat(runner.told(RunnerEvent.UpperInterfaceFailed.class))
        .singleElement()
        .extracting(RunnerEvent.UpperInterfaceFailed::why)
        .asString()
        .contains("EPERM");
  }

  /** It is gone, and the runner cannot see it; the other goes, and so does all that was changed. */
  @Test
  void one_that_can_not_be_looked_for_at_the_end_is_told_and_is_in_nobodys_way() {
    runner.run(setup().build(), other());
    host.refuse("link vrrp.51", Errno.ENOBUFS);
    runner.close();
    assertThat(runner.told(RunnerEvent.UpperInterfaceFailed.class))
        .singleElement()
        .satisfies(failed -> assertThat(failed.why()).contains("ENOBUFS"));
    assertThat(host.network().linkTexts()).hasSize(1);
    assertThat(host.network().settings().of("eth0")).isEmpty();
  }

  @Test
  void one_that_somebody_deletes_is_made_again_and_the_master_stays() {
    runner.run(setup().build());
    host.pass(ELECTED);
    host.network().destroy("vrrp.51");
    host.packets().clear();
    host.pass(ELECTED);
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
    assertThat(host.network().addressTexts()).contains("vrrp.51 10.1.80.90/32");
    assertThat(host.packets())
        .isNotEmpty()
        .allMatch(each -> each.interfaceName().equals("vrrp.51"));
    assertThat(runner.told(RunnerEvent.StateChanged.class))
        .noneMatch(each -> each.from() == State.MASTER);
  }

  @Test
  void one_that_somebody_takes_down_is_taken_up_again() {
    runner.run(setup().build());
    host.pass(ELECTED);
    host.network().takeDown("vrrp.51");
    host.pass(ELECTED);
    assertThat(host.network().linkTexts()).contains("vrrp.51@eth0 00:00:5e:00:01:33 up");
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
  }

  @Test
  void it_goes_and_comes_with_the_interface_below() {
    runner.run(setup().build());
    host.pass(ELECTED);
    host.network().destroy("eth0");
    host.pass(ELECTED);
    assertThat(host.network().linkTexts()).isEmpty();
    assertThat(runner.state("VI_1")).isEqualTo(State.FAULT);
    host.network().create("eth0", "10.1.80.91/24");
    host.pass(ELECTED);
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
    assertThat(host.network().linkTexts()).contains("vrrp.51@eth0 00:00:5e:00:01:33 up");
    assertThat(host.network().settings().of("eth0")).containsEntry("arp_ignore", "1");
    runner.close();
    assertThat(host.network().settings().of("eth0")).isEmpty();
  }

  @Test
  void the_interface_below_is_down_is_a_fault_as_ever() {
    runner.run(setup().build());
    host.pass(ELECTED);
    host.network().takeDown("eth0");
    host.settle();
    assertThat(runner.state("VI_1")).isEqualTo(State.FAULT);
    assertThat(runner.down("VI_1")).containsExactly("interface eth0");
    host.network().bringUp("eth0");
    host.pass(ELECTED);
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
  }

  @Test
  void an_address_that_names_the_interface_below_goes_on_it_and_one_that_names_another_there() {
    host.network().create("lan0", "10.9.0.77/24");
    VirtualAddress below = on("10.1.80.94", Optional.of("eth0"));
    VirtualAddress elsewhere = on("10.9.0.94", Optional.of("lan0"));
    runner.run(setup().excluded(List.of(below, elsewhere)).build());
    host.pass(ELECTED);
    assertThat(host.network().addressTexts())
        .contains("vrrp.51 10.1.80.94/32", "lan0 10.9.0.94/32");
  }

  @Test
  void an_address_of_the_other_family_stays_below_and_one_that_names_it_goes_there() {
    VirtualAddress ipv6 = VirtualAddress.of(ip("2001:db8::90"), 64);
    runner.run(setup().excluded(List.of(ipv6)).build());
    host.pass(ELECTED);
    assertThat(host.network().addressTexts()).contains("eth0 2001:db8:0:0:0:0:0:90/64");
    assertThat(host.network().settings().of("vrrp.51")).containsEntry("disable_ipv6", "1");
    VirtualAddress named =
        new VirtualAddress(
            ipv6.address(),
            64,
            Optional.of("vrrp.51"),
            Optional.empty(),
            0,
            Optional.<InetAddress>empty(),
            Optional.<InetAddress>empty(),
            0);
    runner.run(setup().excluded(List.of(named)).build());
    assertThat(host.network().settings().of("vrrp.51")).doesNotContainKey("disable_ipv6");
    assertThat(host.network().addressTexts())
        .contains("vrrp.51 2001:db8:0:0:0:0:0:90/64")
        .doesNotContain("eth0 2001:db8:0:0:0:0:0:90/64");
  }

  @Test
  void two_routers_of_one_interface_share_what_is_changed_there() {
    RouterSetup other = other();
    runner.run(setup().build(), other);
    host.pass(ELECTED);
    assertThat(host.network().addressTexts())
        .contains("vrrp.51 10.1.80.90/32", "vrrp.52 10.1.80.95/32");
    runner.run(other);
    assertThat(host.network().linkTexts()).hasSize(2);
    assertThat(host.network().settings().of("eth0")).containsEntry("arp_ignore", "1");
    runner.run();
    assertThat(host.network().settings().of("eth0")).isEmpty();
  }

  @Test
  void a_reload_that_removes_it_or_names_it_otherwise_starts_the_router_anew() {
    runner.run(setup().build());
    host.pass(ELECTED);
    runner.run(setup(VirtualMac.ofIpv4(51).withName("vip0")).build());
    assertThat(runner.state("VI_1")).isEqualTo(State.BACKUP);
    assertThat(host.network().linkTexts()).hasSize(2).contains("vip0@eth0 00:00:5e:00:01:33 up");
    host.pass(ELECTED);
    assertThat(host.network().addressTexts()).contains("vip0 10.1.80.90/32");
    runner.run(RouterSetup.builder("VI_1", "eth0", CONFIG).build());
    assertThat(host.network().linkTexts()).hasSize(1);
    assertThat(host.network().settings().of("eth0")).isEmpty();
    host.pass(ELECTED);
    assertThat(host.network().addressTexts()).contains("eth0 10.1.80.90/32");
  }

  @Test
  void a_reload_that_changes_the_hardware_address_starts_the_router_anew() {
    runner.run(setup().build());
    host.pass(ELECTED);
    runner.run(setup(VirtualMac.ofIpv4(51).withAddress(VirtualMac.ofIpv4(9).address())).build());
    assertThat(runner.state("VI_1")).isEqualTo(State.BACKUP);
    assertThat(host.network().linkTexts()).contains("vrrp.51@eth0 00:00:5e:00:01:09 up");
  }

  @Test
  void what_failed_is_told_again_after_it_was_right() {
    host.refuse("make vrrp.51", Errno.EOPNOTSUPP);
    runner.run(setup().build());
    host.allowAll();
    host.pass(RunnerOptions.defaults().reportInterval());
    assertThat(runner.down("VI_1")).isEmpty();
    host.refuse("make vrrp.51", Errno.EOPNOTSUPP);
    host.network().destroy("vrrp.51");
    host.settle();
    assertThat(runner.down("VI_1")).containsExactly("interface vrrp.51");
    assertThat(runner.told(RunnerEvent.UpperInterfaceFailed.class)).hasSize(2);
  }

  @Test
  void a_reload_that_changes_only_how_it_is_sent_keeps_the_master() {
    runner.run(setup().build());
    host.pass(ELECTED);
    runner.run(setup(VirtualMac.ofIpv4(51).withTransmitOnBase(true)).build());
    host.packets().clear();
    host.pass(ELECTED);
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
    assertThat(host.packets()).isNotEmpty().allMatch(each -> each.interfaceName().equals("eth0"));
  }

  @Test
  void two_routers_that_want_one_interface_or_run_on_it_are_refused() {
    host.network().create("eth1", "10.2.80.91/24");
    RouterSetup other =
        RouterSetup.builder("VI_2", "eth1", config(51, "10.2.80.90"))
            .virtualMac(VirtualMac.ofIpv4(51))
            .build();
    assertThatThrownBy(() -> runner.run(setup().build(), other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("VI_1 and VI_2 both want an interface vrrp.51 of their own");
    RouterSetup above = RouterSetup.builder("VI_2", "vrrp.51", config(53, "10.2.80.90")).build();
    assertThatThrownBy(() -> runner.run(setup().build(), above))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("runs on interface vrrp.51, which is to be made for VI_1");
  }

  @Test
  void names_and_addresses_that_linux_would_refuse_are_refused() {
    VirtualMac standard = VirtualMac.ofIpv4(255);
    assertThat(standard.address()).hasToString("00:00:5e:00:01:ff");
    assertThat(VirtualMac.ofIpv6(1).address()).hasToString("00:00:5e:00:02:01");
    assertThat(VirtualMac.ofIpv6(1).name()).isEqualTo("vrrp6.1");
    for (String name : List.of("", "a/b", "..", "a b", "sixteen.letters.", "a:b")) {
      assertThatThrownBy(() -> standard.withName(name))
          .as(name)
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (byte[] octets : List.of(new byte[6], new byte[4], new byte[] {1, 0, 0x5e, 0, 1, 1})) {
      HardwareAddress address = new HardwareAddress(octets);
      assertThatThrownBy(() -> standard.withAddress(address))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is not the hardware address of a station");
    }
  }
}
