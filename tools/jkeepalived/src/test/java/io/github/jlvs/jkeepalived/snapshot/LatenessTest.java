// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.vrrp.Event;
import io.github.jlvs.vrrp.linux.LateCause;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How often, how long and when last. */
class LatenessTest {
  private static RunnerEvent.Late late(String router, Duration by) {
    return new RunnerEvent.Late(
        router,
        new Event.Late(Event.ProtocolTimer.ADVERTISEMENT, by.toNanos()),
        LateCause.COLLECTION);
  }

  @Test
  void the_longest_stays_and_the_last_is_replaced() {
    Instant then = Instant.EPOCH.plusSeconds(7);

    Lateness lateness =
        Lateness.NONE
            .with(late("VI_1", Duration.ofMillis(1100)), Instant.EPOCH)
            .with(late("VI_2", Duration.ofMillis(1250)), Instant.EPOCH)
            .with(late("VI_1", Duration.ofMillis(1050)), then);

    assertThat(lateness.times()).isEqualTo(3);
    assertThat(lateness.longest()).isEqualTo(Duration.ofMillis(1250));
    assertThat(lateness.last())
        .contains(new Lateness.Last("VI_1", Duration.ofMillis(1050), LateCause.COLLECTION, then));
  }
}
