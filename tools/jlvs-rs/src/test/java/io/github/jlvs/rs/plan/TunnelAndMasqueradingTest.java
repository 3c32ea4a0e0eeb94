// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

import static io.github.jlvs.rs.plan.Hosts.SECOND;
import static io.github.jlvs.rs.plan.Hosts.SIX;
import static io.github.jlvs.rs.plan.Hosts.VIP;
import static io.github.jlvs.rs.plan.Hosts.fresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.rs.plan.Status.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Real servers behind tunnels, and those behind a director that translates. */
class TunnelAndMasqueradingTest {
  private static final Vip DIRECTOR = Vip.parse("10.1.80.91");

  /** The modules are loaded, all is down; {@code all} has the strict check as some systems do. */
  private static World loaded(int reversePathOfAll) {
    return fresh()
        .with(
            new Surroundings(
                Set.of(Device.IPV4_TUNNEL, Device.IPV6_TUNNEL),
                Set.of(),
                true,
                reversePathOfAll,
                List.of(),
                Map.of()));
  }

  private static World routed(DefaultRoute... routes) {
    return fresh().with(new Surroundings(Set.of(), Set.of(), true, 0, List.of(routes), Map.of()));
  }

  private static DefaultRoute through(String gateway, long metric) {
    Vip router = Vip.parse(gateway);
    return new DefaultRoute(
        AddressFamily.of(router.address()), Optional.of(router.address()), "enp0s3", metric);
  }

  @Test
  void a_tunnel_is_made_and_silent_before_it_has_the_address_and_taken_up_last() {
    assertThat(fresh().tunnelPlan(VIP, SIX).steps())
        .extracting(Step::text)
        .containsExactly(
            "made tunl0",
            "made ip6tnl0",
            "set net.ipv4.conf.all.arp_ignore to 1 (it was 0)",
            "set net.ipv4.conf.all.arp_announce to 2 (it was 0)",
            "added 10.1.80.90/32 to tunl0",
            "added 2001:db8::90/128 to ip6tnl0",
            "took tunl0 up",
            "took ip6tnl0 up");
  }

  @Test
  void stop_takes_all_back_but_the_kernels_own_tunnels() {
    World started = loaded(1).startTunnels(VIP, SIX);

    assertThat(started.stop().now()).isEqualTo(loaded(1).now());
    assertThat(started.stop().memory().state()).isEqualTo(SavedState.NOTHING);
    assertThat(started.tunnelPlan(VIP, SIX).steps()).isEmpty();
    assertThat(started.tunnelPlan(VIP, SIX).after()).isEqualTo(started.memory().state());
    assertThat(started.status().verdict()).isEqualTo(Verdict.COMPLETE);
    assertThat(started.status().vips())
        .allMatch(each -> each.forwarding() == Forwarding.TUNNEL && each.started());
  }

  @Test
  void a_strict_check_of_all_is_outdone_on_the_tunnel_alone() {
    World started = loaded(1).startTunnels(VIP);

    assertThat(started.now().value(Setting.TUNNEL_REVERSE_PATH)).isEqualTo(2);
    assertThat(loaded(2).startTunnels(VIP).now().value(Setting.TUNNEL_REVERSE_PATH)).isZero();
    assertThat(started.with(Setting.TUNNEL_REVERSE_PATH, 0).status().parameters())
        .contains(new Check("net.ipv4.conf.tunl0.rp_filter", false, "1", "2"));
  }

  @Test
  void a_tunnel_that_is_down_is_partly_there() {
    World started = loaded(0).startTunnels(VIP);
    World down =
        new World(
            World.applied(started.now(), new Step.TakeDown(Device.IPV4_TUNNEL)), started.memory());

    assertThat(down.status().verdict()).isEqualTo(Verdict.PARTLY);
    assertThat(down.status().ways())
        .containsExactly(new Check("tunnel tunl0", false, "down", "up"));
    assertThat(down.startTunnels(VIP).now()).isEqualTo(started.now());
  }

  @Test
  void both_kinds_on_one_host_keep_what_the_other_needs() {
    World both = loaded(1).start(VIP).startTunnels(SECOND);

    World direct = both.stop(SECOND);
    World tunnel = both.stop(VIP);

    assertThat(direct.now()).isEqualTo(loaded(1).start(VIP).now());
    assertThat(tunnel.now()).isEqualTo(loaded(1).startTunnels(SECOND).now());
    assertThat(direct.stop().now()).isEqualTo(loaded(1).now());
    assertThat(tunnel.stop().now()).isEqualTo(loaded(1).now());
  }

