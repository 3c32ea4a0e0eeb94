// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoopThreadTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private final CompletableFuture<Throwable> death = new CompletableFuture<>();

  @Test
  void code_runs_on_the_named_thread_and_its_result_comes_back() {
    try (LoopThread thread = new LoopThread("a-name", death::complete)) {
      assertThat(thread.<String>call(() -> Thread.currentThread().getName(), LIMIT))
          .isEqualTo("a-name");
    }
    assertThat(death).isNotDone();
  }

  @Test
  void what_the_code_throws_is_thrown_here_and_the_loop_goes_on() {
    try (LoopThread thread = new LoopThread("a-name", death::complete)) {
      assertThatThrownBy(
              () ->
                  thread.run(
                      () -> {
                        throw new IllegalArgumentException("no");
                      },
                      LIMIT))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(thread.<Integer>call(() -> 1, LIMIT)).isEqualTo(1);
    }
  }

  @Test
  void after_its_death_the_rest_is_done_on_the_calling_thread() throws Exception {
    try (LoopThread thread = new LoopThread("a-name", death::complete)) {
      thread
          .loop()
          .post(
              () -> {
                throw new IllegalStateException("broken");
              });
      assertThat(death.get(20, TimeUnit.SECONDS)).hasMessage("broken");

      assertThat(thread.<Thread>call(Thread::currentThread, LIMIT))
          .isSameAs(Thread.currentThread());
    }
  }

  @Test
  void what_waits_while_it_dies_is_done_all_the_same() {
    CountDownLatch queued = new CountDownLatch(1);
    try (LoopThread thread = new LoopThread("a-name", death::complete)) {
      thread
          .loop()
          .post(
              () -> {
                await(queued);
                throw new IllegalStateException("broken");
              });
      new Thread(() -> queued.countDown(), "lets-it-die").start();
      assertThat(thread.<Integer>call(() -> 7, LIMIT)).isEqualTo(7);
    }
  }

  @Test
  void a_thread_that_hangs_is_not_waited_for_without_end() {
    CountDownLatch hang = new CountDownLatch(1);
    try (LoopThread thread = new LoopThread("a-name", death::complete)) {
      thread.loop().post(() -> await(hang));
      assertThatThrownBy(() -> thread.run(() -> {}, Duration.ofMillis(10)))
          .hasMessage("a-name did not answer within 10 ms");
      hang.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
