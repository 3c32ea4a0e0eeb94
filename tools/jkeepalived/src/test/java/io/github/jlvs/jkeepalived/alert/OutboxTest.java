// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private final List<String> delivered = new CopyOnWriteArrayList<>();
  private final List<String> said = new CopyOnWriteArrayList<>();

  private final CompletableFuture<Throwable> death = new CompletableFuture<>();

  private static Patience patience(Duration pause, Duration farewell) {
    return new Patience(4, Duration.ofMinutes(1), pause, pause, farewell);
  }

  private Outbox<String, String> outbox(Delivery<String, String> delivery, Patience patience) {
    return new Outbox<>(
        "test-outbox",
        new Outbox.Names("mail", "mails"),
        delivery,
        said::add,
        patience,
        death::complete);
  }

  @Test
  void what_fails_is_tried_again_and_told_once_and_once_more_when_it_works() throws Exception {
    CountDownLatch done = new CountDownLatch(2);
    AtomicInteger tries = new AtomicInteger();
    Outbox<String, String> outbox =
        outbox(
            (receiver, message) -> {
              if (tries.incrementAndGet() < 4) {
                throw DeliveryException.tryAgain("Connection refused");
              }
              delivered.add(message);
              done.countDown();
            },
            patience(Duration.ofMillis(5), Duration.ofSeconds(10)));
    outbox.send("server", "one");
    outbox.send("server", "two");

    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    outbox.close();

    assertThat(delivered).containsExactly("one", "two");
    assertThat(said)
        .containsExactly(
            "Cannot send mail to server: Connection refused; tried again for 1 min (said once)",
            "Mails to server go out again");
  }

  @Test
  void what_is_refused_is_given_up_and_counted() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    Outbox<String, String> outbox =
        outbox(
            (receiver, message) -> {
              if (message.startsWith("bad")) {
                throw DeliveryException.refused("550 no\r\nsuch\u0007 user");
              }
              delivered.add(message);
              done.countDown();
            },
            patience(Duration.ofMillis(5), Duration.ofSeconds(10)));
    outbox.send("server", "bad 1");
    outbox.send("server", "bad 2");
    outbox.send("server", "good");

    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    outbox.close();

    assertThat(said)
        .containsExactly(
            "Cannot send mail to server: 550 no such user; given up",
            "Mails to server go out again; 2 mails were lost");
  }

  @Test
  void a_receiver_that_hangs_blocks_no_sender_and_the_end_waits_a_short_time() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch hangs = new CountDownLatch(1);
    Outbox<String, String> outbox =
        outbox(
            (receiver, message) -> {
              hangs.countDown();
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            patience(Duration.ofMillis(5), Duration.ofMillis(50)));
    outbox.send("server", "hanging");
    assertThat(hangs.await(20, TimeUnit.SECONDS)).isTrue();
    for (int i = 0; i < 10_000; i++) {
      outbox.send("server", "message " + i);
    }

    outbox.close();

    never.countDown();
    assertThat(said).containsExactly("10001 mails were not sent: the daemon stops");
  }

  @Test
  void what_waits_is_tried_once_more_at_the_end() {
    AtomicInteger tries = new AtomicInteger();
    Outbox<String, String> outbox =
        outbox(
            (receiver, message) -> {
              if (tries.incrementAndGet() == 1) {
                throw DeliveryException.tryAgain("Connection refused");
              }
              delivered.add(message);
            },
            patience(Duration.ofMinutes(1), Duration.ofSeconds(20)));
    outbox.send("server", "one");
    await(() -> !said.isEmpty());

    outbox.close();
    outbox.send("server", "too late");

    assertThat(delivered).containsExactly("one");
  }

  @Test
  void an_unforeseen_exception_ends_one_try_and_not_the_thread() {
    AtomicInteger tries = new AtomicInteger();
    Outbox<String, String> outbox =
        outbox(
            (receiver, message) -> {
              if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("secret");
              }
              delivered.add(message);
            },
            patience(Duration.ofMillis(5), Duration.ofSeconds(20)));
    outbox.send("server", "one");
    await(() -> !delivered.isEmpty());
    outbox.close();

    assertThat(said.get(0)).contains("IllegalStateException").doesNotContain("secret");
  }

  @Test
  void an_error_that_ends_its_thread_is_told() throws Exception {
    Outbox<String, String> outbox =
        outbox(
            (receiver, message) -> {
              throw new OutOfMemoryError("no room");
            },
            patience(Duration.ofMillis(5), Duration.ofMillis(5)));
    outbox.send("server", "one");
    assertThat(death.get(20, TimeUnit.SECONDS)).hasMessage("no room");
    outbox.close();
  }

  @Test
  void nothing_to_send_needs_no_thread() {
    new Outbox<String, String>(
            "unused-outbox",
            new Outbox.Names("mail", "mails"),
            (receiver, message) -> {},
            said::add,
            Patience.USUAL,
            death::complete)
        .close();

    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("unused-outbox");
    assertThat(said).isEmpty();
  }

  private static void await(BooleanSupplier wanted) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!wanted.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      try {
        Thread.sleep(2);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
