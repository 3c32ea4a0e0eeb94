// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import static io.github.jlvs.kernel.vrrp.Directors.SOON;
import static io.github.jlvs.kernel.vrrp.Directors.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.net.Prefix;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import io.github.jlvs.vrrp.linux.VirtualRoute;
import io.github.jlvs.vrrp.linux.VirtualRule;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Routes and rules that a master has and nobody else; ip(8) judges. */
@KernelTest
@WithoutIpvs
class RoutesTest {
  private static final int TABLE = 51;
  private static final VirtualRoute TO_BRANCH =
      VirtualRoute.via(Prefix.of("10.3.0.0/16"), ip("10.1.80.1"));
  private static final VirtualRoute DEFAULT =
      VirtualRoute.via(Prefix.of("0.0.0.0/0"), ip("10.1.80.1")).inTable(TABLE);
  private static final VirtualRule FROM_VIP =
      VirtualRule.from(Prefix.host(ip(Directors.VIP)), TABLE, 1000);

  @Together
  @Test
  void they_come_with_the_master_and_go_with_it(Network network) {
    Directors hosts = Directors.in(network);
    Host ds1 = hosts.ds1();
    try (Ours better = Ours.start(ds1, setup(101, List.of(TO_BRANCH, DEFAULT), List.of(FROM_VIP)));
        Ours worse = Ours.start(hosts.ds2(), Directors.setup(100))) {
      better.awaitState(State.MASTER, SOON);
      assertThat(ds1.sh("ip route show 10.3.0.0/16"))
          .contains("10.3.0.0/16 via 10.1.80.1 dev enp0s3");
      assertThat(ds1.sh("ip route show table 51")).contains("default via 10.1.80.1 dev enp0s3");
      assertThat(ds1.sh("ip rule")).contains("1000:\tfrom 10.1.80.90 lookup 51");

      better.lose();
      better.awaitState(State.FAULT, SOON);
      nothingOn(ds1);
      worse.awaitState(State.MASTER, SOON);
      better.assertNeverTold(RunnerEvent.RouteFailed.class);
    }
  }

  @Together
  @Test
  void a_changed_setup_changes_them_and_the_state_stays(Network network) {
    Host host = network.host("ds1", "10.1.80.91/24");
    try (Ours ours = Ours.start(host, setup(255, List.of(TO_BRANCH), List.of(FROM_VIP)))) {
      assertThat(host.sh("ip route show 10.3.0.0/16")).contains("via 10.1.80.1 ");
      assertThat(host.sh("ip rule")).contains("lookup 51");
      ours.daemon().reconfigure(List.of(setup(255, List.of(DEFAULT), List.of())), List.of());

      assertThat(host.sh("ip route show 10.3.0.0/16")).isEmpty();
      assertThat(host.sh("ip route show table 51")).contains("default via 10.1.80.1");
      assertThat(host.sh("ip rule")).doesNotContain("lookup 51");
      assertThat(ours.events(RunnerEvent.StateChanged.class)).hasSize(1);
    }
    assertThat(host.sh("ip route show table all")).doesNotContain("10.1.80.1 ");
  }

  @Together
  @Test
  void leftovers_of_a_crash_are_removed_by_a_backup_and_adopted_by_an_owner(Network network) {
    Directors hosts = Directors.in(network);
    String left =
        """
        ip route add 10.3.0.0/16 via 10.1.80.1 proto keepalived
        ip route add default via 10.1.80.1 proto keepalived table 51
        ip rule add from 10.1.80.90 lookup 51 pref 1000 protocol keepalived
        """;
    hosts.ds1().sh(left);
    hosts.ds2().sh(left);
    for (Host each : List.of(hosts.ds1(), hosts.ds2())) {
      assertThat(each.sh("ip route show table all")).contains("via 10.1.80.1 ");
      assertThat(each.sh("ip rule")).contains("lookup 51");
    }
    List<VirtualRoute> routes = List.of(TO_BRANCH, DEFAULT);
    try (Ours backup = Ours.start(hosts.ds1(), setup(100, routes, List.of(FROM_VIP)))) {
      assertThat(backup.state()).isEqualTo(State.BACKUP);
      nothingOn(hosts.ds1());
    }
    try (Ours owner = Ours.start(hosts.ds2(), setup(255, routes, List.of(FROM_VIP)))) {
      owner.assertNeverTold(RunnerEvent.RouteFailed.class);
      assertThat(hosts.ds2().sh("ip rule").lines())
          .filteredOn(line -> line.contains("lookup 51"))
          .hasSize(1);
    }
    nothingOn(hosts.ds2());
  }

  @Together
  @Test
  void a_route_that_the_kernel_refuses_is_told_and_the_router_is_master_all_the_same(
      Network network) {
    Host host = network.host("ds1", "10.1.80.91/24");
    VirtualRoute unreachable = VirtualRoute.via(Prefix.of("10.4.0.0/16"), ip("192.0.2.1"));
    VirtualRoute unreachableHere =
        new VirtualRoute(
            VirtualRoute.via(Prefix.of("10.5.0.0/16"), ip("192.0.2.1")).route(),
            Optional.of(Network.INTERFACE));
    try (Ours ours =
        Ours.start(host, setup(255, List.of(unreachable, unreachableHere), List.of()))) {
      assertThat(ours.state()).isEqualTo(State.MASTER);
      assertThat(ours.events(RunnerEvent.RouteFailed.class))
          .extracting(RunnerEvent.RouteFailed::what)
          .containsExactly(
              "route 10.4.0.0/16 via 192.0.2.1 table 254",
              "route 10.5.0.0/16 via 192.0.2.1 dev enp0s3 table 254");
      assertThat(ours.events(RunnerEvent.RouteFailed.class))
          .allSatisfy(failed -> assertThat(failed.adding()).isTrue());
    }
  }

  @Together
  @Test
  void a_route_by_an_interface_that_is_missing_is_a_fault(Network network) {
    Host host = network.host("ds1", "10.1.80.91/24");
    VirtualRoute nowhere = new VirtualRoute(TO_BRANCH.route(), Optional.of("eth9"));
    try (Ours ours = Ours.start(host, setup(255, List.of(nowhere), List.of()))) {
      assertThat(ours.state()).isEqualTo(State.FAULT);
      assertThat(ours.status().trackedDown()).containsExactly("interface eth9");
      assertThat(host.hasAddress(Directors.VIP)).isFalse();

      host.sh(
          """
          ip link add eth9 type veth peer name eth9p
          ip addr add 10.1.80.2/30 dev eth9
          ip link set eth9p up
          ip link set eth9 up
          """);

      ours.awaitState(State.MASTER, SOON);
      Await.until(
          "the route",
          SOON,
          () -> host.sh("ip route show 10.3.0.0/16").contains("via 10.1.80.1 dev eth9"));
      ours.assertNeverTold(RunnerEvent.RouteFailed.class);
    }
  }

  private static void nothingOn(Host host) {
    assertThat(host.sh("ip route show table all")).doesNotContain("via 10.1.80.1 ");
    assertThat(host.sh("ip rule")).doesNotContain("lookup 51");
  }

  private static RouterSetup setup(
      int priority, List<VirtualRoute> routes, List<VirtualRule> rules) {
    return Directors.builder(Directors.config(priority).build())
        .routes(routes)
        .rules(rules)
        .build();
  }
}
