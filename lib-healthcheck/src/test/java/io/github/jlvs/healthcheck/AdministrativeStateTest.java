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

/** What an operator has decided comes before what the checks find. */
class AdministrativeStateTest {
  private static final ServiceAddress VIP = ServiceAddress.tcp("10.1.80.90", 80);
  private static final ServiceAddress RS1 = ServiceAddress.tcp("10.1.80.93", 80);
  private static final ServiceAddress RS2 = ServiceAddress.tcp("10.1.80.95", 80);
  private static final ServiceAddress SORRY = ServiceAddress.tcp("127.0.0.1", 9000);
  private static final VirtualServer TWO = VirtualServer.at(VIP).with(of(RS1)).with(of(RS2));

  private VirtualServerHealth health = new VirtualServerHealth(TWO);

  private static RealServer of(ServiceAddress address) {
    return RealServer.of(address, 10)
        .with(new Check(CheckPolicy.DEFAULT, TcpProbe.to(address.socketAddress())));
  }

  private void given(VirtualServer configuration) {
    health = new VirtualServerHealth(configuration);
    List<HealthEvent> unused = health.start();
  }

  private List<HealthEvent> decide(AdministrativeState state) {
    return health.administer(Map.of(RS1, state));
  }

  private List<HealthEvent> check(ServiceAddress server, CheckState state) {
    return health.report(server, 0, state);
  }

  private List<String> table() {
    return health.desired().stream()
        .map(each -> each.address().address().getHostAddress() + " " + each.weight())
        .toList();
  }

  @Test
  void a_drained_server_stays_with_weight_0_and_counts_for_the_quorum() {
    given(TWO.withQuorum(20, 0));

    assertThat(decide(new Drained())).isEmpty();
    assertThat(table()).containsExactly("10.1.80.93 0", "10.1.80.95 10");
    assertThat(health.quorumStands()).isTrue();

    assertThat(health.administer(Map.of())).isEmpty();
    assertThat(table()).containsExactly("10.1.80.93 10", "10.1.80.95 10");
  }

  @Test
  void one_that_takes_no_connections_has_the_share_that_it_would_have() {
    RealServer stays = of(RS1).withInhibitOnFailure(true);
    given(
        VirtualServer.at(VIP)
            .with(stays)
            .with(of(RS2))
            .withSorryServer(new SorryServer(SORRY, true)));
    DesiredDestination down = new DesiredDestination(stays, 0, 10);

    assertThat(decide(new Drained())).isEmpty();
    assertThat(health.desired()).contains(down);
    assertThat(check(RS1, CheckState.DOWN)).isNotEmpty();
    assertThat(health.desired())
        .contains(down, new DesiredDestination(new SorryServer(SORRY, true), 0, 1));
    assertThat(decide(new Weighted(7))).isEmpty();
    assertThat(health.desired()).contains(new DesiredDestination(stays, 0, 7));
  }

  @Test
  void the_checks_of_a_drained_server_go_on_to_count() {
    given(TWO.withQuorum(20, 0));
    List<HealthEvent> unused = decide(new Drained());

    assertThat(check(RS1, CheckState.DOWN))
        .contains(new HealthEvent.ServerRemoved(RS1, false), new HealthEvent.RealServerDown(RS1));
    assertThat(table()).containsExactly("10.1.80.95 10");
    assertThat(health.quorumStands()).isFalse();
  }

  @Test
  void a_disabled_server_is_not_there_and_does_not_count_for_the_quorum() {
    given(TWO.withQuorum(20, 0).withSorryServer(new SorryServer(SORRY, false)));

    assertThat(decide(new Disabled()))
        .contains(new HealthEvent.QuorumLost(20, 0, 10), new HealthEvent.VirtualServerDown());
    assertThat(table()).containsExactly("127.0.0.1 1");

    assertThat(health.administer(Map.of())).contains(new HealthEvent.QuorumGained(20, 0, 20));
    assertThat(table()).containsExactly("10.1.80.93 10", "10.1.80.95 10");
  }

  @Test
  void one_that_would_stay_with_weight_0_when_it_is_down_goes_all_the_same() {
    given(VirtualServer.at(VIP).with(of(RS1).withInhibitOnFailure(true)).with(of(RS2)));
    List<HealthEvent> unused = decide(new Disabled());
    assertThat(table()).containsExactly("10.1.80.95 10");
  }

  @Test
  void what_the_checks_of_a_disabled_server_find_is_told_when_it_is_taken_back() {
    given(TWO);
    List<HealthEvent> unused = decide(new Disabled());
    assertThat(check(RS1, CheckState.DOWN)).isEmpty();
    assertThat(health.state(RS1)).contains(CheckState.DOWN);

    assertThat(health.administer(Map.of()))
        .containsExactly(
            new HealthEvent.ServerRemoved(RS1, false), new HealthEvent.RealServerDown(RS1));
    assertThat(table()).containsExactly("10.1.80.95 10");

    List<HealthEvent> unusedAgain = decide(new Disabled());
    assertThat(check(RS1, CheckState.UP)).isEmpty();
    assertThat(decide(new Drained()))
        .containsExactly(
            new HealthEvent.ServerAdded(RS1, false), new HealthEvent.RealServerUp(RS1));
    assertThat(table()).containsExactly("10.1.80.93 0", "10.1.80.95 10");
  }

  @Test
  void of_a_server_that_is_as_it_was_there_is_nothing_to_tell() {
    given(TWO);
    List<HealthEvent> unused = decide(new Disabled());
    assertThat(check(RS1, CheckState.DOWN)).isEmpty();
    assertThat(check(RS1, CheckState.UP)).isEmpty();
    assertThat(health.administer(Map.of())).isEmpty();
    assertThat(check(RS1, CheckState.DOWN)).hasSize(2);
  }

  @Test
  void another_weight_is_in_the_table_and_in_the_quorum_whatever_a_check_says() {
    given(TWO.withQuorum(20, 0));
    assertThat(decide(new Weighted(3))).contains(new HealthEvent.QuorumLost(20, 0, 13));
    assertThat(table()).containsExactly("10.1.80.93 3", "10.1.80.95 10");

    assertThat(health.advise(RS1, 0, new WeightAdvice.Exactly(40))).isEmpty();
    assertThat(table()).containsExactly("10.1.80.93 3", "10.1.80.95 10");

    assertThat(health.administer(Map.of())).contains(new HealthEvent.QuorumGained(20, 0, 50));
    assertThat(table()).containsExactly("10.1.80.93 40", "10.1.80.95 10");
    assertThatThrownBy(() -> new Weighted(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }

  @Test
  void it_holds_before_the_start_over_a_reload_and_for_a_server_that_comes_later() {
    health = new VirtualServerHealth(VirtualServer.at(VIP).with(of(RS2)));
    assertThat(decide(new Disabled())).isEmpty();
    List<HealthEvent> unused = health.start();

    assertThat(health.reconfigure(TWO)).isEmpty();
    assertThat(table()).containsExactly("10.1.80.95 10");
    List<HealthEvent> gone = health.reconfigure(VirtualServer.at(VIP).with(of(RS2)));
    assertThat(gone).containsExactly(new HealthEvent.ServerForgotten(RS1));
    assertThat(health.reconfigure(TWO)).isEmpty();
    assertThat(table()).containsExactly("10.1.80.95 10");
    assertThat(health.reconfigure(TWO.withQuorum(5, 0))).isEmpty();
    assertThat(table()).containsExactly("10.1.80.95 10");
  }
}
