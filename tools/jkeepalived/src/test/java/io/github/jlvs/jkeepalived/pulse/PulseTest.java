// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.pulse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.linux.ServerCount;
import io.github.jlvs.jkeepalived.systemd.RecordedSupervisor;
import io.github.jlvs.jkeepalived.systemd.Supervisor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PulseTest {
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final CompletableFuture<Watched> hanging = new CompletableFuture<>();
  private final BlockingQueue<Throwable> dead = new LinkedBlockingQueue<>();
  private final CurrentStanding standing = new CurrentStanding();

  private final Supervisor supervisor =
      new RecordedSupervisor(Optional.of(Duration.ofMillis(20)), told::add);

  @Test
  void the_watchdog_is_fed_while_all_answer_and_a_new_standing_is_told_once() throws Exception {
    try (Pulse pulse = Pulse.start(supervisor, standing, hanging::complete, dead::add)) {
      pulse.watch(List.of(new Watched("prompt", 1, Runnable::run)));
      await("STATUS=nothing to do");
      await("WATCHDOG=1");
      standing.count(new ServerCount(2, 1));
      await("STATUS=1 of 2 real servers up");
      for (int i = 0; i < 5; i++) {
        assertThat(told.take()).isEqualTo("WATCHDOG=1");
      }
    }
    assertThat(hanging).isNotDone();
  }

  @Test
  void one_that_hangs_is_said_once_and_the_watchdog_is_fed_no_more() throws Exception {
    Watched hung = new Watched("hung", 3, task -> {});
    try (Pulse pulse = Pulse.start(supervisor, standing, hanging::complete, dead::add)) {
      pulse.watch(List.of(new Watched("prompt", 1, Runnable::run), hung));
      assertThat(hanging.get(30, TimeUnit.SECONDS)).isEqualTo(hung);
      // What shows that it goes on, and is fed no more.
      told.clear();
      standing.count(new ServerCount(9, 8));
      await("STATUS=8 of 9 real servers up");
      assertThat(told).doesNotContain("WATCHDOG=1");
    }
  }

  @Test
  void what_ends_its_own_thread_is_told() throws Exception {
    Watched broken =
        new Watched(
            "broken",
            1,
            task -> {
              throw new IllegalStateException("broken");
            });
    try (Pulse pulse = Pulse.start(supervisor, standing, hanging::complete, dead::add)) {
      pulse.watch(List.of(broken));
      assertThat(dead.take()).hasMessage("broken");
    }
  }

  @Test
  void it_asks_a_second_apart_or_four_times_in_the_watchdogs_time() {
    assertThat(Pulse.beat(Supervisor.NONE)).isEqualTo(Duration.ofSeconds(1));
    assertThat(Pulse.beat(supervisor)).isEqualTo(Duration.ofMillis(5));
  }

  private void await(String text) throws InterruptedException {
    while (!told.take().equals(text)) {
      // Others come first.
    }
  }
}
