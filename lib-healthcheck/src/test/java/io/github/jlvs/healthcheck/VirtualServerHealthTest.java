// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.healthcheck.probe.TcpProbe;
import io.github.jlvs.healthcheck.probe.WeightAdvice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A virtual server while its real servers come and go. What is logged and what is notified are what
 * keepalived 2.2.7 says in the same situations, in its order.
 */
class VirtualServerHealthTest {
  private static final ServiceAddress VIP = ServiceAddress.tcp("10.1.80.90", 80);
  private static final ServiceAddress RS1 = ServiceAddress.tcp("10.1.80.93", 80);
  private static final ServiceAddress RS2 = ServiceAddress.tcp("10.1.80.95", 80);
  private static final ServiceAddress RS3 = ServiceAddress.tcp("10.1.80.96", 80);
  private static final ServiceAddress SORRY = ServiceAddress.tcp("127.0.0.1", 9000);
  private static final CheckPolicy POLICY = CheckPolicy.every(Duration.ofSeconds(6));

  private VirtualServerHealth health = new VirtualServerHealth(VirtualServer.at(VIP));

  /** What is logged. */
  private final List<HealthEvent> log = new ArrayList<>();

  /** What scripts and pipes are told. */
  private final List<HealthEvent> notified = new ArrayList<>();

  @Test
  void theGuidesTwoServersServeFromTheStartAndLeaveAndReturnByTheirChecks() {
    given(VirtualServer.at(VIP).with(server(RS1, 100)).with(server(RS2, 100)));
    start();
    assertThat(log).containsExactly(new HealthEvent.QuorumGained(1, 0, 200));
    assertThat(table()).containsExactly("10.1.80.93 100", "10.1.80.95 100");

    down(RS1);
    assertThat(log).containsExactly(new HealthEvent.ServerRemoved(RS1, false));
    assertThat(notified).containsExactly(new HealthEvent.RealServerDown(RS1));
    assertThat(table()).containsExactly("10.1.80.95 100");

    up(RS1);
    assertThat(log).containsExactly(new HealthEvent.ServerAdded(RS1, false));
    assertThat(notified).containsExactly(new HealthEvent.RealServerUp(RS1));
    assertThat(table()).containsExactly("10.1.80.93 100", "10.1.80.95 100");
  }

  @Test
  void theSorryServerStandsInWhileTheQuorumIsLost() {
    given(
        VirtualServer.at(VIP)
            .with(server(RS1, 1))
            .with(server(RS2, 1))
            .withQuorum(2, 0)
            .withSorryServer(new SorryServer(SORRY, false)));
    start();

    down(RS1);
    assertThat(log)
        .containsExactly(
            new HealthEvent.ServerRemoved(RS1, false),
            new HealthEvent.QuorumLost(2, 0, 1),
            new HealthEvent.SorryServerAdded(new SorryServer(SORRY, false)),
            new HealthEvent.AliveServersRemoved());
    assertThat(notified)
        .containsExactly(new HealthEvent.RealServerDown(RS1), new HealthEvent.VirtualServerDown());
    assertThat(table()).containsExactly("127.0.0.1 1");

    down(RS2);
    assertThat(log).containsExactly(new HealthEvent.ServerRemoved(RS2, false));
    up(RS1);
    assertThat(table()).as("one of two is no quorum").containsExactly("127.0.0.1 1");

    up(RS2);
    assertThat(log)
        .containsExactly(
            new HealthEvent.ServerAdded(RS2, false),
            new HealthEvent.QuorumGained(2, 0, 2),
            new HealthEvent.SorryServerRemoved(new SorryServer(SORRY, false)),
            new HealthEvent.AliveServersAdded());
    assertThat(notified)
        .containsExactly(new HealthEvent.RealServerUp(RS2), new HealthEvent.VirtualServerUp());
    assertThat(table()).containsExactly("10.1.80.93 1", "10.1.80.95 1");
  }

  @Test
  void withoutASorryServerThoseThatAreUpGoOnServingBelowTheQuorum() {
    given(VirtualServer.at(VIP).with(server(RS1, 1)).with(server(RS2, 1)).withQuorum(2, 0));
    start();
    down(RS1);
    assertThat(log)
        .containsExactly(
            new HealthEvent.ServerRemoved(RS1, false), new HealthEvent.QuorumLost(2, 0, 1));
    assertThat(notified).contains(new HealthEvent.VirtualServerDown());
    assertThat(table()).containsExactly("10.1.80.95 1");
  }

