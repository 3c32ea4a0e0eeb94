// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.netlink.route.HardwareAddress;
import io.github.jlvs.netlink.route.LinkKind.MacvlanMode;
import io.github.jlvs.vrrp.State;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Interfaces that are there already: of an earlier life, and of others. */
class VirtualMacLeftBehindTest extends VirtualMacStage {
  @Test
  void what_a_life_left_behind_that_was_killed_is_adopted_and_undone() {
    set("arp_announce", "1");
    runner.run(setup().build());
    host.pass(ELECTED);
    int index = host.network().indexOf("vrrp.51");
    assertThat(host.network().settings().of("eth0")).containsEntry("arp_announce", "2");

    // From now on this one is told of changes, and the first of nothing.
    RunnerUnderTest next = new RunnerUnderTest(host);
    next.run(setup().build());
    assertThat(host.network().indexOf("vrrp.51")).isEqualTo(index);
    assertThat(host.network().addressTexts()).containsExactly("eth0 10.1.80.91/24");
    next.close();
    assertThat(host.network().linkTexts()).hasSize(1);
    assertThat(host.network().settings().of("eth0"))
        .containsExactlyInAnyOrderEntriesOf(Map.of("arp_announce", "1"));
  }

  @Test
  void what_was_left_behind_is_looked_at_before_one_is_made_that_stands_first() {
    set("arp_announce", "1");
    runner.run(other());
    RunnerUnderTest next = new RunnerUnderTest(host);
    next.run(setup().build(), other());
    next.close();
    assertThat(host.network().linkTexts()).hasSize(1);
    assertThat(host.network().settings().of("eth0"))
        .containsExactlyInAnyOrderEntriesOf(Map.of("arp_announce", "1"));
  }

  @Test
  void one_that_another_program_left_behind_is_adopted_in_the_mode_that_is_needed() {
    make("vrrp.51", STANDARD, MacvlanMode.PRIVATE);
    runner.run(setup().build());
    assertBridge();
    host.pass(ELECTED);
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
  }

  @Test
  void an_interface_of_that_name_that_is_another_one_is_left_alone_and_a_fault() {
    HardwareAddress other = new HardwareAddress(new byte[] {2, 0, 0, 0, 9, 9});
    make("vrrp.51", other, MacvlanMode.BRIDGE);
    runner.run(setup().build());
    host.pass(ELECTED);
    assertThat(runner.state("VI_1")).isEqualTo(State.FAULT);
    assertThat(runner.down("VI_1")).containsExactly("interface vrrp.51");
    assertThat(runner.told(RunnerEvent.UpperInterfaceFailed.class))
        .singleElement()
        .extracting(RunnerEvent.UpperInterfaceFailed::why)
        .asString()
        .contains("it is there already, as macvlan vrrp.51 with 02:00:00:00:09:09");

    host.network().destroy("vrrp.51");
    host.pass(ELECTED);
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
    assertThat(host.network().linkTexts()).contains("vrrp.51@eth0 00:00:5e:00:01:33 up");
  }

  @Test
  void nothing_of_others_is_deleted() {
    host.network().create("vrrp.51", "10.7.0.1/24");
    runner.run(setup().build());
    host.pass(ELECTED);
    runner.run();
    runner.close();
    assertThat(host.network().linkTexts()).hasSize(2);
    assertThat(host.network().addressTexts()).contains("vrrp.51 10.7.0.1/24");
    assertThat(host.network().settings().of("eth0")).isEmpty();
  }

  /** Linux puts a macvlan above a macvlan on what is below both. */
  @Test
  void above_a_macvlan_only_what_was_noted_tells_that_one_was_left_behind() {
    int below = host.network().indexOf("eth0");
    HardwareAddress another = new HardwareAddress(new byte[] {2, 0, 0, 0, 9, 1});
    make("mv0", another, MacvlanMode.BRIDGE);
    host.network().bringUp("mv0");
    host.network().give("mv0", "10.1.80.92/24");
    make("vrrp.51", STANDARD, MacvlanMode.BRIDGE);
    host.network().alias("vrrp.51", "virtual MAC; before it mv01 had arp_ignore=0");
    RouterSetup setup =
        RouterSetup.builder("VI_1", "mv0", CONFIG).virtualMac(VirtualMac.ofIpv4(51)).build();
    runner.run(setup);
    assertThat(runner.down("VI_1")).containsExactly("interface vrrp.51");
    assertThat(runner.told(RunnerEvent.UpperInterfaceFailed.class))
        .singleElement()
        .satisfies(failed -> assertThat(failed.why()).endsWith(" on interface " + below));

    host.network().alias("vrrp.51", "virtual MAC; before it mv0 had arp_ignore=0");
    host.pass(ELECTED);
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
    assertThat(host.network().addressTexts()).contains("vrrp.51 10.1.80.90/32");
  }
}
