// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import static io.github.jlvs.kernel.vrrp.Directors.SOON;
import static io.github.jlvs.kernel.vrrp.Directors.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.InterfaceAddress;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.VrrpAdvert;
import io.github.jlvs.linux.NetworkNamespace;
import io.github.jlvs.vrrp.Counter;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import io.github.jlvs.vrrp.linux.GroupSetup;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.RouterStatus;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import io.github.jlvs.vrrp.linux.RunnerOptions;
import io.github.jlvs.vrrp.linux.VirtualAddress;
import io.github.jlvs.vrrp.linux.VrrpDaemon;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a new set of setups touches, and what it leaves alone. */
@KernelTest
@WithoutIpvs
class ReconfigureTest {

  @Together
  @Test
  void what_is_set_up_as_before_is_not_touched(Network network) {
    Host host = network.host("ds1", "10.1.80.91/24");
    Capture wire = network.capture("vrrp or arp");
    RouterSetup first = owner("VI_1", 51, "10.1.80.90");
    RouterSetup second = owner("VI_2", 52, "10.1.80.89");
    try (Ours ours = Ours.start(host, first, second)) {
      Await.until("all announcements", SOON, () -> wire.gratuitousArps().size() == 20);
      int told = ours.events().size();
      int seen = wire.gratuitousArps().size();

      ours.daemon().reconfigure(List.of(first, second), List.of());
      Await.pause(Duration.ofSeconds(2));

      assertThat(ours.events()).hasSize(told);
      assertThat(wire.gratuitousArps()).hasSize(seen);
      assertThat(wire.adverts())
          .isNotEmpty()
          .allSatisfy(a -> assertThat(a.priority()).isEqualTo(255));
    }
  }

  @Together
  @Test
  void added_changed_and_removed_routers_and_addresses(Network network) {
    Host host = network.host("ds1", "10.1.80.91/24");
    Capture wire = network.capture("vrrp");
    try (Ours ours =
        Ours.start(
            host,
            owner("stays", 51, "10.1.80.90", "10.1.80.89"),
            owner("goes", 52, "10.1.80.88"),
            owner("turns", 53, "10.1.80.87"))) {
      wire.awaitAdvert("stays", Instant.EPOCH, a -> a.vrid() == 51, SOON);
      RouterStatus before = ours.daemon().routers().get(0);
      Instant change = Instant.now();

      ours.daemon()
          .reconfigure(
              List.of(
                  owner("comes", 54, "10.1.80.86"),
                  owner("stays", 51, "10.1.80.90", "10.1.80.85"),
                  owner("turns", 55, "10.1.80.87")),
              List.of());

      assertThat(addresses(host))
          .contains("10.1.80.90", "10.1.80.85", "10.1.80.86", "10.1.80.87")
          .doesNotContain("10.1.80.89", "10.1.80.88");
      wire.awaitAdvert("good-bye", change, a -> a.vrid() == 52 && a.priority() == 0, SOON);
      wire.awaitAdvert("good-bye", change, a -> a.vrid() == 53 && a.priority() == 0, SOON);
      wire.awaitAdvert("comes", change, a -> a.vrid() == 54, SOON);
      wire.awaitAdvert("turned", change, a -> a.vrid() == 55, SOON);
      VrrpAdvert changed = wire.awaitAdvert("stays", change, a -> a.vrid() == 51, SOON);
      assertThat(changed.addresses()).containsExactly("10.1.80.90", "10.1.80.85");
      RouterStatus after = ours.daemon().routers().get(1);
      assertThat(after.setup().name()).isEqualTo("stays");
      assertThat(after.lastTransition()).isEqualTo(before.lastTransition());
      assertThat(after.counters().of(Counter.BECAME_MASTER)).isEqualTo(1);
    }
    assertThat(addresses(host)).containsExactly("127.0.0.1", "10.1.80.91");
  }

  @Together
  @Test
  void an_address_placed_differently_is_moved_without_a_change_of_state(Network network) {
    Host host = network.host("ds1", "10.1.80.91/24");
    RouterSetup plain = owner("VI_1", 51, "10.1.80.90");
    try (Ours ours = Ours.start(host, plain)) {
      RouterSetup other =
          RouterSetup.builder("VI_1", Network.INTERFACE, plain.config())
              .addresses(List.of(VirtualAddress.of(ip("10.1.80.90"), 24)))
              .excluded(List.of(VirtualAddress.of(ip("10.1.80.89"))))
              .build();

      ours.daemon().reconfigure(List.of(other), List.of());

      assertThat(host.addresses())
          .filteredOn(each -> each.address().equals("10.1.80.90"))
          .singleElement()
          .satisfies(each -> assertThat(each.prefixLength()).isEqualTo(24));
      assertThat(host.hasAddress("10.1.80.89")).isTrue();
      assertThat(ours.events(RunnerEvent.StateChanged.class)).hasSize(1);
      ours.daemon().reconfigure(List.of(plain), List.of());
      assertThat(host.hasAddress("10.1.80.89")).isFalse();
    }
  }