  @Test
  void inhibitedServersStayInTheTableWithWeightZero() {
    given(
        VirtualServer.at(VIP)
            .with(server(RS1, 1).withInhibitOnFailure(true))
            .with(server(RS2, 1).withInhibitOnFailure(true))
            .with(server(RS3, 1).withInhibitOnFailure(true))
            .withQuorum(2, 1)
            .withSorryServer(new SorryServer(SORRY, true)));
    start();
    assertThat(log).containsExactly(new HealthEvent.QuorumGained(2, 1, 3));
    assertThat(table())
        .containsExactly("10.1.80.93 1", "10.1.80.95 1", "10.1.80.96 1", "127.0.0.1 0");

    down(RS1);
    assertThat(log).containsExactly(new HealthEvent.ServerRemoved(RS1, true));
    assertThat(table())
        .containsExactly("10.1.80.93 0", "10.1.80.95 1", "10.1.80.96 1", "127.0.0.1 0");

    down(RS2);
    down(RS3);
    assertThat(log)
        .containsExactly(
            new HealthEvent.ServerRemoved(RS3, true),
            new HealthEvent.QuorumLost(2, 1, 0),
            new HealthEvent.SorryServerAdded(new SorryServer(SORRY, true)),
            new HealthEvent.AliveServersRemoved());
    up(RS1);
    assertThat(log).containsExactly(new HealthEvent.ServerAdded(RS1, true));
    assertThat(table())
        .as("up, but the sorry server still stands in")
        .containsExactly("10.1.80.93 0", "10.1.80.95 0", "10.1.80.96 0", "127.0.0.1 1");

    up(RS2);
    up(RS3);
    assertThat(log)
        .containsExactly(
            new HealthEvent.ServerAdded(RS3, true),
            new HealthEvent.QuorumGained(2, 1, 3),
            new HealthEvent.SorryServerRemoved(new SorryServer(SORRY, true)),
            new HealthEvent.AliveServersAdded());
  }

  @Test
  void withAlphaNothingServesBeforeItsFirstSuccess() {
    CheckPolicy alpha = POLICY.withAlpha(true);
    given(
        VirtualServer.at(VIP)
            .with(server(RS1, 1, alpha))
            .with(server(RS2, 1, alpha))
            .withSorryServer(new SorryServer(SORRY, false)));
    start();
    assertThat(log)
        .containsExactly(
            new HealthEvent.StartedWithoutQuorum(1, 0, 0),
            new HealthEvent.SorryServerAdded(new SorryServer(SORRY, false)),
            new HealthEvent.AliveServersRemoved());
    assertThat(notified).containsExactly(new HealthEvent.VirtualServerDown());
    assertThat(table()).containsExactly("127.0.0.1 1");

    down(RS1);
    assertThat(log).as("it was not in the table").isEmpty();
    assertThat(notified).containsExactly(new HealthEvent.RealServerDown(RS1));
    down(RS1);
    assertThat(notified).as("told once").isEmpty();

    up(RS2);
    assertThat(notified)
        .containsExactly(new HealthEvent.RealServerUp(RS2), new HealthEvent.VirtualServerUp());
    assertThat(table()).containsExactly("10.1.80.95 1");
  }

  @Test
  void withAlphaAndNoSorryServerTheStartIsSilent() {
    CheckPolicy alpha = POLICY.withAlpha(true);
    given(VirtualServer.at(VIP).with(server(RS1, 1, alpha).withInhibitOnFailure(true)));
    start();
    assertThat(log).isEmpty();
    assertThat(notified).isEmpty();
    assertThat(table()).containsExactly("10.1.80.93 0");
  }

  @Test
  void atStartTheQuorumHasToBeGained() {
    given(
        VirtualServer.at(VIP)
            .with(server(RS1, 2))
            .with(server(RS2, 2))
            .withQuorum(3, 2)
            .withSorryServer(new SorryServer(SORRY, false)));
    start();
    assertThat(log).contains(new HealthEvent.StartedWithoutQuorum(3, 2, 4));
  }

  @Test
  void realServersAreAnnouncedAtStartOnRequestBeforeTheVirtualServer() {
    given(VirtualServer.at(VIP).with(server(RS1, 1)).withAnnounceAtStart(true));
    start();
    assertThat(notified)
        .containsExactly(new HealthEvent.RealServerUp(RS1), new HealthEvent.VirtualServerUp());
  }

  @Test
  void aServerWithTwoChecksIsUpWhileBothPass() {
    Check other =
        new Check(POLICY, TcpProbe.to(ServiceAddress.tcp("10.1.80.93", 443).socketAddress()));
    given(VirtualServer.at(VIP).with(server(RS1, 1).with(other)).with(server(RS2, 1)));
    start();
    tell(health.report(RS1, 1, CheckState.DOWN));
    assertThat(table()).containsExactly("10.1.80.95 1");
    tell(health.report(RS1, 0, CheckState.DOWN));
    assertThat(log).isEmpty();
    tell(health.report(RS1, 1, CheckState.UP));
    assertThat(log).isEmpty();
    tell(health.report(RS1, 0, CheckState.UP));
    assertThat(table()).containsExactly("10.1.80.93 1", "10.1.80.95 1");
  }

