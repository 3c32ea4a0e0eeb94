// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.linux.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A loop publishes what has changed, and what it is asked for. */
class PublisherTest {
  private static final long LONG = Duration.ofSeconds(10).toNanos();

  /** A turn does not end when a timer is due. */
  private static final long SHORT = Duration.ofMillis(50).toNanos();

  private final EventLoop loop = EventLoop.open();
  private final AtomicLong now = new AtomicLong();
  private final Published<Integer> published = new Published<>(now::get);
  private final Publisher<Integer> publisher = new Publisher<>(loop, published);
  private final AtomicInteger copies = new AtomicInteger();

  @AfterEach
  void close() {
    loop.close();
  }

  private Optional<Integer> latest() {
    return published.latest().map(Dated::report);
  }

  @Test
  void before_it_begins_there_is_nothing_to_publish() {
    publisher.changedMuch();
    loop.turn(0);

    assertThat(latest()).isEmpty();
  }

  @Test
  void a_note_is_read_in_the_next_turn() {
    publisher.begin(copies::incrementAndGet);

    published.renew();
    assertThat(latest()).isEmpty();
    loop.turn(LONG);

    assertThat(latest()).contains(1);
  }

  @Test
  void a_great_change_is_published_once_in_the_turn_after_it() {
    publisher.begin(copies::incrementAndGet);

    publisher.changedMuch();
    publisher.changedMuch();
    loop.turn(0);
    loop.turn(0);

    assertThat(latest()).contains(1);
  }

  @Test
  void another_change_is_published_a_second_later_though_nobody_reads() {
    publisher.begin(copies::incrementAndGet);

    publisher.changed();
    publisher.changed();
    loop.turn(0);
    assertThat(latest()).isEmpty();
    while (latest().isEmpty()) {
      loop.turn(SHORT);
    }

    assertThat(latest()).contains(1);
  }

  /** Less than a second after the last copy, when what has not changed is fresh. */
  @Test
  void whoever_reads_after_a_change_waits_for_it() {
    for (Runnable change : List.<Runnable>of(publisher::changed, publisher::changedMuch)) {
      publisher.begin(copies::incrementAndGet);
      publisher.changedMuch();
      loop.turn(0);
      long unused = now.addAndGet(Duration.ofMillis(100).toNanos());
      published.renew();
      assertThat(published.isAwaited()).isFalse();

      change.run();

      published.renew();
      assertThat(published.isAwaited()).isTrue();
      loop.turn(0);
      assertThat(published.isAwaited()).isFalse();
    }
  }

  @Test
  void one_great_change_after_another_is_published() {
    publisher.begin(copies::incrementAndGet);

    publisher.changedMuch();
    loop.turn(0);
    publisher.changedMuch();
    loop.turn(0);

    assertThat(latest()).contains(2);
  }

  @Test
  @Timeout(60)
  void changes_without_end_put_nothing_off() {
    publisher.begin(copies::incrementAndGet);

    while (latest().isEmpty()) {
      publisher.changed();
      loop.turn(SHORT);
    }

    assertThat(latest()).contains(1);
  }
}
