// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.model.TrackedFile;
import io.github.jlvs.linux.EventLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTrackerTest {
  @TempDir Path directory;
  private final EventLoop loop = EventLoop.open();
  private final List<String> told = new ArrayList<>();
  private final List<String> log = new ArrayList<>();
  private final FileTracker tracker =
      new FileTracker(loop, (thing, state) -> told.add(thing + " " + state), log::add);
  private Path path = Path.of("");

  @BeforeEach
  void place() {
    path = directory.resolve("weight");
  }

  @AfterEach
  void close() {
    tracker.close();
    loop.close();
  }

  @Test
  void the_number_in_a_file_is_told_each_time_it_is_another() throws IOException {
    tracker.reconfigure(List.of(file("F")));
    expect("file F Value[value=0]");
    Files.writeString(path, "10\n");
    expect("file F Value[value=10]");
    Files.writeString(path, "-3 because of the power supply\n".repeat(100));
    expect("file F Value[value=-3]");
    Files.delete(path);
    expect("file F Value[value=0]");

    assertThat(log).isEmpty();
  }

  @Test
  void what_is_no_number_is_said_and_changes_nothing() throws IOException {
    Files.writeString(path, "7\n");
    tracker.reconfigure(List.of(file("F")));
    Files.writeString(path, "99999999999\u001b[31m\n");
    until(() -> !log.isEmpty());

    assertThat(log)
        .containsExactly("Invalid number 99999999999?[31m read from " + path + " - ignoring");
    assertThat(told).containsExactly("file F Value[value=7]");
  }

  @Test
  void what_is_no_number_from_the_start_counts_as_0() throws IOException {
    Files.writeString(path, "99999999999\n");
    tracker.reconfigure(List.of(file("F")));

    assertThat(told).containsExactly("file F Value[value=0]");
  }

  @Test
  void what_is_no_path_is_said_and_holds_nobody_up() {
    tracker.reconfigure(List.of(new TrackedFile("F", "/run/\0", Optional.empty())));

    assertThat(told).containsExactly("file F Untracked[]");
    assertThat(log).containsExactly("Cannot track file F: its name has an octet of zero");
  }

  @Test
  void a_directory_in_its_place_counts_as_0_and_is_said() throws IOException {
    Files.createDirectory(path);
    tracker.reconfigure(List.of(file("F")));

    assertThat(told).containsExactly("file F Value[value=0]");
    assertThat(log)
        .containsExactly(path + " of tracked file F is not a regular file: it counts as 0");
  }

  @Test
  void a_reload_keeps_what_stays_and_writes_an_initial_number_only_where_none_is()
      throws IOException {
    Optional<TrackedFile.Init> init = Optional.of(new TrackedFile.Init(5, true));
    TrackedFile kept = new TrackedFile("F", path.toString(), init);
    Files.writeString(path, "1\n");
    tracker.reconfigure(List.of(kept));
    assertThat(told).containsExactly("file F Value[value=5]");
    Files.writeString(path, "9\n");
    expect("file F Value[value=9]");

    tracker.reconfigure(List.of(kept));
    assertThat(path).hasContent("9\n");
    Files.delete(path);
    tracker.reconfigure(List.of(kept));
    assertThat(path).hasContent("5\n");
    expect("file F Value[value=5]");

    tracker.reconfigure(List.of(file("G")));
    assertThat(told).endsWith("file G Value[value=5]", "file F Unknown[]");
  }

  private TrackedFile file(String name) {
    return new TrackedFile(name, path.toString(), Optional.empty());
  }

  private void expect(String last) {
    until(() -> !told.isEmpty() && told.get(told.size() - 1).equals(last));
  }

  private void until(java.util.function.BooleanSupplier holds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("told so far: %s", told).isLessThan(end);
      loop.turn(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }
}
