// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.healthcheck.probe.TcpProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A virtual server while its real servers come and go. The log lines and the lines of the
 * notification pipe are those of keepalived 2.2.7 in the same situations.
 */
class VirtualServerHealthTest {
  private static final ServiceAddress VIP = ServiceAddress.tcp("10.1.80.90", 80);
  private static final ServiceAddress RS1 = ServiceAddress.tcp("10.1.80.93", 80);
  private static final ServiceAddress RS2 = ServiceAddress.tcp("10.1.80.95", 80);
  private static final ServiceAddress RS3 = ServiceAddress.tcp("10.1.80.96", 80);
  private static final ServiceAddress SORRY = ServiceAddress.tcp("127.0.0.1", 9000);
  private static final CheckPolicy POLICY = CheckPolicy.every(Duration.ofSeconds(6));

  private VirtualServerHealth health = new VirtualServerHealth(VirtualServer.at(VIP));
  private final List<String> log = new ArrayList<>();
  private final List<String> fifo = new ArrayList<>();

  @Test
  void theGuidesTwoServersServeFromTheStartAndLeaveAndReturnByTheirChecks() {
    given(VirtualServer.at(VIP).with(server(RS1, 100)).with(server(RS2, 100)));
    start();
    assertThat(log).containsExactly("Gained quorum 1+0=1 <= 200 for VS [10.1.80.90]:tcp:80");
    assertThat(table()).containsExactly("10.1.80.93 100", "10.1.80.95 100");

    down(RS1);
    assertThat(log)
        .containsExactly("Removing service [10.1.80.93]:tcp:80 from VS [10.1.80.90]:tcp:80");
    assertThat(fifo).containsExactly("RS [10.1.80.93]:tcp:80 [10.1.80.90]:tcp:80 DOWN");
    assertThat(table()).containsExactly("10.1.80.95 100");

    up(RS1);
    assertThat(log).containsExactly("Adding service [10.1.80.93]:tcp:80 to VS [10.1.80.90]:tcp:80");
    assertThat(fifo).containsExactly("RS [10.1.80.93]:tcp:80 [10.1.80.90]:tcp:80 UP");
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
            "Removing service [10.1.80.93]:tcp:80 from VS [10.1.80.90]:tcp:80",
            "Lost quorum 2-0=2 > 1 for VS [10.1.80.90]:tcp:80",
            "Adding sorry server [127.0.0.1]:tcp:9000 to VS [10.1.80.90]:tcp:80",
            "Removing alive servers from the pool for VS [10.1.80.90]:tcp:80");
    assertThat(fifo)
        .containsExactly(
            "RS [10.1.80.93]:tcp:80 [10.1.80.90]:tcp:80 DOWN", "VS [10.1.80.90]:tcp:80 DOWN");
    assertThat(table()).containsExactly("127.0.0.1 1");

    down(RS2);
    assertThat(log)
        .containsExactly("Removing service [10.1.80.95]:tcp:80 from VS [10.1.80.90]:tcp:80");
    up(RS1);
    assertThat(table()).as("one of two is no quorum").containsExactly("127.0.0.1 1");

