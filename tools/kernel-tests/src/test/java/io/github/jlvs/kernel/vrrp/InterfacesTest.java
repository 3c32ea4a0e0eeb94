// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import static io.github.jlvs.kernel.vrrp.Directors.SOON;
import static io.github.jlvs.kernel.vrrp.Directors.VIP;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.VrrpAdvert;
import io.github.jlvs.vrrp.Counter;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import io.github.jlvs.vrrp.tracking.Tracking;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Interfaces go down, lose their cable, vanish, come back, and change their address. */
@KernelTest
@WithoutIpvs
class InterfacesTest {
  private static final String NEW_INTERFACE =
      "ip link add vr0 type veth peer name vr1; ip link set vr1 up;"
          + " ip addr add 10.9.0.1/24 dev vr0; ip link set vr0 up";

  @Together
  @Test
  void a_pulled_cable_is_a_fault_and_the_other_director_takes_over_until_it_is_mended(
      Network network) {
    Directors hosts = Directors.in(network);
    try (Ours better = Ours.start(hosts.ds1(), Directors.setup(101));
        Ours worse = Ours.start(hosts.ds2(), Directors.setup(100))) {
      better.awaitState(State.MASTER, SOON);
      assertThat(hosts.ds1().hasAddress(VIP)).isTrue();

      hosts.ds1().link().cut();

      better.awaitState(State.FAULT, SOON);
      better.awaitEvent("InterfaceChanged[interfaceName=enp0s3, condition=DOWN]", SOON);
      assertThat(hosts.ds1().hasAddress(VIP)).isFalse();
      assertThat(better.status().trackedDown()).containsExactly("interface enp0s3");
      worse.awaitState(State.MASTER, SOON);

      hosts.ds1().link().mend();

      better.awaitState(State.MASTER, SOON);
      worse.awaitState(State.BACKUP, SOON);
      Await.until("the address", SOON, () -> hosts.ds1().hasAddress(VIP));
    }
  }

  @Together
  @Test
  void a_backup_whose_cable_was_pulled_hears_the_master_again(Network network) {
    Directors hosts = Directors.in(network);
    try (Ours better = Ours.start(hosts.ds1(), Directors.setup(101));
        Ours worse = Ours.start(hosts.ds2(), Directors.setup(100))) {
      better.awaitState(State.MASTER, SOON);
      hosts.ds2().link().cut();
      worse.awaitState(State.FAULT, SOON);
      hosts.ds2().link().mend();
      worse.awaitState(State.BACKUP, SOON);
      long heard = worse.status().counters().of(Counter.ADVERTISEMENTS_RECEIVED);

      // Longer than a master may be silent.
      Await.pause(Duration.ofSeconds(5));

      assertThat(worse.status().counters().of(Counter.ADVERTISEMENTS_RECEIVED))
          .isGreaterThan(heard + 2);
      assertThat(worse.state()).isEqualTo(State.BACKUP);
      assertThat(better.state()).isEqualTo(State.MASTER);
    }
  }

  @Together
  @Test
  void an_interface_deleted_and_made_anew_is_used_again(Network network) {
    Host host = network.host("ds1", new String[0]);
    RouterSetup setup = RouterSetup.builder("VI_1", "vr0", Directors.config(100).build()).build();
    try (Ours ours = Ours.start(host, setup)) {
      assertThat(ours.state()).isEqualTo(State.FAULT);
      assertThat(ours.status().source()).isEmpty();

      for (int life = 1; life <= 2; life++) {
        host.sh(NEW_INTERFACE);
        int before = ours.events(RunnerEvent.StateChanged.class).size();
        Capture wire = host.capture("vr1", "vrrp");
        ours.awaitState(State.MASTER, SOON);
        assertThat(host.hasAddress(VIP)).isTrue();
        assertThat(ours.status().source()).contains(Directors.ip("10.9.0.1"));
        assertThat(ours.events(RunnerEvent.StateChanged.class)).hasSizeGreaterThan(before);
        VrrpAdvert advert =
            wire.awaitAdvert("life " + life, Instant.EPOCH, a -> a.priority() > 0, SOON);
        assertThat(advert.source()).isEqualTo("10.9.0.1");
        wire.close();

        host.sh("ip link del vr0");
        ours.awaitState(State.FAULT, SOON);
      }
      ours.assertNeverTold(RunnerEvent.SocketFailed.class);
    }
  }

