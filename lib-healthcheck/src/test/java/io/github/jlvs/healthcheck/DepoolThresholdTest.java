// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.healthcheck.AdministrativeState.Disabled;
import io.github.jlvs.healthcheck.AdministrativeState.Drained;
import io.github.jlvs.healthcheck.AdministrativeState.Weighted;
import io.github.jlvs.healthcheck.probe.TcpProbe;
import io.github.jlvs.healthcheck.probe.WeightAdvice;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Real servers that are down and stay, as too few would be left without them. */
class DepoolThresholdTest {
  private static final List<ServiceAddress> RS =
      List.of(address(0), address(1), address(2), address(3));
  private static final SorryServer SORRY =
      new SorryServer(ServiceAddress.tcp("127.0.0.1", 9000), false);

  private VirtualServerHealth health = new VirtualServerHealth(four(50));

  private static ServiceAddress address(int server) {
    return ServiceAddress.tcp("10.1.80." + (100 + server), 80);
  }

  private static VirtualServer four(int percent) {
    VirtualServer server = VirtualServer.at(ServiceAddress.tcp("10.1.80.90", 80));
    for (ServiceAddress each : RS) {
      server = server.with(real(each, CheckPolicy.DEFAULT));
    }
    return server.withDepoolThreshold(new DepoolThreshold(percent));
  }

  private static RealServer real(ServiceAddress address, CheckPolicy policy) {
    return RealServer.of(address, 10).with(new Check(policy, TcpProbe.to(address.socketAddress())));
  }

  private void given(VirtualServer configuration) {
    health = new VirtualServerHealth(configuration);
    List<HealthEvent> unused = health.start();
  }

  /** All have been found up. */
  private void givenWorking(VirtualServer configuration) {
    given(configuration);
    for (int i = 0; i < RS.size(); i++) {
      List<HealthEvent> unused = up(i);
    }
  }

  private List<HealthEvent> down(int server) {
    return health.report(RS.get(server), 0, CheckState.DOWN);
  }

  private List<HealthEvent> up(int server) {
    return health.report(RS.get(server), 0, CheckState.UP);
  }

  /** The last number of each address, with its weight where it is not 10. */
  private List<String> table() {
    return health.desired().stream()
        .map(
            each -> {
              String text = each.address().address().getHostAddress();
              return text.substring(text.length() - 1)
                  + (each.weight() == 10 ? "" : " " + each.weight());
            })
        .toList();
  }

  private static HealthEvent kept(int server) {
    return new HealthEvent.ServerKept(RS.get(server), 2, 4);
  }

  private static HealthEvent released(int server, boolean up) {
    return new HealthEvent.ServerReleased(RS.get(server), up, false);
  }

  @Test
  void the_share_is_rounded_up() {
    assertThat(new DepoolThreshold(50).minimum(4)).isEqualTo(2);
    assertThat(new DepoolThreshold(50).minimum(5)).isEqualTo(3);
    assertThat(new DepoolThreshold(1).minimum(3)).isEqualTo(1);
    assertThat(new DepoolThreshold(100).minimum(3)).isEqualTo(3);
    assertThat(new DepoolThreshold(100).minimum(0)).isZero();
    assertThat(DepoolThreshold.NONE.minimum(1000)).isZero();
  }

  @Test
  void a_share_that_is_none_is_refused() {
    assertThatThrownBy(() -> new DepoolThreshold(101))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a depool threshold is 0 to 100 percent, got 101");
    assertThatThrownBy(() -> new DepoolThreshold(-1)).hasMessageContaining("got -1");
  }

