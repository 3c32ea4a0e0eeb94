// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import static io.github.jlvs.kernel.vrrp.Directors.SOON;
import static io.github.jlvs.kernel.vrrp.Directors.VIP;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.ArpFrame;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.InterfaceAddress;
import io.github.jlvs.lab.Network;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import io.github.jlvs.vrrp.linux.AnnouncementPacing;
import io.github.jlvs.vrrp.linux.HostSettings;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import io.github.jlvs.vrrp.linux.VirtualAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Addresses come with a master, go with it, and stay with it whoever takes them away. */
@KernelTest
@WithoutIpvs
class AddressesTest {
  private static final Duration WHILE = Duration.ofSeconds(2);

  @Together
  @Test
  void an_address_deleted_by_hand_is_put_back_and_announced_and_the_state_stays(Network network) {
    Host host = network.host("ds1", "10.1.80.91/24");
    Capture wire = network.capture("arp or vrrp");
    try (Ours ours = Ours.start(host, Directors.setup(255))) {
      ours.awaitState(State.MASTER, SOON);
      Await.until("the first announcements", SOON, () -> wire.gratuitousArps().size() == 10);
      Instant before = Instant.now();

      host.sh("ip addr del 10.1.80.90/32 dev enp0s3");

      Await.until("the address", SOON, () -> host.hasAddress(VIP));
      wire.await("its announcement", ArpFrame.class, before, ArpFrame::gratuitous, SOON);
      ours.awaitEvent("AddressRestored", SOON);
      Await.pause(WHILE);
      assertThat(wire.adverts())
          .isNotEmpty()
          .allSatisfy(a -> assertThat(a.priority()).isEqualTo(255));
      assertThat(ours.events(RunnerEvent.StateChanged.class)).hasSize(1);
      ours.assertNeverTold(RunnerEvent.AddressFailed.class);
    }
    assertThat(host.hasAddress(VIP)).isFalse();
  }

  @Together
  @Test
  void a_host_that_loses_all_addresses_is_in_fault_until_it_has_one_again(Network network) {
    Host host = network.host("ds1", "10.1.80.91/24");
    try (Ours ours = Ours.start(host, Directors.setup(100))) {
      ours.awaitState(State.MASTER, SOON);

      host.sh("ip addr flush dev enp0s3");

      ours.awaitState(State.FAULT, SOON);
      host.sh("ip addr add 10.1.80.94/24 dev enp0s3");
      ours.awaitState(State.MASTER, SOON);
      assertThat(ours.status().source()).contains(Directors.ip("10.1.80.94"));
      Await.until("the address", SOON, () -> host.hasAddress(VIP));
    }
  }

  @Together
  @Test
  void a_leftover_of_a_crash_is_removed_by_a_backup_and_adopted_by_an_owner(Network network) {
    Directors hosts = Directors.in(network);
    hosts.ds1().sh("ip addr add 10.1.80.90/32 dev enp0s3 label enp0s3:old");
    hosts.ds2().sh("ip addr add 10.1.80.90/32 dev enp0s3");
    assertThat(hosts.ds1().hasAddress(VIP)).isTrue();
    try (Ours backup = Ours.start(hosts.ds1(), Directors.setup(100))) {
      assertThat(hosts.ds1().hasAddress(VIP)).isFalse();
      assertThat(backup.state()).isEqualTo(State.BACKUP);
    }
    try (Ours owner = Ours.start(hosts.ds2(), Directors.setup(255))) {
      assertThat(owner.state()).isEqualTo(State.MASTER);
      owner.assertNeverTold(RunnerEvent.AddressFailed.class);
      assertThat(hosts.ds2().addresses()).filteredOn(each -> each.address().equals(VIP)).hasSize(1);
    }
    assertThat(hosts.ds2().hasAddress(VIP)).isFalse();
  }

