// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.jkeepalived.pulse.Watched;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EndingsTest {
  @Test
  void the_first_that_dies_is_told() {
    Endings endings = new Endings();
    endings.died(new IllegalStateException("one"));
    endings.died(new IllegalStateException("two"));
    assertThat(endings.first().join()).hasMessage("one");
  }

  @Test
  void one_that_hangs_is_told_with_the_place_where_it_hangs() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    CountDownLatch there = new CountDownLatch(1);
    Thread hanging =
        new Thread(
            () -> {
              there.countDown();
              await(over);
            },
            "hangs-here");
    hanging.start();
    there.await();
    Endings endings = new Endings();
    endings.hangs(new Watched("hangs-here", 1, task -> {}));
    assertThat(endings.first().join().getMessage())
        .startsWith("hangs-here does not answer any more at EndingsTest.java:");
    over.countDown();
    hanging.join();
  }

  @Test
  void what_does_not_end_in_time_after_a_fault_is_ended_by_the_last_resort() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    Endings endings = Endings.endingBy(ended::countDown, Duration.ofMillis(20));
    assertThat(ended.await(200, TimeUnit.MILLISECONDS)).as("without a fault").isFalse();
    endings.failing(new OutOfMemoryError("no room"));
    ended.await();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