  @Test
  void what_fails_leaves_until_so_few_are_left_and_then_stays() {
    givenWorking(four(50));

    assertThat(down(0))
        .containsExactly(
            new HealthEvent.ServerRemoved(RS.get(0), false),
            new HealthEvent.RealServerDown(RS.get(0)));
    assertThat(down(1)).doesNotContain(kept(1));
    assertThat(table()).containsExactly("2", "3");

    assertThat(down(2)).containsExactly(kept(2), new HealthEvent.RealServerDown(RS.get(2)));
    assertThat(table()).containsExactly("2", "3");

    assertThat(down(3))
        .containsExactly(
            kept(3),
            new HealthEvent.RealServerDown(RS.get(3)),
            new HealthEvent.QuorumLost(1, 0, 0),
            new HealthEvent.VirtualServerDown());
    assertThat(table()).containsExactly("2", "3");
  }

  @Test
  void those_that_failed_first_go_as_others_return() {
    givenWorking(four(50));
    for (int each : List.of(3, 1, 0, 2)) {
      List<HealthEvent> unused = down(each);
    }
    assertThat(table()).containsExactly("0", "2");

    assertThat(up(3)).contains(new HealthEvent.ServerAdded(RS.get(3), false), released(0, false));
    assertThat(table()).containsExactly("2", "3");

    assertThat(up(2)).containsExactly(released(2, true), new HealthEvent.RealServerUp(RS.get(2)));
    assertThat(table()).containsExactly("2", "3");
    assertThat(up(0)).contains(new HealthEvent.ServerAdded(RS.get(0), false));
  }

  @Test
  void one_that_was_never_found_up_is_kept_last() {
    given(four(50));
    for (int each : List.of(0, 1)) {
      List<HealthEvent> unused = up(each);
    }
    for (int each : List.of(0, 2, 3)) {
      List<HealthEvent> unused = down(each);
    }
    assertThat(table()).as("0 failed before 2 and 3, but it did work").containsExactly("0", "1");
  }

  @Test
  void one_that_begins_as_failing_is_kept_where_there_is_no_other() {
    VirtualServer alpha = VirtualServer.at(ServiceAddress.tcp("10.1.80.90", 80));
    for (ServiceAddress each : RS) {
      alpha = alpha.with(real(each, CheckPolicy.DEFAULT.withAlpha(true)));
    }
    health = new VirtualServerHealth(alpha.withDepoolThreshold(new DepoolThreshold(50)));

    assertThat(health.start()).contains(kept(0), kept(1));
    assertThat(table()).as("in the order of the configuration").containsExactly("0", "1");
    assertThat(up(3)).contains(released(1, false));
    assertThat(table()).containsExactly("0", "3");
  }

  @Test
  void with_inhibit_on_failure_those_that_are_kept_have_their_weight_and_the_others_0() {
    VirtualServer four = four(50);
    givenWorking(
        four.withRealServers(
            four.realServers().stream().map(each -> each.withInhibitOnFailure(true)).toList()));
    for (int each : List.of(0, 1, 2)) {
      List<HealthEvent> unused = down(each);
    }
    assertThat(table()).containsExactly("0 0", "1 0", "2", "3");
    assertThat(up(1)).contains(new HealthEvent.ServerReleased(RS.get(2), false, true));
    assertThat(table()).containsExactly("0 0", "1", "2 0", "3");
  }

  @Test
  void those_that_are_kept_do_not_count_for_the_quorum() {
    givenWorking(four(100).withQuorum(31, 0));

    assertThat(down(0)).contains(new HealthEvent.QuorumLost(31, 0, 30));
    assertThat(table()).containsExactly("0", "1", "2", "3");
  }

  @Test
  void a_sorry_server_stands_in_for_those_that_are_kept_too() {
    givenWorking(four(100).withQuorum(21, 0).withSorryServer(SORRY));
    List<HealthEvent> unused = down(0);
    assertThat(table()).containsExactly("0", "1", "2", "3");

    assertThat(down(1))
        .containsExactly(
            new HealthEvent.ServerRemoved(RS.get(1), false),
            new HealthEvent.RealServerDown(RS.get(1)),
            new HealthEvent.QuorumLost(21, 0, 20),
            new HealthEvent.SorryServerAdded(SORRY),
            new HealthEvent.AliveServersRemoved(),
            new HealthEvent.VirtualServerDown(),
            released(0, false));
    assertThat(table()).containsExactly("1 1");

    assertThat(up(1)).endsWith(new HealthEvent.ServerKept(RS.get(0), 4, 4));
    assertThat(table()).containsExactly("0", "1", "2", "3");
  }

