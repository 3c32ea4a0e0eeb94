// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static io.github.jlvs.vrrp.linux.Addresses.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import io.github.jlvs.vrrp.tracking.TrackedState;
import io.github.jlvs.vrrp.tracking.Tracking;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of virtual routers when something that they track is reported. */
class TrackedThingsTest {
  private static final Duration ELECTED = Duration.ofSeconds(4);

  private final FakeHost host = new FakeHost();
  private final RunnerUnderTest runner = new RunnerUnderTest(host);

  @BeforeEach
  void network() {
    host.network().create("eth0", "10.1.80.91/24");
  }

  @Test
  void aFaultPutsTheMasterIntoFaultAndItsEndLetsItElectAgain() {
    report("chk", TrackedState.UP);
    runner.run(router("VI_1", 51, Tracking.fault("chk")).build());
    host.pass(ELECTED);
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);

    report("chk", TrackedState.DOWN);
    assertThat(runner.state("VI_1")).isEqualTo(State.FAULT);
    assertThat(runner.down("VI_1")).containsExactly("chk");
    assertThat(host.packets().get(host.packets().size() - 1).priority()).isZero();

    report("chk", TrackedState.UP);
    host.pass(ELECTED);
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
  }

  /** A director whose service is dead must not be master for the time of a check. */
  @Test
  void aRouterWaitsForTheFirstReportOfWhatMayBeAFault() {
    runner.run(router("VI_1", 51, Tracking.fault("chk")).build());
    host.pass(ELECTED);
    assertThat(runner.state("VI_1")).isEqualTo(State.INITIALIZE);
    assertThat(runner.told(RunnerEvent.StateChanged.class)).isEmpty();
    assertThat(runner.told(RunnerEvent.AddressesRemoved.class)).hasSize(1);

    report("chk", TrackedState.DOWN);
    assertThat(runner.state("VI_1")).isEqualTo(State.FAULT);

    report("chk", TrackedState.UP);
    assertThat(runner.state("VI_1")).isEqualTo(State.BACKUP);
  }

  @Test
  void aGroupWaitsAsAWhole() {
    runner.run(
        List.of(router("VI_1", 51, Tracking.fault("chk")).build(), router("VI_2", 52).build()),
        List.of(new GroupSetup("VG", List.of("VI_1", "VI_2"))));
    host.pass(ELECTED);
    assertThat(runner.state("VI_2")).isEqualTo(State.INITIALIZE);

    report("chk", TrackedState.UP);
    host.pass(ELECTED);
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
    assertThat(runner.state("VI_2")).isEqualTo(State.MASTER);
  }

  @Test
  void oneThatRunsGoesOnWhenSomethingUnknownIsTrackedToo() {
    runner.run(router("VI_1", 51).build());
    host.pass(ELECTED);
    runner.run(router("VI_1", 51, Tracking.fault("chk")).build());
    host.pass(ELECTED);

    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
  }

  @Test
  void oneThatWaitedIsStartedByAReloadThatTracksNothing() {
    runner.run(router("VI_1", 51, Tracking.fault("chk")).build());
    runner.run(router("VI_1", 51).build());
    host.pass(ELECTED);

    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
  }

  @Test
  void oneThatWaitedAndIsTakenAwayIsNeverStarted() {
    runner.run(router("VI_1", 51, Tracking.fault("chk")).build());
    runner.run(router("VI_2", 52).build());
    report("chk", TrackedState.UP);
    host.pass(ELECTED);

    assertThat(runner.runner().router("VI_1")).isEmpty();
    assertThat(runner.state("VI_2")).isEqualTo(State.MASTER);
    assertThat(host.packets()).isNotEmpty().allMatch(packet -> packet.vrid() == 52);
  }

  @Test
  void weightsOfAllThatIsTrackedAddUpAndStayWithinTheRange() {
    runner.run(router("VI_1", 51, Tracking.weighted("a", 20), Tracking.weighted("b", -30)).build());
    host.pass(ELECTED);
    assertThat(priority()).isEqualTo(100);

    report("a", TrackedState.UP);
    assertThat(priority()).isEqualTo(120);
    report("b", TrackedState.DOWN);
    assertThat(priority()).isEqualTo(90);
    host.pass(Duration.ofSeconds(1));
    assertThat(host.packets().get(host.packets().size() - 1).priority()).isEqualTo(90);

    runner.run(router("VI_1", 51, Tracking.weighted("a", 250), Tracking.weighted("b", 20)).build());
    assertThat(priority()).isEqualTo(254);
    runner.run(router("VI_1", 51, Tracking.weighted("b", -254)).build());
    assertThat(priority()).isEqualTo(1);
  }

  @Test
  void whatIsKnownOutlivesAReload() {
    report("chk", TrackedState.DOWN);
    runner.run(router("VI_1", 51, Tracking.fault("chk")).build());

    runner.run(router("VI_1", 51, Tracking.fault("chk")).receiveBuffer(20_000).build());

    assertThat(runner.down("VI_1")).containsExactly("chk");
  }

  private int priority() {
    return runner.status("VI_1").priority();
  }

  private void report(String thing, TrackedState state) {
    runner.runner().report(thing, state);
    host.settle();
  }

  private static RouterSetup.Builder router(String name, int vrid, Tracking... tracked) {
    return RouterSetup.builder(
            name, "eth0", VirtualRouterConfig.builder(vrid, ip("10.1.80." + vrid)).build())
        .tracked(List.of(tracked));
  }
}