  @Test
  void an_address_is_not_started_for_both() {
    assertThatThrownBy(() -> loaded(0).start(VIP).tunnelPlan(VIP))
        .isInstanceOf(RealServerException.class)
        .hasMessageContaining("--forwarding direct")
        .hasMessageContaining("jlvs-rs stop --vip 10.1.80.90");
  }

  @Test
  void somebody_elses_address_keeps_a_tunnel_up() {
    World shared =
        loaded(0)
            .startTunnels(VIP)
            .with(new HostAddress("tunl0", SECOND.address(), 32, Optional.empty()));

    Plan stop = shared.stopPlan(List.of());

    assertThat(stop.notes()).containsExactly("tunl0 stays up: somebody has put [10.1.80.99] there");
    assertThat(shared.done(stop).now().isUp(Device.IPV4_TUNNEL)).isTrue();
  }

  @Test
  void without_a_record_an_address_of_a_tunnel_is_found_and_removed_when_it_is_named() {
    World lost = loaded(0).startTunnels(VIP).forgetting(RememberedState.of(SavedState.NOTHING));

    assertThat(lost.status().vips())
        .extracting(VipStatus::forwarding)
        .containsExactly(Forwarding.TUNNEL);
    assertThatThrownBy(() -> lost.stopPlan(List.of())).hasMessageContaining("10.1.80.90");
    assertThat(lost.stop(VIP).now().hasAddress(VIP, Device.IPV4_TUNNEL)).isFalse();
  }

  @Test
  void a_tunnel_that_is_gone_gets_no_parameter_back() {
    World gone = loaded(1).startTunnels(VIP).with(Surroundings.NONE);

    assertThat(gone.stopPlan(List.of()).steps())
        .noneMatch(step -> step.text().contains("rp_filter") || step instanceof Step.TakeDown);
  }

  @Test
  void a_proxy_entry_for_the_address_is_told() {
    World proxied =
        fresh()
            .with(new Surroundings(Set.of(), Set.of(), true, 0, List.of(), Map.of(SIX, "enp0s3")));

    assertThat(proxied.startPlan(List.of(SIX)).notes())
        .singleElement()
        .asString()
        .contains("ip -6 neigh del proxy 2001:db8::90 dev enp0s3");
  }

  @Test
  void answers_that_leave_through_the_director_are_complete() {
    World good = routed(through("10.1.80.1", 100), through("10.1.80.91", 0));

    Status status = Status.ofMasquerading(good.now(), List.of(DIRECTOR), List.of(VIP));

    assertThat(status.verdict()).isEqualTo(Verdict.COMPLETE);
    assertThat(status.ways())
        .containsExactly(
            new Check(
                "default route through 10.1.80.91",
                true,
                "via 10.1.80.91 dev enp0s3",
                "via 10.1.80.91"));
  }

  @Test
  void another_router_none_and_several_are_told_as_they_are() {
    DefaultRoute several = new DefaultRoute(AddressFamily.IPV4, Optional.empty(), "", 0);

    assertThat(found(routed(through("10.1.80.1", 0)))).isEqualTo("via 10.1.80.1 dev enp0s3");
    assertThat(found(routed())).isEqualTo("none");
    assertThat(found(routed(through("2001:db8::1", 0)))).isEqualTo("none");
    assertThat(found(routed(several))).isEqualTo("several next hops");
  }

  private static String found(World world) {
    Status status = Status.ofMasquerading(world.now(), List.of(DIRECTOR), List.of());
    assertThat(status.verdict()).isEqualTo(Verdict.PARTLY);
    return status.ways().get(0).found();
  }

  @Test
  void with_masquerading_the_virtual_address_is_nowhere_here() {
    World wrong = routed(through("10.1.80.91", 0)).start(VIP);

    Status status = Status.ofMasquerading(wrong.now(), List.of(DIRECTOR), List.of(VIP));

    assertThat(status.verdict()).isEqualTo(Verdict.PARTLY);
    assertThat(status.vips().get(0).checks())
        .containsExactly(new Check("no address 10.1.80.90", false, "on lo", "none"));
  }
}