  @Test
  void one_that_an_operator_drains_or_disables_is_neither_there_for_the_threshold_nor_kept() {
    givenWorking(four(50));
    for (int each : List.of(0, 1)) {
      List<HealthEvent> unused = down(each);
    }
    assertThat(health.administer(Map.of(RS.get(2), new Drained())))
        .as("it takes no connections any more, so the last that failed comes back")
        .containsExactly(kept(1));
    assertThat(table()).containsExactly("1", "2 0", "3");

    assertThat(health.administer(Map.of(RS.get(1), new Disabled())))
        .containsExactly(released(1, false));
    assertThat(table()).containsExactly("2", "3");

    assertThat(health.administer(Map.of(RS.get(1), new Drained(), RS.get(2), new Disabled())))
        .containsExactly(kept(0));
    assertThat(table()).containsExactly("0", "3");
  }

  @Test
  void what_is_told_of_one_that_is_disabled_no_more_is_that_it_is_kept() {
    givenWorking(four(100));
    List<HealthEvent> unused = health.administer(Map.of(RS.get(0), new Disabled()));
    assertThat(down(0)).isEmpty();

    assertThat(health.administer(Map.of()))
        .containsExactly(
            new HealthEvent.ServerKept(RS.get(0), 4, 4), new HealthEvent.RealServerDown(RS.get(0)));
  }

  @Test
  void one_of_weight_0_is_neither_there_for_the_threshold_nor_kept() {
    givenWorking(four(50));
    List<HealthEvent> unused = health.administer(Map.of(RS.get(0), new Weighted(0)));
    for (int each : List.of(0, 1, 2)) {
      unused = down(each);
    }
    assertThat(table()).containsExactly("2", "3");

    unused = up(1);
    assertThat(health.advise(RS.get(1), 0, new WeightAdvice.Exactly(0))).endsWith(kept(2));
    assertThat(table()).containsExactly("1 0", "2", "3");
  }

  @Test
  void a_reload_that_changes_the_threshold_is_followed_at_once() {
    givenWorking(four(50));
    for (int each : List.of(0, 1, 2)) {
      List<HealthEvent> unused = down(each);
    }
    assertThat(health.reconfigure(four(75)))
        .containsExactly(new HealthEvent.ServerKept(RS.get(1), 3, 4));
    assertThat(table()).containsExactly("1", "2", "3");

    assertThat(health.reconfigure(four(0))).containsExactly(released(1, false), released(2, false));
    assertThat(table()).containsExactly("3");
  }

  @Test
  void nobody_is_told_as_released_who_is_configured_no_more_or_when_all_stops() {
    givenWorking(four(100));
    List<HealthEvent> unused = down(0);
    VirtualServer three = four(100).withRealServers(four(100).realServers().subList(1, 4));
    assertThat(health.reconfigure(three))
        .containsExactly(new HealthEvent.ServerForgotten(RS.get(0)));

    unused = down(1);
    assertThat(health.stop()).noneMatch(HealthEvent.ServerReleased.class::isInstance);
    assertThat(health.desired()).isEmpty();
  }

  @Test
  void a_check_that_a_reload_adds_does_not_make_a_server_one_that_never_worked() {
    givenWorking(four(25));
    VirtualServer more =
        four(25)
            .withRealServers(
                four(25).realServers().stream()
                    .map(each -> each.with(each.checks().get(0)))
                    .toList());
    assertThat(health.reconfigure(more)).isEmpty();
    for (int each : List.of(0, 1, 2, 3)) {
      List<HealthEvent> unused = down(each);
    }
    assertThat(table()).containsExactly("3");
    List<HealthEvent> unused = up(2);
    unused = down(2);
    assertThat(table()).containsExactly("2");
  }
}