  @Together
  @Test
  void what_is_heard_after_the_interface_was_made_anew_counts(Network network) {
    Directors hosts = Directors.in(network);
    try (Ours better = Ours.start(hosts.ds1(), Directors.setup(101));
        Ours worse = Ours.start(hosts.ds2(), Directors.setup(100))) {
      better.awaitState(State.MASTER, SOON);
      String pid = hosts.ds2().networkNamespace().getName(1).toString();
      network.onSwitch("ip", "link", "del", "ds2");
      worse.awaitState(State.FAULT, SOON);

      network.onSwitch(
          "ip", "link", "add", "ds2", "type", "veth", "peer", "name", "enp0s3", "netns", pid);
      network.onSwitch("ip", "link", "set", "ds2", "master", "br0", "up");
      hosts.ds2().sh("ip addr add 10.1.80.92/24 dev enp0s3; ip link set enp0s3 up");

      worse.awaitState(State.BACKUP, SOON);
      Await.value(
          "the master that it follows",
          SOON,
          () -> worse.status().master(),
          master -> master.equals(Optional.of(Directors.ip("10.1.80.91"))));
      Await.pause(Duration.ofSeconds(5));
      assertThat(worse.state()).isEqualTo(State.BACKUP);
      assertThat(better.state()).isEqualTo(State.MASTER);
    }
  }

  @Together
  @Test
  void a_changed_primary_address_is_the_source_from_then_on(Network network) {
    Host host = network.host("ds1", "10.1.80.91/24");
    Capture wire = network.capture("vrrp");
    try (Ours ours = Ours.start(host, Directors.setup(255))) {
      assertThat(ours.status().source()).contains(Directors.ip("10.1.80.91"));
      wire.awaitAdvert("first", Instant.EPOCH, a -> a.source().equals("10.1.80.91"), SOON);

      // Of another prefix length: an address of the same subnet would go with the first.
      host.sh("ip addr add 10.1.80.97/25 dev enp0s3; ip addr del 10.1.80.91/24 dev enp0s3");

      wire.awaitAdvert("new source", Instant.EPOCH, a -> a.source().equals("10.1.80.97"), SOON);
      assertThat(ours.state()).isEqualTo(State.MASTER);
      Await.until("the address", SOON, () -> host.hasAddress(VIP));
    }
  }

  @Together
  @Test
  void an_interface_without_an_address_is_a_fault(Network network) {
    Host host = network.host("ds1", new String[0]);
    try (Ours ours = Ours.start(host, Directors.setup(100))) {
      assertThat(ours.state()).isEqualTo(State.FAULT);
      assertThat(ours.status().trackedDown()).containsExactly("IPv4 address of enp0s3");

      host.sh("ip addr add 10.1.80.91/24 dev enp0s3");

      ours.awaitState(State.MASTER, SOON);
    }
  }

  @Together
  @Test
  void a_further_tracked_interface_counts_and_an_untracked_own_one_does_not(Network network) {
    Host host = network.host("ds1", "10.1.80.91/24");
    host.sh(NEW_INTERFACE);
    RouterSetup setup =
        Directors.builder(Directors.config(255).build())
            .trackInterface(false)
            .trackedInterfaces(List.of(Tracking.fault("vr0")))
            .build();
    try (Ours ours = Ours.start(host, setup)) {
      assertThat(ours.state()).isEqualTo(State.MASTER);
      assertThat(host.hasAddress(VIP)).isTrue();
      host.link().cut();
      ours.awaitEvent("InterfaceChanged[interfaceName=enp0s3, condition=DOWN]", SOON);
      assertThat(ours.state()).isEqualTo(State.MASTER);
      host.link().mend();

      host.sh("ip link set vr0 down");

      ours.awaitState(State.FAULT, SOON);
      assertThat(host.hasAddress(VIP)).isFalse();
      host.sh("ip link set vr0 up");
      ours.awaitState(State.MASTER, SOON);
    }
  }

  @Together
  @Test
  void an_advertisement_that_cannot_be_sent_is_told_once_and_so_is_its_recovery(Network network) {
    Host host = network.host("ds1", "10.1.80.91/24");
    RouterSetup setup =
        Directors.builder(Directors.config(255).build()).trackInterface(false).build();
    try (Ours ours = Ours.start(host, setup)) {
      host.sh("ip link set enp0s3 down");
      Await.pause(Duration.ofSeconds(3));
      host.sh("ip link set enp0s3 up");
      ours.awaitEvent("AdvertisementRecovered", SOON);

      assertThat(ours.events(RunnerEvent.AdvertisementFailed.class))
          .singleElement()
          .satisfies(
              failure -> {
                assertThat(failure.router()).isEqualTo("VI_1");
                assertThat(failure.destination().getHostAddress()).isEqualTo("224.0.0.18");
              });
    }
  }
}