  @Together
  @Test
  void addresses_get_the_label_scope_prefix_broadcast_and_device_that_the_setup_says(
      Network network) throws Exception {
    Host host = network.host("ds1", "10.1.80.91/24");
    host.sh("ip link add vr0 type veth peer name vr1; ip link set vr0 up; ip link set vr1 up");
    RouterSetup setup =
        Directors.builder(
                VirtualRouterConfig.builder(
                        Directors.VRID, Directors.ip(VIP), Directors.ip("10.9.0.1"))
                    .priority(255)
                    .build())
            .addresses(
                List.of(
                    new VirtualAddress(
                        Directors.ip(VIP),
                        28,
                        Optional.empty(),
                        Optional.of("enp0s3:1"),
                        io.github.jlvs.netlink.route.IfAddress.SCOPE_LINK,
                        Optional.of(Directors.ip("10.1.80.95")),
                        Optional.empty(),
                        0),
                    onDevice(Directors.ip("10.9.0.1"), "vr0")))
            .excluded(List.of(VirtualAddress.of(InetAddress.getByName("2001:db8::90"))))
            .build();
    Capture neighbours = network.capture("icmp6 or arp");
    try (Ours ours = Ours.start(host, setup)) {
      ours.assertNeverTold(RunnerEvent.AddressFailed.class);
      List<InterfaceAddress> placed = host.addresses();
      assertThat(placed)
          .filteredOn(each -> each.address().equals(VIP))
          .singleElement()
          .satisfies(
              each -> {
                assertThat(each.prefixLength()).isEqualTo(28);
                assertThat(each.label()).isEqualTo("enp0s3:1");
                assertThat(each.scope()).isEqualTo("link");
              });
      assertThat(placed)
          .filteredOn(each -> each.address().equals("10.9.0.1"))
          .singleElement()
          .satisfies(
              each -> {
                assertThat(each.device()).isEqualTo("vr0");
                assertThat(each.prefixLength()).isEqualTo(32);
              });
      assertThat(placed)
          .filteredOn(each -> each.address().equals("2001:db8::90"))
          .singleElement()
          .satisfies(each -> assertThat(each.prefixLength()).isEqualTo(128));
      Await.pause(WHILE);
      assertThat(neighbours.text("-n", "-v", "icmp6[0] == 136 and dst host ff02::1"))
          .as("tcpdump finds the neighbour advertisement in order")
          .anySatisfy(
              line ->
                  assertThat(line)
                      .contains("[icmp6 sum ok]", "neighbor advertisement", "2001:db8::90"));
      ours.assertNeverTold(RunnerEvent.AddressFailed.class);
    }
    assertThat(host.addresses())
        .extracting(InterfaceAddress::address)
        .doesNotContain(VIP, "10.9.0.1", "2001:db8::90");
  }

  @Together
  @Test
  void a_pause_between_gratuitous_arp_frames_is_kept(Network network) {
    Host host = network.host("ds1", "10.1.80.91/24");
    Capture wire = network.capture("arp");
    RouterSetup setup = Directors.builder(Directors.config(255).build()).build();
    AnnouncementPacing.Pace pace =
        new AnnouncementPacing.Pace(Duration.ofMillis(300), Duration.ZERO);
    try (Ours ours = Ours.start(host)) {
      ours.daemon()
          .reconfigure(
              List.of(setup),
              List.of(),
              HostSettings.DEFAULT.withPacing(new AnnouncementPacing(pace, List.of())));
      Await.until("five frames", SOON, () -> wire.gratuitousArps().size() >= 5);
      List<ArpFrame> frames = wire.gratuitousArps();
      for (int i = 1; i < 5; i++) {
        assertThat(Duration.between(frames.get(i - 1).time(), frames.get(i).time()))
            .isGreaterThan(Duration.ofMillis(200));
      }
      assertThat(ours.state()).isEqualTo(State.MASTER);
    }
  }

  private static VirtualAddress onDevice(InetAddress address, String device) {
    VirtualAddress plain = VirtualAddress.of(address);
    return new VirtualAddress(
        address,
        plain.prefixLength(),
        Optional.of(device),
        Optional.empty(),
        plain.scope(),
        Optional.empty(),
        Optional.empty(),
        0);
  }
}
