// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwaitTest {
  @ParameterizedTest
  @CsvSource({
    "0, 5000, 20",
    "5, 5000, 20",
    "10, 5000, 40",
    "100, 5000, 400",
    "125, 5000, 500",
    "3000, 5000, 500",
    "100, 50, 51",
    "100, 0, 1",
    "100, -7, 1",
  })
  void a_pause_is_four_looks_long_and_ends_with_the_limit(long look, long left, long pause) {
    assertThat(Await.pauseAfter(Duration.ofMillis(look), Duration.ofMillis(left)))
        .isEqualTo(Duration.ofMillis(pause));
  }

  @Test
  void the_last_look_comes_after_the_limit() {
    AtomicInteger looks = new AtomicInteger();

    assertThatThrownBy(
            () -> Await.value("never", Duration.ofMillis(1), looks::incrementAndGet, seen -> false))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("never")
        .hasMessageContaining("seen last: " + looks.get());
    assertThat(looks.get()).isGreaterThanOrEqualTo(2);
  }
}
