// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RhythmTest {
  /** The clock of the system may begin anywhere, and run over. */
  private long now = Long.MAX_VALUE - 30;

  private final Rhythm rhythm = new Rhythm(Duration.ofNanos(100), 20, () -> now);

  private void take(long nanos) {
    long begin = now;
    now += nanos;
    rhythm.done(begin);
  }

  @Test
  void it_is_due_at_once_and_then_at_its_interval() {
    assertThat(rhythm.isDue()).isTrue();

    take(2);
    now += 99;
    assertThat(rhythm.isDue()).isFalse();
    assertThat(rhythm.left()).isEqualTo(1);
    now++;
    assertThat(rhythm.isDue()).isTrue();
  }

  @Test
  void what_takes_long_is_due_less_often() {
    take(50);
    assertThat(rhythm.left()).isEqualTo(1000);
  }

  @Test
  void one_that_was_held_up_is_no_measure() {
    take(10);
    take(500);
    assertThat(rhythm.left()).isEqualTo(200);
    take(60);
    assertThat(rhythm.left()).isEqualTo(1200);
  }

  @Test
  void soon_is_within_the_interval_and_never_later_than_it_was() {
    take(50);
    rhythm.soon();
    assertThat(rhythm.left()).isEqualTo(100);

    now += 40;
    rhythm.soon();
    assertThat(rhythm.left()).isEqualTo(60);
    now += 70;
    rhythm.soon();
    assertThat(rhythm.left()).isEqualTo(-10);
  }
}
