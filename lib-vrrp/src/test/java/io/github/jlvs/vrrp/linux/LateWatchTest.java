// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static io.github.jlvs.vrrp.linux.Addresses.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.vrrp.Event;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two masters on one loop are late; the host says what the loop's thread did meanwhile. */
class LateWatchTest {
  private static final Duration STALL = Duration.ofSeconds(10);

  /** The next reading is due in 300 ms, before the next advertisements in 909 ms. */
  private static final Duration UNTIL_THE_STALL = Duration.ofMillis(9_700);

  private static final long LATE = STALL.toNanos() - 909_375_000;

  private final FakeHost host = new FakeHost();
  private final RunnerUnderTest runner = new RunnerUnderTest(host);
  private long running;

  @BeforeEach
  void twoMasters() {
    host.used(new TimeUse(0, 0, 0, 0));
    host.network().create("eth0", "10.1.80.91/24");
    runner.run(router("VI_1", 51, "10.1.80.81"), router("VI_2", 52, "10.1.80.82"));
    host.pass(UNTIL_THE_STALL);
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
    assertThat(runner.told()).noneMatch(RunnerEvent.Late.class::isInstance);
  }

  @AfterEach
  void close() {
    runner.close();
  }

  @Test
  void whoDidNothingAndSleptWasStopped() {
    stall(Duration.ZERO);

    assertBoth(LateCause.STOPPED);
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
  }

  /** The reading that was due in the stall comes after it: it must not take the first's place. */
  @Test
  void whatTheThreadDidIsFoundForEachRouter() {
    stall(STALL);

    assertBoth(LateCause.BUSY);
  }

  @Test
  void theNextLatenessIsExplainedByWhatWasDoneSince() {
    stall(STALL);
    assertThat(runner.told()).isNotEmpty();
    host.pass(Duration.ofMillis(10));

    stall(Duration.ZERO);

    assertThat(runner.told(RunnerEvent.Late.class))
        .hasSize(2)
        .allMatch(late -> late.cause() == LateCause.STOPPED);
  }

  @Test
  void theJvmIsAskedWhereTheKernelHasNoAnswer() {
    host.collects(STALL);
    stall(Duration.ZERO);

    assertBoth(LateCause.COLLECTION);
  }

  @Test
  void whoWasAwakeWasNotStopped() {
    host.wakes();
    host.stall(STALL);
    host.settle();

    assertBoth(LateCause.BLOCKED);
  }

  private void stall(Duration computing) {
    host.stall(STALL);
    running += computing.toNanos();
    host.used(new TimeUse(0, 0, running, 0));
    host.wakes();
    host.settle();
  }

  private void assertBoth(LateCause cause) {
    Event.Late late = new Event.Late(Event.ProtocolTimer.ADVERTISEMENT, LATE);
    assertThat(runner.told(RunnerEvent.Late.class))
        .containsExactly(
            new RunnerEvent.Late("VI_1", late, cause), new RunnerEvent.Late("VI_2", late, cause));
  }

  private static RouterSetup router(String name, int vrid, String address) {
    return RouterSetup.builder(name, "eth0", VirtualRouterConfig.builder(vrid, ip(address)).build())
        .build();
  }
}
