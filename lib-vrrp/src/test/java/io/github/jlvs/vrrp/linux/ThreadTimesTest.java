// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreadTimesTest {
  private static final long SOME = TimeUnit.MILLISECONDS.toNanos(200);

  @Test
  void theKernelsNumbersAreNanosecondsAndHundredths() {
    assertThat(ThreadTimes.parse(42, "728109 90359 1\n", "33857.07 28035.03\n"))
        .isEqualTo(new TimeUse(42, 33_857_070_000_000L, 728_109, 90_359));
  }

  @ParameterizedTest
  @CsvSource({"'',1.00 2", "5,1.00 2", "5 6,", "5 6,12", "5 x,1.00 2", "5 6,a.b 2"})
  void whatIsOtherwiseIsRefused(String thread, String machine) {
    assertThatThrownBy(() -> ThreadTimes.parse(0, thread, machine == null ? "" : machine))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aThreadThatComputesRunsAndOneThatSleepsDoesNot() throws InterruptedException {
    try (ThreadTimes times = new ThreadTimes()) {
      TimeUse first = read(times);
      long start = System.nanoTime();
      while (read(times).since(first).running() < SOME) {
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.MINUTES.toNanos(1));
      }
      TimeUse second = read(times);
      Thread.sleep(TimeUnit.NANOSECONDS.toMillis(SOME));
      TimeUse slept = read(times).since(second);

      assertThat(slept.monotonic()).isGreaterThanOrEqualTo(SOME);
      assertThat(slept.running()).isLessThan(SOME);
      assertThat(slept.boot()).isGreaterThanOrEqualTo(SOME - TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  @Test
  void theJvmTellsWhenItCollected() {
    List<long[]> kept = new ArrayList<>();
    long collected = 0;
    for (int i = 0; i < 1_000 && collected == 0; i++) {
      kept.add(new long[10_000]);
      System.gc();
      collected = GarbageCollections.within(TimeUnit.HOURS.toNanos(1));
    }

    assertThat(collected).isPositive();
    assertThat(GarbageCollections.within(0)).isZero();
    assertThat(kept.size()).isPositive();
  }

  @Test
  void whatOverlapsCountsAsFarAsItDoes() {
    assertThat(GarbageCollections.overlap(10, 20, 12, 15)).isEqualTo(3);
    assertThat(GarbageCollections.overlap(10, 20, 5, 15)).isEqualTo(5);
    assertThat(GarbageCollections.overlap(10, 20, 15, 25)).isEqualTo(5);
    assertThat(GarbageCollections.overlap(10, 20, 1, 5)).isZero();
    assertThat(GarbageCollections.overlap(10, 20, 21, 25)).isZero();
  }

  private static TimeUse read(ThreadTimes times) {
    return times.read(System.nanoTime()).orElseThrow();
  }
}
