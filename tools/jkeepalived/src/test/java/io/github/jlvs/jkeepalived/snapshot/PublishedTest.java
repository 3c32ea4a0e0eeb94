// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Readers leave notes, and few of them. */
class PublishedTest {
  private final AtomicLong now = new AtomicLong(-5);
  private final AtomicInteger notes = new AtomicInteger();
  private final Published<String> published = new Published<>(now::get);

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void without_a_loop_there_is_nothing_and_nobody_waits() {
    published.renew();

    assertThat(published.latest()).isEmpty();
    assertThat(published.isAwaited()).isFalse();
  }

  @Test
  void the_first_reader_leaves_a_note_and_those_after_him_none() {
    published.servedBy(notes::incrementAndGet);

    published.renew();
    published.renew();

    assertThat(notes).hasValue(1);
    assertThat(published.isAwaited()).isTrue();
    published.publish(() -> "a");
    assertThat(published.isAwaited()).isFalse();
    assertThat(published.latest().orElseThrow().report()).isEqualTo("a");
  }

  @Test
  void what_has_not_changed_is_fresh_for_a_second() {
    published.servedBy(notes::incrementAndGet);
    published.publish(() -> "a");

    pass(Duration.ofMillis(999));
    published.renew();
    assertThat(notes).hasValue(0);
    pass(Duration.ofMillis(1));
    published.renew();
    assertThat(notes).hasValue(1);
  }

  @Test
  void what_has_changed_is_published_anew_but_ten_times_a_second_at_the_most() {
    published.servedBy(notes::incrementAndGet);
    published.publish(() -> "a");
    published.outdated();

    pass(Duration.ofMillis(99));
    published.renew();
    assertThat(notes).hasValue(0);
    pass(Duration.ofMillis(1));
    published.renew();
    assertThat(notes).hasValue(1);
  }

  private void copyIn(Duration time) {
    published.publish(
        () -> {
          pass(time);
          return "a";
        });
  }

  @Test
  void copies_that_take_long_are_made_less_often() {
    published.servedBy(notes::incrementAndGet);
    copyIn(Duration.ofMillis(50));
    copyIn(Duration.ofMillis(40));

    pass(Duration.ofMillis(1999));
    published.renew();
    assertThat(notes).hasValue(0);
    pass(Duration.ofMillis(1));
    published.renew();
    assertThat(notes).hasValue(1);
  }

  @Test
  void what_changes_while_it_is_copied_is_not_in_the_copy() {
    published.servedBy(notes::incrementAndGet);
    published.publish(
        () -> {
          published.outdated();
          return "a";
        });

    pass(Duration.ofMillis(100));
    published.renew();
    assertThat(notes).hasValue(1);
  }

  @Test
  void of_a_loop_that_has_ended_the_last_stays_and_nobody_waits() {
    published.servedBy(notes::incrementAndGet);
    published.publish(() -> "a");
    pass(Duration.ofSeconds(2));
    published.renew();

    published.unserved();

    assertThat(published.isAwaited()).isFalse();
    published.renew();
    assertThat(notes).hasValue(1);
    assertThat(published.latest().orElseThrow().report()).isEqualTo("a");
  }

  @Test
  void what_was_published_after_a_change_is_fresh_again() {
    published.servedBy(notes::incrementAndGet);
    published.outdated();
    published.publish(() -> "a");

    pass(Duration.ofMillis(999));
    published.renew();
    assertThat(notes).hasValue(0);
  }

  @Test
  void how_long_the_loop_rests_goes_by_what_a_copy_took() {
    assertThat(published.pause()).isEqualTo(Duration.ofMillis(100).toNanos());

    copyIn(Duration.ofMillis(50));
    copyIn(Duration.ofMillis(40));

    assertThat(published.pause()).isEqualTo(Duration.ofSeconds(2).toNanos());
  }

  /** As by another process, or by classes that it loads. */
  @Test
  void a_copy_that_was_held_up_once_keeps_nobody_waiting() {
    copyIn(Duration.ofMillis(400));
    assertThat(published.pause()).isEqualTo(Duration.ofMillis(100).toNanos());
    copyIn(Duration.ofMillis(1));
    copyIn(Duration.ofMillis(400));

    assertThat(published.pause()).isEqualTo(Duration.ofMillis(100).toNanos());
  }

  @Test
  void a_note_that_a_loop_did_not_come_to_keeps_none_from_the_next_loop() {
    published.servedBy(() -> {});
    published.renew();
    published.unserved();

    published.servedBy(notes::incrementAndGet);
    assertThat(published.isAwaited()).isFalse();
    published.renew();

    assertThat(notes).hasValue(1);
  }
}
