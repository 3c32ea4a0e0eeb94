// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventLoopThreadTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(10);
  private static final String ENDED = "a-name has ended: start another one";
  private static final String DIED = "a-name has ended because of an exception: start another one";

  private final List<String> log = new CopyOnWriteArrayList<>();

  /** Writes down where it is opened, used and closed. */
  private final class Served implements AutoCloseable {
    private final EventLoop loop;

    Served(EventLoop loop) {
      this.loop = loop;
      note("opened");
    }

    void note(String what) {
      log.add(what + " on " + Thread.currentThread().getName());
    }

    @Override
    public void close() {
      note("closed");
    }
  }

  private EventLoopThread<Served> start() {
    return EventLoopThread.start("a-name", Served::new);
  }

  private static void breakDown(EventLoopThread<Served> thread) {
    thread.post(
        () -> {
          throw new IllegalStateException("broken");
        });
    assertThatThrownBy(() -> thread.ended().get()).hasRootCauseMessage("broken");
  }

  @Test
  void whatIsServedIsOpenedUsedAndClosedOnTheNamedThread() {
    try (EventLoopThread<Served> thread = start()) {
      thread.run(served -> served.note("used"));
      assertThat(thread.<Boolean>call(served -> Thread.currentThread().isDaemon())).isFalse();
    }

    assertThat(log).containsExactly("opened on a-name", "used on a-name", "closed on a-name");
  }

  @Test
  void alsoWhereADaemonThreadStartsItItKeepsTheJvmAlive() throws Exception {
    CompletableFuture<Boolean> daemon = new CompletableFuture<>();
    Thread starter =
        new Thread(
            () -> {
              try (EventLoopThread<Served> thread = start()) {
                daemon.complete(thread.call(served -> Thread.currentThread().isDaemon()));
              }
            },
            "starter");
    starter.setDaemon(true);
    starter.start();

    assertThat(daemon.get()).isFalse();
    starter.join();
  }

  @Test
  void whatCannotBeOpenedMakesStartFailWithTheSameException() {
    LinuxException refused = new LinuxException("open x", Errno.EPERM);

    assertThatThrownBy(
            () ->
                EventLoopThread.<Served>start(
                    "a-name",
                    loop -> {
                      throw refused;
                    }))
        .isSameAs(refused);
  }

  @Test
  void aQuestionThatThrowsFailsItsOwnAnswerAndTheLoopGoesOn() {
    try (EventLoopThread<Served> thread = start()) {
      CompletableFuture<Object> answer =
          thread.ask(
              served -> {
                throw new IllegalArgumentException("no");
              });

      assertThatThrownBy(answer::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseExactlyInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(
              () ->
                  thread.run(
                      served -> {
                        throw new AssertionError("an error too");
                      }))
          .isExactlyInstanceOf(AssertionError.class);
      assertThat(thread.<Integer>call(served -> 1)).isEqualTo(1);
      assertThat(thread.ended()).isNotDone();
    }
  }

  @Test
  void aQuestionThatRunsOutOfMemoryFailsItsAnswerAndEndsTheLoop() {
    EventLoopThread<Served> thread = start();
    CompletableFuture<Boolean> answer =
        thread.ask(
            served -> {
              throw new OutOfMemoryError("no room");
            });
    assertThatThrownBy(answer::get).hasRootCauseMessage("no room");
    assertThatThrownBy(() -> thread.ended().get()).hasRootCauseMessage("no room");
    assertThat(log).containsExactly("opened on a-name", "closed on a-name");
  }

  @Test
  void whatFailsIsToldBeforeWhatIsServedIsClosedWhateverThatThrows() {
    EventLoopThread<Served> thread =
        EventLoopThread.start(
            "a-name",
            Served::new,
            cause -> {
              log.add("failing: " + cause.getMessage());
              throw new IllegalStateException("so does this");
            });
    breakDown(thread);
    assertThat(log).containsExactly("opened on a-name", "failing: broken", "closed on a-name");
  }

  @Test
  void anOrderlyEndIsNoFailure() {
    EventLoopThread.start("a-name", Served::new, cause -> log.add("failing")).close();
    assertThat(log).containsExactly("opened on a-name", "closed on a-name");
  }

  @Test
  void afterTheEndAQuestionFailsAtOnce() {
    EventLoopThread<Served> thread = start();
    thread.close();

    assertThat(thread.ask(served -> 1))
        .isCompletedExceptionally()
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(IllegalStateException.class)
        .withMessage(ENDED);
    assertThatThrownBy(() -> thread.call(served -> 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(ENDED);
    thread.post(() -> log.add("posted in vain"));
    assertThat(log).doesNotContain("posted in vain");
  }

  @Test
  void whatAPostedTaskThrowsEndsTheLoopAndIsToldToWhoeverAsks() {
    try (EventLoopThread<Served> thread = start()) {
      breakDown(thread);

      assertThat(log).containsExactly("opened on a-name", "closed on a-name");
      assertThatThrownBy(() -> thread.call(served -> 1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(DIED)
          .hasRootCauseMessage("broken");
    }
  }

  @Test
  void whatWaitsForAnAnswerWhileTheLoopDiesIsNotLeftWaiting() {
    CountDownLatch asked = new CountDownLatch(1);
    try (EventLoopThread<Served> thread = start()) {
      thread.post(
          () -> {
            await(asked);
            throw new IllegalStateException("broken");
          });
      CompletableFuture<Integer> answer = thread.ask(served -> 7);
      asked.countDown();

      assertThatThrownBy(answer::get).hasMessageContaining(DIED).hasRootCauseMessage("broken");
    }
  }

  @Test
  void whatIsAskedBeforeCloseIsAnswered() {
    CountDownLatch closing = new CountDownLatch(1);
    EventLoopThread<Served> thread = start();
    thread.post(() -> await(closing));
    CompletableFuture<Integer> answer = thread.ask(served -> 7);

    assertThat(thread.close(SHORT)).isFalse();
    closing.countDown();

    thread.close();
    assertThat(answer).isCompletedWithValue(7);
    assertThat(thread.ended()).isCompleted();
    assertThat(thread.close(Duration.ZERO)).as("it has ended already").isTrue();
  }

  @Test
  void whatAListenerThrowsInsideAQuestionEndsTheLoopToo() {
    Consumer<String> listener =
        told -> {
          throw new IllegalStateException("broken " + told);
        };
    try (EventLoopThread<Served> thread = start()) {
      assertThatThrownBy(
              () -> thread.run(served -> served.loop.endedBy(listener).accept("listener")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("broken listener");

      assertThatThrownBy(() -> thread.ended().get()).hasRootCauseMessage("broken listener");
    }
  }

  @Test
  void onItsOwnThreadCloseDoesNotWaitAndAQuestionIsNotWaitedForButMayBeAsked() {
    EventLoopThread<Served> thread = start();
    CompletableFuture<CompletableFuture<String>> later = new CompletableFuture<>();

    thread.run(
        served -> {
          assertThatThrownBy(() -> thread.call(again -> 1))
              .isInstanceOf(IllegalStateException.class)
              .hasMessage(
                  "a-name would wait for itself: ask from another thread, or without waiting");
          later.complete(thread.ask(again -> "answered"));
          thread.close();
          assertThat(thread.close(LIMIT)).as("has ended").isFalse();
          served.note("through");
        });

    thread.ended().join();
    assertThat(later.join()).isCompletedWithValue("answered");
    assertThat(log).containsExactly("opened on a-name", "through on a-name", "closed on a-name");
  }

  @Test
  void aThreadThatHangsIsNotWaitedForWithoutEnd() {
    CountDownLatch hang = new CountDownLatch(1);
    EventLoopThread<Served> thread = start();
    thread.post(() -> await(hang));

    assertThatThrownBy(() -> thread.run(SHORT, served -> served.note("too late")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a-name did not answer within 10 ms");
    assertThat(thread.close(SHORT)).isFalse();
    assertThat(thread.ended()).isNotDone();

    hang.countDown();
    assertThat(thread.close(LIMIT)).isTrue();
    assertThat(log).as("withdrawn").containsExactly("opened on a-name", "closed on a-name");
  }

  @Test
  void aCancelledQuestionIsWithdrawn() {
    CountDownLatch busy = new CountDownLatch(1);
    try (EventLoopThread<Served> thread = start()) {
      thread.post(() -> await(busy));
      CompletableFuture<String> answer =
          thread.ask(
              served -> {
                served.note("asked");
                return "";
              });
      assertThat(answer.cancel(false)).isTrue();
      busy.countDown();
    }
    assertThat(log).containsExactly("opened on a-name", "closed on a-name");
  }

  @Test
  void anInterruptEndsTheWaitForAnAnswerButNotThatForTheEnd() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    EventLoopThread<Served> thread = start();
    thread.post(() -> await(busy));

    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> thread.run(LIMIT, served -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("interrupted while waiting for a-name");
    assertThat(Thread.currentThread().isInterrupted()).isTrue();

    assertThat(thread.close(SHORT)).isFalse();
    busy.countDown();
    thread.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(thread.ended().get(0, TimeUnit.SECONDS)).isNull();
  }

  @Test
  void whatGoesWrongWhileItIsClosedIsToldByEnded() {
    EventLoopThread<AutoCloseable> thread =
        EventLoopThread.start(
            "a-name",
            loop ->
                () -> {
                  throw new IOException("not closed");
                });

    thread.close();

    assertThatThrownBy(() -> thread.ended().get())
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("not closed");
    assertThat(thread.ask(served -> 1))
        .failsWithin(Duration.ZERO)
        .withThrowableOfType(ExecutionException.class)
        .withMessageContaining(DIED);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