  @Test
  void stoppingIsLoggedAndTellsNothingWithoutOmega() {
    given(VirtualServer.at(VIP).with(server(RS1, 1)).with(server(RS2, 1)));
    start();
    stop();
    assertThat(log)
        .containsExactly(
            new HealthEvent.ServerShutDown(RS1, false), new HealthEvent.ServerShutDown(RS2, false));
    assertThat(notified).isEmpty();
    assertThat(table()).isEmpty();
  }

  @Test
  void withOmegaStoppingTellsThatWhatWasUpWentDown() {
    given(
        VirtualServer.at(VIP)
            .with(server(RS1, 1))
            .with(server(RS2, 1))
            .with(server(RS3, 1).withInhibitOnFailure(true))
            .withOmega(true));
    start();
    down(RS3);
    stop();
    assertThat(log).contains(new HealthEvent.ServerShutDown(RS3, true));
    assertThat(notified)
        .containsExactly(
            new HealthEvent.RealServerDown(RS1),
            new HealthEvent.RealServerDown(RS2),
            new HealthEvent.VirtualServerDown());
  }

  @Test
  void aWeightGivenAtRunTimeCountsForTheQuorum() {
    given(VirtualServer.at(VIP).with(server(RS1, 2)).withQuorum(2, 0));
    start();
    tell(health.advise(RS1, 0, new WeightAdvice.Exactly(1)));
    assertThat(table()).containsExactly("10.1.80.93 1");
    assertThat(notified).containsExactly(new HealthEvent.VirtualServerDown());
  }

  @Test
  void whatTheChecksSayOfTheWeightAddsUpAndIsForgottenWhenOneFails() {
    Check check = new Check(POLICY, TcpProbe.to(RS1.socketAddress()));
    given(
        VirtualServer.at(VIP)
            .with(new RealServer(RS1, 10, true, List.of(check, check)))
            .with(server(RS2, 1)));
    start();
    tell(health.advise(RS1, 0, new WeightAdvice.Exactly(18)));
    tell(health.advise(RS1, 1, new WeightAdvice.More(-3)));
    assertThat(table()).containsExactly("10.1.80.93 15", "10.1.80.95 1");
    tell(health.advise(RS1, 1, new WeightAdvice.More(-30)));
    assertThat(table()).containsExactly("10.1.80.93 0", "10.1.80.95 1");
    tell(health.report(RS1, 1, CheckState.DOWN));
    tell(health.report(RS1, 1, CheckState.UP));
    assertThat(table()).containsExactly("10.1.80.93 18", "10.1.80.95 1");
    assertThat(health.advise(RS1, 2, new WeightAdvice.More(1))).isEmpty();
  }

  @Test
  void aReportAboutAnUnknownServerOrCheckChangesNothing() {
    given(VirtualServer.at(VIP).with(server(RS1, 1)));
    start();
    assertThat(health.report(RS2, 0, CheckState.DOWN)).isEmpty();
    assertThat(health.report(RS1, 1, CheckState.DOWN)).isEmpty();
    assertThat(table()).containsExactly("10.1.80.93 1");
  }

  @Test
  void impossibleConfigurationsSayWhatToChange() {
    assertThatThrownBy(() -> VirtualServer.at(VIP).withQuorum(1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hysteresis");
    assertThatThrownBy(() -> VirtualServer.at(VIP).with(server(RS1, 1)).with(server(RS1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[10.1.80.93]:tcp:80 twice");
    assertThatThrownBy(() -> RealServer.of(RS1, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }

  private void given(VirtualServer configuration) {
    health = new VirtualServerHealth(configuration);
  }

  private void start() {
    tell(health.start());
  }

  private void stop() {
    tell(health.stop());
  }

  private void down(ServiceAddress server) {
    tell(health.report(server, 0, CheckState.DOWN));
  }

  private void up(ServiceAddress server) {
    tell(health.report(server, 0, CheckState.UP));
  }

  private void tell(List<HealthEvent> events) {
    log.clear();
    notified.clear();
    for (HealthEvent event : events) {
      (event instanceof HealthEvent.Notification ? notified : log).add(event);
    }
  }

  private List<String> table() {
    return health.desired().stream()
        .map(d -> d.address().address().getHostAddress() + " " + d.weight())
        .toList();
  }

  private static RealServer server(ServiceAddress address, int weight) {
    return server(address, weight, POLICY);
  }

  private static RealServer server(ServiceAddress address, int weight, CheckPolicy policy) {
    return RealServer.of(address, weight)
        .with(new Check(policy, TcpProbe.to(address.socketAddress())));
  }
}
