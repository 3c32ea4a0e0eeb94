// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.model.ScheduledReload;
import io.github.jlvs.linux.EventLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file says when, and its writer may think again. */
class ScheduledReloadsTest {
  private static final Duration LOOK = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path directory;
  private final EventLoop loop = EventLoop.open();
  private final List<String> said = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-30T12:00:00Z");
  private int reloads;
  private final ScheduledReloads reload =
      new ScheduledReloads(loop, said::add, () -> reloads++, () -> now, ZoneOffset.UTC, LOOK);
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("when");
  }

  @AfterEach
  void close() {
    reload.close();
    loop.close();
  }

  private void configure(boolean repeats) {
    reload.configure(Optional.of(new ScheduledReload(file.toString(), repeats)));
  }

  private void until(BooleanSupplier done) {
    long end = System.nanoTime() + LONG.toNanos();
    while (!done.getAsBoolean()) {
      assertThat(System.nanoTime()).as("%s", said).isLessThan(end);
      loop.turn(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private void write(String text) throws IOException {
    int before = said.size();
    Files.writeString(file, text);
    until(() -> said.size() > before);
  }

  @Test
  void a_file_that_comes_and_changes_and_goes_is_followed() throws IOException {
    configure(false);
    write("13:00:00\n");
    write("2026-12-01 00:00:00Z");
    write("tomorrow\n");
    write("2026-11-30 12:00:00");
    write("23:59:59");
    Files.delete(file);
    until(() -> said.size() == 7);

    assertThat(said)
        .containsExactly(
            "Scheduling reload for 2026-11-30 13:00:00",
            "Reload time updated from 2026-11-30 13:00:00 to 2026-12-01 00:00:00",
            "Reload time in "
                + file
                + " is ignored: its first line is 'tomorrow', and should be "
                + ReloadTime.FORMS,
            "Cancelling reload scheduled for 2026-12-01 00:00:00",
            "Reload time 2026-11-30 12:00:00 is in the past - ignoring",
            "Scheduling reload for 2026-11-30 23:59:59",
            "Cancelling reload scheduled for 2026-11-30 23:59:59");
    assertThat(reloads).isZero();
  }

  @Test
  void when_it_is_time_the_file_goes_and_the_reload_comes_once() throws IOException {
    Files.writeString(file, "12:00:01");
    configure(false);
    now = now.plusSeconds(1);
    until(() -> reloads == 1);

    assertThat(file).doesNotExist();
    now = now.plus(Duration.ofDays(2));
    loop.turn(TimeUnit.MILLISECONDS.toNanos(100));
    assertThat(reloads).isEqualTo(1);
    assertThat(said).containsExactly("Scheduling reload for 2026-11-30 12:00:01");
  }

  @Test
  void repeated_it_stays_and_comes_again_the_next_day() throws IOException {
    Files.writeString(file, "12:00:01");
    configure(true);
    now = now.plusSeconds(1);
    until(() -> reloads == 1);

    assertThat(file).exists();
    assertThat(said)
        .containsExactly(
            "Scheduling reload for 2026-11-30 12:00:01",
            "Scheduling reload for 2026-12-01 12:00:01");
  }

  @Test
  void a_date_comes_once_however_long_its_file_stays() throws IOException {
    Files.writeString(file, "26-11-30 12:00:01");
    configure(true);
    now = now.plusSeconds(1);
    until(() -> reloads == 1);

    assertThat(file).exists();
    assertThat(said).containsExactly("Scheduling reload for 2026-11-30 12:00:01");
  }

  @Test
  void a_clock_that_is_set_is_followed() throws IOException {
    Files.writeString(file, "13:00:00");
    configure(false);
    now = Instant.parse("2026-11-30T13:00:00Z");
    until(() -> reloads == 1);

    assertThat(file).doesNotExist();
  }

  @Test
  void what_is_no_file_or_may_not_be_read_is_told() throws IOException {
    Files.createDirectory(file);
    configure(false);
    Files.delete(file);
    Files.createSymbolicLink(file, Path.of("when"));
    until(() -> said.size() == 2);

    assertThat(said)
        .containsExactly(
            "Reload time in " + file + " is ignored: that is not a regular file",
            "Reload time in "
                + file
                + " is ignored: it cannot be read (Too many levels of symbolic links)");
  }

  @Test
  void a_name_that_no_file_can_have_here_is_told_and_harms_nothing() {
    reload.configure(Optional.of(new ScheduledReload("/run/a\0b", false)));

    assertThat(said)
        .containsExactly("reload_time_file /run/a\0b is not read: its name has an octet of zero");
  }

  /** The name of a thread is a file that nobody can remove. */
  @Test
  void a_file_that_cannot_be_removed_is_told_and_comes_once_all_the_same() throws IOException {
    Thread self = Thread.currentThread();
    String before = self.getName();
    self.setName("12:00:01");
    try {
      file = Path.of("/proc/thread-self").toRealPath().resolve("comm");
      configure(false);
      now = now.plusSeconds(1);
      until(() -> reloads == 1);
      loop.turn(TimeUnit.MILLISECONDS.toNanos(100));

      assertThat(reloads).isEqualTo(1);
      assertThat(said).hasSize(2);
      assertThat(said.get(1))
          .startsWith(file + " cannot be removed (")
          .endsWith("): remove it, or the next start may reload by it once more");
    } finally {
      self.setName(before);
    }
  }

  @Test
  void another_configuration_watches_another_file_or_none() throws IOException {
    Files.writeString(file, "13:00:00");
    configure(false);
    configure(true);
    reload.configure(Optional.empty());
    configure(false);

    assertThat(said)
        .containsExactly(
            "Scheduling reload for 2026-11-30 13:00:00",
            "Cancelling reload scheduled for 2026-11-30 13:00:00",
            "Scheduling reload for 2026-11-30 13:00:00");
  }
}