    up(RS2);
    assertThat(log)
        .containsExactly(
            "Adding service [10.1.80.95]:tcp:80 to VS [10.1.80.90]:tcp:80",
            "Gained quorum 2+0=2 <= 2 for VS [10.1.80.90]:tcp:80",
            "Removing sorry server [127.0.0.1]:tcp:9000 from VS [10.1.80.90]:tcp:80",
            "Adding alive servers to the pool for VS [10.1.80.90]:tcp:80");
    assertThat(fifo)
        .containsExactly(
            "RS [10.1.80.95]:tcp:80 [10.1.80.90]:tcp:80 UP", "VS [10.1.80.90]:tcp:80 UP");
    assertThat(table()).containsExactly("10.1.80.93 1", "10.1.80.95 1");
  }

  @Test
  void withoutASorryServerThoseThatAreUpGoOnServingBelowTheQuorum() {
    given(VirtualServer.at(VIP).with(server(RS1, 1)).with(server(RS2, 1)).withQuorum(2, 0));
    start();
    down(RS1);
    assertThat(log)
        .containsExactly(
            "Removing service [10.1.80.93]:tcp:80 from VS [10.1.80.90]:tcp:80",
            "Lost quorum 2-0=2 > 1 for VS [10.1.80.90]:tcp:80");
    assertThat(fifo).contains("VS [10.1.80.90]:tcp:80 DOWN");
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
    assertThat(log).containsExactly("Gained quorum 2+1=3 <= 3 for VS [10.1.80.90]:tcp:80");
    assertThat(table())
        .containsExactly("10.1.80.93 1", "10.1.80.95 1", "10.1.80.96 1", "127.0.0.1 0");

    down(RS1);
    assertThat(log)
        .containsExactly("Disabling service [10.1.80.93]:tcp:80 of VS [10.1.80.90]:tcp:80");
    assertThat(table())
        .containsExactly("10.1.80.93 0", "10.1.80.95 1", "10.1.80.96 1", "127.0.0.1 0");

    down(RS2);
    down(RS3);
    assertThat(log)
        .containsExactly(
            "Disabling service [10.1.80.96]:tcp:80 of VS [10.1.80.90]:tcp:80",
            "Lost quorum 2-1=1 > 0 for VS [10.1.80.90]:tcp:80",
            "Enabling sorry server [127.0.0.1]:tcp:9000 to VS [10.1.80.90]:tcp:80",
            "Removing alive servers from the pool for VS [10.1.80.90]:tcp:80");
    up(RS1);
    assertThat(log)
        .containsExactly("Enabling service [10.1.80.93]:tcp:80 of VS [10.1.80.90]:tcp:80");
    assertThat(table())
        .as("up, but the sorry server still stands in")
        .containsExactly("10.1.80.93 0", "10.1.80.95 0", "10.1.80.96 0", "127.0.0.1 1");

    up(RS2);
    up(RS3);
    assertThat(log)
        .containsExactly(
            "Enabling service [10.1.80.96]:tcp:80 of VS [10.1.80.90]:tcp:80",
            "Gained quorum 2+1=3 <= 3 for VS [10.1.80.90]:tcp:80",
            "Disabling sorry server [127.0.0.1]:tcp:9000 from VS [10.1.80.90]:tcp:80",
            "Adding alive servers to the pool for VS [10.1.80.90]:tcp:80");
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
            "Starting with quorum down 1-0=1 > 0 for VS [10.1.80.90]:tcp:80",
            "Adding sorry server [127.0.0.1]:tcp:9000 to VS [10.1.80.90]:tcp:80",
            "Removing alive servers from the pool for VS [10.1.80.90]:tcp:80");
    assertThat(fifo).containsExactly("VS [10.1.80.90]:tcp:80 DOWN");
    assertThat(table()).containsExactly("127.0.0.1 1");

    down(RS1);
    assertThat(log).as("it was not in the table").isEmpty();
    assertThat(fifo).containsExactly("RS [10.1.80.93]:tcp:80 [10.1.80.90]:tcp:80 DOWN");
    down(RS1);
    assertThat(fifo).as("told once").isEmpty();

    up(RS2);
    assertThat(fifo)
        .containsExactly(
            "RS [10.1.80.95]:tcp:80 [10.1.80.90]:tcp:80 UP", "VS [10.1.80.90]:tcp:80 UP");
    assertThat(table()).containsExactly("10.1.80.95 1");
  }

  @Test
  void withAlphaAndNoSorryServerTheStartIsSilent() {
    CheckPolicy alpha = POLICY.withAlpha(true);
    given(VirtualServer.at(VIP).with(server(RS1, 1, alpha).withInhibitOnFailure(true)));
    start();
    assertThat(log).isEmpty();
    assertThat(fifo).isEmpty();
    assertThat(table()).containsExactly("10.1.80.93 0");
  }

  @Test
  void atStartTheQuorumHasToBeGainedAndKeepalivedPrintsAMinusForTheSum() {
    given(
        VirtualServer.at(VIP)
            .with(server(RS1, 2))
            .with(server(RS2, 2))
            .withQuorum(3, 2)
            .withSorryServer(new SorryServer(SORRY, false)));
    start();
    assertThat(log).contains("Starting with quorum down 3-2=5 > 4 for VS [10.1.80.90]:tcp:80");
  }

  @Test
  void realServersAreAnnouncedAtStartOnRequestBeforeTheVirtualServer() {
    given(VirtualServer.at(VIP).with(server(RS1, 1)).withAnnounceAtStart(true));
    start();
    assertThat(fifo)
        .containsExactly(
            "RS [10.1.80.93]:tcp:80 [10.1.80.90]:tcp:80 UP", "VS [10.1.80.90]:tcp:80 UP");
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
            "Shutting down service [10.1.80.93]:tcp:80 from VS [10.1.80.90]:tcp:80",
            "Shutting down service [10.1.80.95]:tcp:80 from VS [10.1.80.90]:tcp:80");
    assertThat(fifo).isEmpty();
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
    assertThat(log)
        .contains(
            "Shutting down (inhibited) service [10.1.80.96]:tcp:80 from VS [10.1.80.90]:tcp:80");
    assertThat(fifo)
        .containsExactly(
            "RS [10.1.80.93]:tcp:80 [10.1.80.90]:tcp:80 DOWN",
            "RS [10.1.80.95]:tcp:80 [10.1.80.90]:tcp:80 DOWN",
            "VS [10.1.80.90]:tcp:80 DOWN");
  }

  @Test
  void aWeightGivenAtRunTimeCountsForTheQuorum() {
    given(VirtualServer.at(VIP).with(server(RS1, 2)).withQuorum(2, 0));
    start();
    tell(health.weigh(RS1, 1));
    assertThat(table()).containsExactly("10.1.80.93 1");
    assertThat(fifo).containsExactly("VS [10.1.80.90]:tcp:80 DOWN");
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
    VirtualServerName name = health.configuration().name();
    log.clear();
    fifo.clear();
    for (HealthEvent event : events) {
      KeepalivedLog.line(name, event).ifPresent(log::add);
      if (event instanceof HealthEvent.Notification notification) {
        fifo.add(KeepalivedLog.fifoLine(name, notification));
      }
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
