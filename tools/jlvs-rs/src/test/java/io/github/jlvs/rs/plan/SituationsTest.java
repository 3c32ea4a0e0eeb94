// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

import static io.github.jlvs.rs.plan.Hosts.SECOND;
import static io.github.jlvs.rs.plan.Hosts.SIX;
import static io.github.jlvs.rs.plan.Hosts.VIP;
import static io.github.jlvs.rs.plan.Hosts.fresh;
import static io.github.jlvs.rs.plan.Hosts.onLoopback;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.rs.plan.Status.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Hosts as operators find them. */
class SituationsTest {
  @Test
  void a_fresh_host_gets_what_the_guide_sets_up_with_the_silence_first() {
    assertThat(fresh().startPlan(List.of(VIP)).steps())
        .extracting(Step::text)
        .containsExactly(
            "set net.ipv4.conf.lo.arp_ignore to 1 (it was 0)",
            "set net.ipv4.conf.lo.arp_announce to 2 (it was 0)",
            "set net.ipv4.conf.all.arp_ignore to 1 (it was 0)",
            "set net.ipv4.conf.all.arp_announce to 2 (it was 0)",
            "added 10.1.80.90/32 to lo as lo:0",
            "added the route to 10.1.80.90 through lo");
  }

  @Test
  void stop_is_start_backwards() {
    assertThat(fresh().start(VIP, SECOND).stopPlan(List.of()).steps())
        .extracting(Step::text)
        .containsExactly(
            "removed the route to 10.1.80.99 through lo",
            "removed 10.1.80.99/32 from lo",
            "removed the route to 10.1.80.90 through lo",
            "removed 10.1.80.90/32 from lo",
            "set net.ipv4.conf.all.arp_announce to 0 (it was 2)",
            "set net.ipv4.conf.all.arp_ignore to 0 (it was 1)",
            "set net.ipv4.conf.lo.arp_announce to 0 (it was 2)",
            "set net.ipv4.conf.lo.arp_ignore to 0 (it was 1)");
  }

  @Test
  void an_ipv6_address_needs_neither_arp_parameters_nor_a_route_of_its_own() {
    World started = fresh().start(SIX);

    assertThat(fresh().startPlan(List.of(SIX)).steps())
        .containsExactly(new Step.AddAddress(SIX, Device.LOOPBACK, Optional.empty()));
    assertThat(started.status().verdict()).isEqualTo(Verdict.COMPLETE);
    assertThat(started.status().parameters()).isEmpty();
  }

  @Test
  void where_ipv6_is_off_the_message_says_how_to_switch_it_on() {
    ObservedHost now = fresh().now();
    World off =
        World.of(
            new ObservedHost(
                true,
                false,
                now.addresses(),
                now.routes(),
                now.settings(),
                now.interfaces(),
                now.surroundings()));

    assertThatThrownBy(() -> off.startPlan(List.of(SIX)))
        .isInstanceOf(RealServerException.class)
        .hasMessageContaining("sysctl -w net.ipv6.conf.lo.disable_ipv6=0");
  }

  @Test
  void a_loopback_that_is_down_is_taken_up_before_the_address_comes() {
    ObservedHost now = fresh().now();
    World down =
        World.of(
            new ObservedHost(
                false,
                true,
                now.addresses(),
                now.routes(),
                now.settings(),
                now.interfaces(),
                now.surroundings()));

    assertThat(down.start(VIP).now().loopbackUp()).isTrue();
    assertThat(down.start(VIP).status(VIP).verdict()).isEqualTo(Verdict.COMPLETE);
  }

  @Test
  void a_stricter_parameter_of_the_administrator_is_not_loosened() {
    World strict = fresh().with(Setting.ALL_IGNORE, 2);

    World started = strict.start(VIP);

    assertThat(started.now().value(Setting.ALL_IGNORE)).isEqualTo(2);
    assertThat(started.memory().state().settings()).doesNotContainKey(Setting.ALL_IGNORE);
    assertThat(started.status().verdict()).isEqualTo(Verdict.COMPLETE);
  }

