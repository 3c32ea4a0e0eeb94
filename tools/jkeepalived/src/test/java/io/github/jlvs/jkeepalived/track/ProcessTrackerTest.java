// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.model.TrackedProcess;
import io.github.jlvs.keepalived.conf.model.TrackedProcess.Match;
import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.process.ProcessEvent;
import io.github.jlvs.linux.process.ProcessEvents;
import io.github.jlvs.linux.process.ProcessTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTrackerTest {
  private static final TrackedProcess HAPROXY = tracked("P", Match.NAME, "haproxy");

  @TempDir Path proc;
  private final EventLoop loop = EventLoop.open();
  private final List<String> told = new ArrayList<>();
  private final List<String> log = new ArrayList<>();
  private Optional<ProcessEvents.Listener> listener = Optional.empty();
  private int listening;

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void what_the_kernel_tells_is_counted() {
    try (ProcessTracker tracker = tracker(this::listen)) {
      tracker.reconfigure(List.of(HAPROXY));
      assertThat(told).containsExactly("process P Down[]");
      tell(new ProcessEvent.Acknowledged(Optional.empty()));
      assertThat(log).containsExactly("proc_events has confirmed it is configured");

      running(7, "haproxy", "");
      tell(new ProcessEvent.Executed(7));
      tell(new ProcessEvent.Forked(7, 9, 7));
      tell(new ProcessEvent.Exited(9, 7));
      assertThat(told).endsWith("process P Up[]").hasSize(2);
      running(8, "sh", "");
      tell(new ProcessEvent.Executed(8));
      running(7, "other", "");
      tell(new ProcessEvent.Renamed(7, 7, "other"));
      assertThat(told).endsWith("process P Down[]").hasSize(3);
      running(8, "haproxy", "");
      tell(new ProcessEvent.Renamed(8, 8, "haproxy"));
      tell(new ProcessEvent.Exited(8, 8));
    }

    assertThat(told).endsWith("process P Up[]", "process P Down[]").hasSize(5);
    assertThat(log)
        .containsExactly(
            "proc_events has confirmed it is configured",
            "Quorum gained for tracked process P",
            "Quorum lost for tracked process P",
            "Quorum gained for tracked process P",
            "Quorum lost for tracked process P");
    assertThat(listening).isZero();
  }

  @Test
  void lost_events_make_it_look_at_all() {
    try (ProcessTracker tracker = tracker(this::listen)) {
      tracker.reconfigure(List.of(HAPROXY));
      tell(new ProcessEvent.Acknowledged(Optional.empty()));
      running(7, "haproxy", "");
      listener.orElseThrow().lost();
    }
    assertThat(told).containsExactly("process P Down[]", "process P Up[]");
  }

  /** For want of a descriptor, say: no process has ended by that. */
  @Test
  void where_they_cannot_be_read_what_was_counted_stays_and_that_is_said_once() throws IOException {
    try (ProcessTracker tracker = tracker(this::listen)) {
      running(7, "haproxy", "");
      tracker.reconfigure(List.of(HAPROXY));
      tell(new ProcessEvent.Acknowledged(Optional.empty()));
      gone(7);
      Path away = Files.move(proc, proc.resolveSibling(proc.getFileName() + "-away"));
      listener.orElseThrow().lost();
      listener.orElseThrow().lost();
      assertThat(told).containsExactly("process P Up[]");
      assertThat(log)
          .hasSize(2)
          .last()
          .asString()
          .startsWith("Cannot read the processes, what was counted before stays (said once): ");

      Path unused = Files.move(away, proc);
      listener.orElseThrow().lost();
    }
    assertThat(told).containsExactly("process P Up[]", "process P Down[]");
  }

  @Test
  void where_the_kernel_tells_nothing_all_are_looked_at_every_second() {
    try (ProcessTracker tracker = tracker(this::refuse)) {
      tracker.reconfigure(List.of(tracked("P", Match.PROGRAM, "/usr/sbin/haproxy")));
      running(7, "haproxy", "/usr/sbin/haproxy\0-f\0x\0");
      until(() -> told.contains("process P Up[]"));
      gone(7);
      until(() -> told.size() == 3);
    }

    assertThat(told).endsWith("process P Down[]");
    assertThat(log.get(0))
        .startsWith("No process events, processes are looked at every second: listen: ")
        .contains("ECONNREFUSED");
  }

  @Test
  void and_where_it_does_not_even_answer() {
    try (ProcessTracker tracker = tracker(this::listen)) {
      tracker.reconfigure(List.of(HAPROXY));
      until(() -> !log.isEmpty());
      assertThat(listening).isZero();
      running(7, "haproxy", "");
      until(() -> told.contains("process P Up[]"));
    }
    assertThat(log)
        .containsExactly(
            "No process events, processes are looked at every second: the kernel does not answer,"
                + " as in another process namespace",
            "Quorum gained for tracked process P");
  }

  @Test
  void a_reload_begins_anew_only_with_what_changed() {
    running(7, "haproxy", "");
    try (ProcessTracker tracker = tracker(this::listen)) {
      tracker.reconfigure(List.of(HAPROXY, tracked("Q", Match.NAME, "bird")));
      assertThat(told).containsExactly("process P Up[]", "process Q Down[]");
      told.clear();
      tracker.reconfigure(List.of(HAPROXY, tracked("Q", Match.NAME, "haproxy")));
      assertThat(told).containsExactly("process Q Up[]");
      told.clear();
      tracker.reconfigure(List.of(HAPROXY));
      assertThat(told).containsExactly("process Q Unknown[]");
      assertThat(listening).isOne();
      tracker.reconfigure(List.of());
      assertThat(listening).isZero();
    }
  }

  @Test
  void a_delay_passes_by_itself() {
    running(7, "haproxy", "");
    TrackedProcess slow =
        new TrackedProcess(
            "P", List.of("haproxy"), Match.NAME, 1, 9, Duration.ZERO, Duration.ofMillis(50));
    try (ProcessTracker tracker = tracker(this::listen)) {
      tracker.reconfigure(List.of(slow));
      tell(new ProcessEvent.Acknowledged(Optional.empty()));
      tell(new ProcessEvent.Exited(7, 7));
      assertThat(told).containsExactly("process P Up[]");
      until(() -> told.contains("process P Down[]"));
    }
  }

  private ProcessTracker tracker(ProcessTracker.Source source) {
    return new ProcessTracker(
        loop,
        new ProcessTable(proc),
        source,
        (thing, state) -> told.add(thing + " " + state),
        log::add);
  }

  private ProcessTracker.Listening listen(ProcessEvents.Listener to) {
    listener = Optional.of(to);
    listening++;
    return () -> listening--;
  }

  private ProcessTracker.Listening refuse(ProcessEvents.Listener to) {
    throw new LinuxException("listen", Errno.ECONNREFUSED);
  }

  private void tell(ProcessEvent event) {
    listener.orElseThrow().happened(event);
  }

  private void until(BooleanSupplier holds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("told so far: %s", told).isLessThan(end);
      loop.turn(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private void running(int pid, String name, String line) {
    try {
      Path directory = Files.createDirectories(proc.resolve(Integer.toString(pid)));
      Files.writeString(directory.resolve("cmdline"), line);
      Files.writeString(directory.resolve("stat"), pid + " (" + name + ") S 1");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void gone(int pid) {
    try {
      Files.delete(proc.resolve(Integer.toString(pid)).resolve("stat"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TrackedProcess tracked(String name, Match match, String program) {
    return new TrackedProcess(
        name, List.of(program), match, 1, 65535, Duration.ZERO, Duration.ZERO);
  }
}