  @Together
  @Test
  void a_member_that_is_remade_restarts_its_group(Network network) {
    Host host = network.host("ds1", "10.1.80.91/24");
    GroupSetup group = new GroupSetup("VG", List.of("VI_1", "VI_2"));
    RouterSetup first = owner("VI_1", 51, "10.1.80.90");
    try (Ours ours =
        Ours.start(host, List.of(first, owner("VI_2", 52, "10.1.80.89")), List.of(group))) {
      assertThat(ours.daemon().routers())
          .allSatisfy(router -> assertThat(router.state()).isEqualTo(State.MASTER));

      ours.daemon().reconfigure(List.of(first, owner("VI_2", 53, "10.1.80.89")), List.of(group));

      assertThat(ours.daemon().routers())
          .allSatisfy(router -> assertThat(router.state()).isEqualTo(State.MASTER));
      assertThat(addresses(host)).contains("10.1.80.90", "10.1.80.89");
      ours.daemon().reconfigure(List.of(first), List.of());
      assertThat(addresses(host)).contains("10.1.80.90").doesNotContain("10.1.80.89");
      assertThat(ours.state()).isEqualTo(State.MASTER);
    }
  }

  @Together
  @Test
  void contradictions_are_refused_and_change_nothing(Network network) {
    Host host = network.host("ds1", "10.1.80.91/24");
    RouterSetup good = owner("VI_1", 51, "10.1.80.90");
    try (Ours ours = Ours.start(host, good)) {
      assertThatThrownBy(
              () ->
                  ours.daemon()
                      .reconfigure(List.of(good, owner("VI_2", 51, "10.1.80.89")), List.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "virtual routers VI_1 and VI_2 both use VRID 51 on interface enp0s3;"
                  + " nothing was changed");
      assertThatThrownBy(
              () ->
                  ours.daemon()
                      .reconfigure(List.of(good), List.of(new GroupSetup("VG", List.of("VI_9")))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("VI_9");
      assertThat(ours.state()).isEqualTo(State.MASTER);
      assertThat(host.hasAddress("10.1.80.90")).isTrue();
    }
  }

  @Together
  @Test
  void a_listener_that_throws_ends_the_daemon_cleanly(Network network) {
    Host host = network.host("ds1", "10.1.80.91/24");
    Capture wire = network.capture("vrrp");
    RunnerOptions options =
        RunnerOptions.defaults().inNamespace(new NetworkNamespace(host.networkNamespace()));
    try (VrrpDaemon daemon =
        VrrpDaemon.start(
            List.of(owner("VI_1", 51, "10.1.80.90"), owner("VI_2", 52, "10.1.80.89")),
            List.of(),
            options,
            event -> {
              if (event.toString().contains("AddressRestored")) {
                throw new IllegalStateException("listener broken by the test");
              }
            })) {
      assertThat(addresses(host)).contains("10.1.80.90", "10.1.80.89");
      host.sh("ip addr del 10.1.80.90/32 dev enp0s3");

      assertThatThrownBy(() -> daemon.ended().join()).hasMessageContaining("broken by the test");
      assertThat(addresses(host)).doesNotContain("10.1.80.90", "10.1.80.89");
      wire.awaitAdvert("good-bye", Instant.EPOCH, a -> a.vrid() == 51 && a.priority() == 0, SOON);
      wire.awaitAdvert("good-bye", Instant.EPOCH, a -> a.vrid() == 52 && a.priority() == 0, SOON);
      assertThatThrownBy(daemon::routers)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("jlvs-vrrp has ended because of an exception: start another one");
    }
  }

  private static RouterSetup owner(String name, int vrid, String... addresses) {
    InetAddress[] all = Arrays.stream(addresses).map(Directors::ip).toArray(InetAddress[]::new);
    return RouterSetup.builder(
            name, Network.INTERFACE, VirtualRouterConfig.builder(vrid, all).priority(255).build())
        .build();
  }

  private static List<String> addresses(Host host) {
    return host.addresses().stream()
        .map(InterfaceAddress::address)
        .filter(address -> address.indexOf(':') < 0)
        .toList();
  }
}
