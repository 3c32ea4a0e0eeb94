// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkThreadTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(10);

  private final List<String> happened = new CopyOnWriteArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);

  private WorkThread working() {
    return thread(
        () -> {
          happened.add("work on " + Thread.currentThread().getName());
          await(over);
        });
  }

  private WorkThread thread(Runnable work) {
    return new WorkThread("a-name", work, cause -> happened.add("died of " + cause.getMessage()));
  }

  @Test
  void it_begins_once_and_is_waited_for() {
    WorkThread thread = working();
    assertThat(thread.awaitEnd(LONG)).as("never begun").isTrue();
    assertThat(happened).isEmpty();

    thread.begin();
    thread.begin();
    assertThat(thread.awaitEnd(SHORT)).as("while it works").isFalse();
    over.countDown();
    assertThat(thread.awaitEnd(LONG)).isTrue();
    assertThat(happened).containsExactly("work on a-name");
  }

  @Test
  void an_interrupt_ends_no_wait_and_is_to_be_seen_afterwards() throws Exception {
    WorkThread thread = working();
    thread.begin();
    CountDownLatch waits = new CountDownLatch(1);
    Thread waiting =
        new Thread(
            () -> {
              waits.countDown();
              happened.add("ended: " + thread.awaitEnd(LONG));
              happened.add("interrupted: " + Thread.interrupted());
            },
            "waiting");
    waiting.start();
    waits.await();
    waiting.interrupt();
    waiting.join(50);
    assertThat(waiting.isAlive()).isTrue();
    over.countDown();
    waiting.join();
    assertThat(happened).containsExactly("work on a-name", "ended: true", "interrupted: true");
  }

  @Test
  void what_ends_it_unasked_is_told() {
    WorkThread thread =
        thread(
            () -> {
              throw new OutOfMemoryError("no room");
            });
    thread.begin();
    assertThat(thread.awaitEnd(LONG)).isTrue();
    assertThat(happened).containsExactly("died of no room");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
