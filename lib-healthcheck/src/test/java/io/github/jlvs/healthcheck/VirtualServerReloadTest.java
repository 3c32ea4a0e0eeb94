// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.healthcheck.probe.TcpProbe;
import io.github.jlvs.healthcheck.probe.WeightAdvice;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A reload while real servers are up and down: what is known of them is kept. */
class VirtualServerReloadTest {
  private static final ServiceAddress VIP = ServiceAddress.tcp("10.1.80.90", 80);
  private static final ServiceAddress RS1 = ServiceAddress.tcp("10.1.80.93", 80);
  private static final ServiceAddress RS2 = ServiceAddress.tcp("10.1.80.95", 80);
  private static final SorryServer SORRY =
      new SorryServer(ServiceAddress.tcp("127.0.0.1", 9000), false);
  private static final Check CHECK =
      new Check(CheckPolicy.every(Duration.ofSeconds(6)), TcpProbe.to(RS1.socketAddress()));
  private static final Check OTHER_CHECK =
      new Check(CheckPolicy.every(Duration.ofSeconds(7)), TcpProbe.to(RS1.socketAddress()));
  private static final RealServer SERVER_1 = RealServer.of(RS1, 5).with(CHECK);
  private static final RealServer SERVER_2 = RealServer.of(RS2, 1).with(CHECK);
  private static final VirtualServer BEFORE = VirtualServer.at(VIP).with(SERVER_1).with(SERVER_2);

  private final VirtualServerHealth health = new VirtualServerHealth(BEFORE);

  @BeforeEach
  void theFirstServerIsDown() {
    health.start();
    health.report(RS1, 0, CheckState.DOWN);
  }

  @Test
  void nothingChangedTellsNothing() {
    assertThat(health.reconfigure(BEFORE)).isEmpty();
    assertThat(health.desired()).containsExactly(desired(SERVER_2));
  }

  @Test
  void aServerThatIsDownStaysDownEvenWithAnotherCheckOrWeight() {
    RealServer changed = RealServer.of(RS1, 9).with(OTHER_CHECK);
    assertThat(health.reconfigure(VirtualServer.at(VIP).with(changed).with(SERVER_2)))
        .containsExactly(new HealthEvent.WeightChanged(RS1, 5, 9, false));
    assertThat(health.desired()).containsExactly(desired(SERVER_2));
    health.report(RS1, 0, CheckState.UP);
    assertThat(health.desired()).containsExactly(desired(changed), desired(SERVER_2));
  }

  @Test
  void aServerThatIsUpStaysUpWithANewAlphaCheck() {
    Check alpha = new Check(CHECK.policy().withAlpha(true), CHECK.probe());
    RealServer changed = RealServer.of(RS2, 1).with(alpha);
    VirtualServer next = VirtualServer.at(VIP).with(changed);
    assertThat(health.reconfigure(next)).containsExactly(new HealthEvent.ServerForgotten(RS1));
    assertThat(health.desired()).containsExactly(desired(changed));
  }

  @Test
  void ofTwoEqualChecksEachKeepsItsOwnState() {
    RealServer twice = SERVER_2.with(CHECK);
    VirtualServer configuration = VirtualServer.at(VIP).with(twice);
    health.reconfigure(configuration);
    health.report(RS2, 1, CheckState.DOWN);
    assertThat(health.reconfigure(configuration)).isEmpty();
    assertThat(health.desired()).isEmpty();
    health.report(RS2, 1, CheckState.UP);
    assertThat(health.desired()).containsExactly(desired(twice));
  }

  @Test
  void aServerLeftWithoutChecksIsUp() {
    RealServer unchecked = RealServer.of(RS1, 5);
    health.reconfigure(VirtualServer.at(VIP).with(unchecked));
    assertThat(health.desired()).containsExactly(desired(unchecked));
  }

  @Test
  void aNewServerIsTakenForUp() {
    RealServer third = RealServer.of(ServiceAddress.tcp("10.1.80.96", 80), 1).with(CHECK);
    health.reconfigure(BEFORE.with(third));
    assertThat(health.desired()).containsExactly(desired(SERVER_2), desired(third));
  }

  @Test
  void whatACheckHasSaidOfTheWeightOutlivesAReloadThatLeavesTheCheck() {
    health.advise(RS2, 0, new WeightAdvice.Exactly(7));
    health.reconfigure(BEFORE.withQuorum(2, 0));
    assertThat(health.desired()).containsExactly(new DesiredDestination(SERVER_2, 7));
    RealServer heavier = RealServer.of(RS2, 3).with(CHECK);
    health.reconfigure(VirtualServer.at(VIP).with(heavier));
    assertThat(health.desired()).containsExactly(new DesiredDestination(heavier, 7));
    RealServer unchecked = RealServer.of(RS2, 3);
    health.reconfigure(VirtualServer.at(VIP).with(unchecked));
    assertThat(health.desired()).containsExactly(desired(unchecked));
  }

  @Test
  void aRaisedQuorumCanBeLostByTheReloadAndASorryServerStandInAtOnce() {
    assertThat(health.reconfigure(BEFORE.withQuorum(2, 0).withSorryServer(SORRY)))
        .containsExactly(
            new HealthEvent.QuorumLost(2, 0, 1),
            new HealthEvent.SorryServerAdded(SORRY),
            new HealthEvent.AliveServersRemoved(),
            new HealthEvent.VirtualServerDown());
    assertThat(health.desired()).containsExactly(sorry(SORRY));
  }

  @Test
  void aSorryServerThatChangesWhileItStandsInIsReplaced() {
    VirtualServer withSorry = BEFORE.withQuorum(2, 0).withSorryServer(SORRY);
    health.reconfigure(withSorry);
    SorryServer other = new SorryServer(ServiceAddress.tcp("127.0.0.1", 9001), false);
    assertThat(health.reconfigure(withSorry.withSorryServer(other)))
        .containsExactly(
            new HealthEvent.SorryServerRemoved(SORRY), new HealthEvent.SorryServerAdded(other));
    assertThat(health.desired()).containsExactly(sorry(other));
    assertThat(health.reconfigure(BEFORE.withQuorum(2, 0)))
        .containsExactly(
            new HealthEvent.SorryServerRemoved(other), new HealthEvent.AliveServersAdded());
    assertThat(health.desired()).containsExactly(desired(SERVER_2));
  }

  @Test
  void anotherVirtualServerIsNoReload() {
    VirtualServer other = VirtualServer.at(RS1);
    assertThatThrownBy(() -> health.reconfigure(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[10.1.80.90]:tcp:80");
  }

  @Test
  void beforeTheStartAReloadTellsNothing() {
    VirtualServerHealth notStarted = new VirtualServerHealth(BEFORE);
    assertThat(notStarted.reconfigure(VirtualServer.at(VIP).with(SERVER_2))).isEmpty();
    assertThat(notStarted.desired()).isEqualTo(List.of());
  }

  private static DesiredDestination sorry(SorryServer server) {
    return new DesiredDestination(server, 1);
  }

  private static DesiredDestination desired(RealServer server) {
    return new DesiredDestination(server, server.weight());
  }
}