  @Test
  void a_greater_number_that_is_not_stricter_is_replaced_and_comes_back() {
    World odd = fresh().with(Setting.ALL_IGNORE, 3);

    assertThat(odd.start(VIP).now().value(Setting.ALL_IGNORE)).isEqualTo(1);
    assertThat(odd.start(VIP).stop().now()).isEqualTo(odd.now());
  }

  @Test
  void the_guides_own_script_ran_before_so_only_what_it_lacks_is_added() {
    World byScript = fresh().with(onLoopback(VIP, "lo:0"));
    for (Setting setting : Setting.of(Forwarding.DIRECT)) {
      byScript = byScript.with(setting, setting.wanted());
    }

    assertThat(byScript.startPlan(List.of(VIP)).steps()).containsExactly(new Step.AddRoute(VIP));
    assertThat(byScript.start(VIP).stop().now().hasAddress(VIP, Device.LOOPBACK)).isFalse();
  }

  @Test
  void a_parameter_set_back_behind_our_back_is_set_again_and_still_restored() {
    World reset = fresh().start(VIP).with(Setting.ALL_IGNORE, 0);

    assertThat(reset.status().verdict()).isEqualTo(Verdict.PARTLY);
    assertThat(reset.start(VIP).now()).isEqualTo(fresh().start(VIP).now());
    assertThat(reset.start(VIP).stop().now()).isEqualTo(fresh().now());
  }

  @Test
  void an_address_on_lo_with_a_networks_prefix_is_refused_with_the_command_that_removes_it() {
    HostAddress wide = new HostAddress("lo", VIP.address(), 24, Optional.of("lo:0"));

    assertThatThrownBy(() -> fresh().with(wide).startPlan(List.of(VIP)))
        .isInstanceOf(RealServerException.class)
        .hasMessageContaining("ip addr del 10.1.80.90/24 dev lo");
  }

  @Test
  void a_route_in_the_way_is_refused_with_the_command_that_removes_it() {
    HostRoute route = new HostRoute(VIP, "enp0s3", false, 0);

    assertThatThrownBy(() -> fresh().with(route).startPlan(List.of(VIP)))
        .isInstanceOf(RealServerException.class)
        .hasMessageContaining("through enp0s3")
        .hasMessageContaining("ip route del 10.1.80.90");
    assertThat(fresh().with(new HostRoute(VIP, "enp0s3", false, 5)).start(VIP).now().hasRoute(VIP))
        .as("one of another metric is not in the way")
        .isTrue();
  }

  @Test
  void a_director_that_serves_too_is_told_that_it_answers_on_its_interface() {
    World director = fresh().with(new HostAddress("enp0s3", VIP.address(), 32, Optional.empty()));

    assertThat(director.startPlan(List.of(VIP)).notes())
        .singleElement()
        .asString()
        .contains("also on enp0s3");
  }

  @Test
  void an_interface_whose_own_value_outdoes_all_is_named_by_start_and_by_status() {
    ObservedHost now = fresh().now();
    World loud =
        World.of(
            new ObservedHost(
                true,
                true,
                now.addresses(),
                now.routes(),
                now.settings(),
                Hosts.interfaceWith(3, 0),
                Surroundings.NONE));

    assertThat(loud.startPlan(List.of(VIP)).notes())
        .singleElement()
        .asString()
        .startsWith("net.ipv4.conf.enp0s3.arp_ignore is 3");
    Status status = loud.start(VIP).status();
    assertThat(status.verdict()).isEqualTo(Verdict.PARTLY);
    assertThat(status.parameters())
        .contains(new Check("net.ipv4.conf.enp0s3.arp_ignore", false, "3", "0"));
  }

