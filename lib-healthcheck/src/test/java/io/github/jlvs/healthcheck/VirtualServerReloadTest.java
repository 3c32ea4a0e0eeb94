// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.healthcheck.probe.TcpProbe;
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
    assertThat(health.desired()).containsExactly(real(RS2, 1));
  }

  @Test
  void aServerThatIsDownStaysDownEvenWithAnotherCheckOrWeight() {
    RealServer changed = RealServer.of(RS1, 9).with(OTHER_CHECK);
    assertThat(health.reconfigure(VirtualServer.at(VIP).with(changed).with(SERVER_2)))
        .containsExactly(new HealthEvent.WeightChanged(RS1, 5, 9, false));
    assertThat(health.desired()).containsExactly(real(RS2, 1));
    health.report(RS1, 0, CheckState.UP);
    assertThat(health.desired()).containsExactly(real(RS1, 9), real(RS2, 1));
  }

  @Test
  void aServerThatIsUpStaysUpWithANewAlphaCheck() {
    Check alpha = new Check(CHECK.policy().withAlpha(true), CHECK.probe());
    VirtualServer next = VirtualServer.at(VIP).with(RealServer.of(RS2, 1).with(alpha));
    assertThat(health.reconfigure(next)).containsExactly(new HealthEvent.ServerForgotten(RS1));
    assertThat(health.desired()).containsExactly(real(RS2, 1));
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
    assertThat(health.desired()).containsExactly(real(RS2, 1));
  }

  @Test
  void aServerLeftWithoutChecksIsUp() {
    health.reconfigure(VirtualServer.at(VIP).with(RealServer.of(RS1, 5)));
    assertThat(health.desired()).containsExactly(real(RS1, 5));
  }

  @Test
  void aNewServerIsTakenForUp() {
    ServiceAddress rs3 = ServiceAddress.tcp("10.1.80.96", 80);
    health.reconfigure(BEFORE.with(RealServer.of(rs3, 1).with(CHECK)));
    assertThat(health.desired()).containsExactly(real(RS2, 1), real(rs3, 1));
  }

  @Test
  void aWeightGivenAtRunTimeOutlivesAReloadThatDoesNotTouchIt() {
    health.weigh(RS2, 7);
    health.reconfigure(BEFORE.withQuorum(2, 0));
    assertThat(health.desired()).containsExactly(real(RS2, 7));
    health.reconfigure(VirtualServer.at(VIP).with(RealServer.of(RS2, 3).with(CHECK)));
    assertThat(health.desired()).containsExactly(real(RS2, 3));
  }

  @Test
  void aRaisedQuorumCanBeLostByTheReloadAndASorryServerStandInAtOnce() {
    assertThat(health.reconfigure(BEFORE.withQuorum(2, 0).withSorryServer(SORRY)))
        .containsExactly(
            new HealthEvent.QuorumLost(2, 0, 1),
            new HealthEvent.SorryServerAdded(SORRY),
            new HealthEvent.AliveServersRemoved(),
            new HealthEvent.VirtualServerDown());
    assertThat(health.desired()).containsExactly(sorry(SORRY.address()));
  }

  @Test
  void aSorryServerThatChangesWhileItStandsInIsReplaced() {
    VirtualServer withSorry = BEFORE.withQuorum(2, 0).withSorryServer(SORRY);
    health.reconfigure(withSorry);
    SorryServer other = new SorryServer(ServiceAddress.tcp("127.0.0.1", 9001), false);
    assertThat(health.reconfigure(withSorry.withSorryServer(other)))
        .containsExactly(
            new HealthEvent.SorryServerRemoved(SORRY), new HealthEvent.SorryServerAdded(other));
    assertThat(health.desired()).containsExactly(sorry(other.address()));
    assertThat(health.reconfigure(BEFORE.withQuorum(2, 0)))
        .containsExactly(
            new HealthEvent.SorryServerRemoved(other), new HealthEvent.AliveServersAdded());
    assertThat(health.desired()).containsExactly(real(RS2, 1));
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

  private static DesiredDestination real(ServiceAddress address, int weight) {
    return new DesiredDestination(address, weight, DesiredDestination.Role.REAL_SERVER);
  }

  private static DesiredDestination sorry(ServiceAddress address) {
    return new DesiredDestination(address, 1, DesiredDestination.Role.SORRY_SERVER);
  }
}
