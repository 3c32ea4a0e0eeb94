// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class CauseOfLatenessTest {
  private static final long LATE = 2_000_000_000L;
  private static final long HALF = LATE / 2;

  /** For how long the loop was awake before it came to the deadline. */
  private long awake;

  @Test
  void whatTookHalfOfTheTimeIsTheCause() {
    assertThat(find(0, HALF, 0, CauseOfLatenessTest::notAsked)).isEqualTo(LateCause.BUSY);
    assertThat(find(0, 0, HALF, CauseOfLatenessTest::notAsked)).isEqualTo(LateCause.NO_PROCESSOR);
    assertThat(find(HALF, 0, 0, CauseOfLatenessTest::notAsked)).isEqualTo(LateCause.SUSPENDED);
    assertThat(find(0, 0, 0, () -> HALF)).isEqualTo(LateCause.COLLECTION);
  }

  @Test
  void whatTookLessIsNot() {
    assertThat(find(HALF - 1, HALF - 1, HALF - 1, () -> HALF - 1)).isEqualTo(LateCause.STOPPED);
  }

  @Test
  void ofTwoTheLongerIsTheCause() {
    assertThat(find(0, HALF, HALF + 1, CauseOfLatenessTest::notAsked))
        .isEqualTo(LateCause.NO_PROCESSOR);
    assertThat(find(0, HALF + 1, HALF, CauseOfLatenessTest::notAsked)).isEqualTo(LateCause.BUSY);
  }

  @Test
  void whoWasAwakeWhenTheTimeCameWaitedForSomething() {
    awake = HALF;
    assertThat(find(0, 0, 0, () -> 0)).isEqualTo(LateCause.STOPPED);
    awake = HALF + 1;
    assertThat(find(0, 0, 0, () -> 0)).isEqualTo(LateCause.BLOCKED);
  }

  @Test
  void aKernelThatDoesNotTellLeavesTheCollectionAlone() {
    CauseOfLateness cause = new CauseOfLateness(LATE, 0);

    assertThat(cause.find(Optional.empty(), () -> HALF)).isEqualTo(LateCause.COLLECTION);
    assertThat(cause.find(Optional.empty(), () -> 0)).isEqualTo(LateCause.UNKNOWN);
  }

  private LateCause find(long suspended, long running, long queued, LongSupplier collected) {
    TimeUse before = new TimeUse(5, 7, 11, 13);
    TimeUse after = new TimeUse(5 + LATE, 7 + LATE + suspended, 11 + running, 13 + queued);
    return new CauseOfLateness(LATE, awake).find(Optional.of(after.since(before)), collected);
  }

  private static long notAsked() {
    throw new AssertionError("the JVM is asked though the kernel has told");
  }
}