  @Test
  void with_the_record_lost_stop_removes_what_it_is_told_and_leaves_the_parameters() {
    World lost = fresh().start(VIP).forgetting(RememberedState.damaged("/run/jlvs/rs-7", "torn"));

    Plan stop = lost.stopPlan(List.of(VIP));

    World stopped = lost.done(stop);
    assertThat(stopped.now().hasAddress(VIP, Device.LOOPBACK)).isFalse();
    assertThat(stopped.now().hasRoute(VIP)).isFalse();
    assertThat(stopped.now().value(Setting.ALL_IGNORE)).isEqualTo(1);
    assertThat(stop.notes())
        .satisfiesExactly(
            first -> assertThat(first).contains("/run/jlvs/rs-7 is damaged (torn)"),
            second ->
                assertThat(second)
                    .endsWith(
                        "sysctl -w net.ipv4.conf.all.arp_announce=0 net.ipv4.conf.all.arp_ignore=0"
                            + " net.ipv4.conf.lo.arp_announce=0 net.ipv4.conf.lo.arp_ignore=0"));
  }

  @Test
  void with_the_record_lost_stop_does_not_guess_which_address_is_meant() {
    World lost = fresh().start(VIP).forgetting(RememberedState.of(SavedState.NOTHING));

    assertThatThrownBy(() -> lost.stopPlan(List.of()))
        .isInstanceOf(RealServerException.class)
        .hasMessageContaining("jlvs-rs stop --vip 10.1.80.90");
  }

  @Test
  void somebodys_anycast_address_on_lo_is_neither_stopped_nor_shown() {
    World anycast = fresh().with(onLoopback(SECOND, "lo"));

    assertThat(anycast.stopPlan(List.of()).steps()).isEmpty();
    assertThat(anycast.status().vips()).isEmpty();
    assertThat(anycast.start(VIP).stop().now()).isEqualTo(anycast.now());
  }

  @Test
  void stopping_one_of_two_says_why_the_parameters_stay() {
    Plan stop = fresh().start(VIP, SECOND).stopPlan(List.of(VIP));

    assertThat(stop.notes())
        .containsExactly("arp_ignore and arp_announce stay as they are for 10.1.80.99");
    assertThat(stop.after().vips()).containsExactly(SECOND);
  }

  @Test
  void the_status_names_what_is_missing() {
    World started = fresh().start(VIP);
    World without = started.forgetting(started.memory());
    without = new World(World.applied(without.now(), new Step.RemoveRoute(VIP)), without.memory());

    Status status = without.status();

    assertThat(status.verdict()).isEqualTo(Verdict.PARTLY);
    assertThat(status.vips().get(0).checks())
        .containsExactly(
            new Check("address 10.1.80.90/32 on lo", true, "lo:0", "on lo"),
            new Check("route to 10.1.80.90 through lo", false, "none", "through lo"));
    assertThat(status.saved()).isEqualTo(started.memory().state().settings());
  }

  @Test
  void a_recorded_address_that_somebody_removed_is_partly_there_and_not_stopped() {
    World started = fresh().start(VIP);
    World gone = fresh().forgetting(started.memory());

    assertThat(gone.status().verdict()).isEqualTo(Verdict.PARTLY);
    assertThat(gone.status(SECOND).verdict()).isEqualTo(Verdict.STOPPED);
    assertThat(fresh().status().verdict()).isEqualTo(Verdict.STOPPED);
    assertThat(gone.stop().now().settings()).isEqualTo(Map.copyOf(fresh().now().settings()));
  }

  @Test
  void what_others_set_up_is_complete_too_and_the_status_says_what_stop_cannot_know() {
    World started = fresh().start(VIP).forgetting(RememberedState.of(SavedState.NOTHING));

    assertThat(started.status().verdict()).isEqualTo(Verdict.COMPLETE);
    assertThat(started.status().notes())
        .singleElement()
        .asString()
        .startsWith("10.1.80.90 was not started by jlvs-rs");
  }
}
