// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatcherTest {
  private static final int LIMIT = 64;
  private static final long SOON = TimeUnit.SECONDS.toNanos(20);

  @TempDir Path top;
  private final EventLoop loop = EventLoop.open();
  private final List<FileContent> told = new ArrayList<>();
  private final List<LinuxException> trouble = new ArrayList<>();
  private final FileWatcher watcher = FileWatcher.open(loop, trouble::add);
  private Path file = Path.of("");

  @BeforeEach
  void place() {
    file = top.resolve("value");
  }

  @AfterEach
  void close() {
    watcher.close();
    loop.close();
    assertThat(trouble).isEmpty();
  }

  @Test
  void a_file_is_told_from_its_absence_to_its_end() throws Exception {
    watch(file);
    expect(FileContent.ABSENT);
    Files.writeString(file, "1\n");
    expect(text("1\n"));
    Files.writeString(file, "2\n");
    expect(text("2\n"));
    Files.writeString(top.resolve("next"), "3\n");
    Files.move(top.resolve("next"), file, StandardCopyOption.REPLACE_EXISTING);
    expect(text("3\n"));
    Files.writeString(file, "4\n");
    expect(text("4\n"));
    Files.delete(file);
    expect(FileContent.ABSENT);
    Files.writeString(file, "5\n");
    expect(text("5\n"));
    Files.move(file, top.resolve("elsewhere"));
    expect(FileContent.ABSENT);
  }

  @Test
  void what_is_being_written_is_read_when_it_is_closed() throws Exception {
    Files.writeString(file, "1");
    watch(file);
    expect(text("1"));
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write('2');
      out.flush();
      turns(200);
      out.write('3');
    }
    expect(text("23"));

    assertThat(told).containsExactly(text("1"), text("23"));
  }

  @Test
  void a_directory_that_is_removed_and_made_again_is_followed_however_deep() throws Exception {
    Path above = top.resolve("a/b/c");
    Path deep = above.resolve("value");
    watch(deep);
    expect(FileContent.ABSENT);
    Files.createDirectories(above);
    Files.writeString(deep, "1");
    expect(text("1"));
    Files.delete(deep);
    Files.delete(above);
    Files.delete(top.resolve("a/b"));
    expect(FileContent.ABSENT);
    Files.createDirectories(above);
    Files.writeString(deep, "2");
    expect(text("2"));
    Files.move(above, top.resolve("moved"));
    expect(FileContent.ABSENT);
    Files.move(top.resolve("moved"), above);
    expect(text("2"));
  }

  @Test
  void a_directory_further_up_that_is_renamed_is_noticed_too() throws Exception {
    Path deep = Files.createDirectories(top.resolve("a/b")).resolve("value");
    Files.writeString(deep, "1");
    watch(deep);
    expect(text("1"));
    Files.move(top.resolve("a"), top.resolve("z"));
    expect(FileContent.ABSENT);
  }

  @Test
  void the_target_of_a_link_is_followed() throws Exception {
    Path target = Files.createDirectory(top.resolve("other")).resolve("target");
    Files.writeString(target, "1");
    Files.createSymbolicLink(file, target);
    watch(file);
    expect(text("1"));
    Files.writeString(target, "2");
    expect(text("2"));
  }

  @Test
  void a_fifo_or_a_directory_in_its_place_blocks_nothing() throws Exception {
    watch(file);
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
    expect(FileContent.NOT_A_FILE);
    Files.delete(file);
    expect(FileContent.ABSENT);
    Files.createDirectory(file);
    expect(FileContent.NOT_A_FILE);
    Files.delete(file);
    Files.writeString(file, "1");
    expect(text("1"));
  }

  @Test
  void of_a_huge_file_its_start_is_told() throws Exception {
    Files.writeString(file, "1".repeat(LIMIT));
    watch(file);
    expect(text("1".repeat(LIMIT)));
    Files.writeString(file, "1".repeat(LIMIT + 1));
    expect(new FileContent.TooLong("1".repeat(LIMIT)));
  }

  @Test
  void several_files_of_one_directory_are_told_apart_and_one_may_be_given_up() throws Exception {
    List<FileContent> others = new ArrayList<>();
    FileWatch other = watcher.watch(top.resolve("other"), LIMIT, others::add);
    watch(file);
    Files.writeString(top.resolve("other"), "7");
    Files.writeString(file, "1");
    expect(text("1"));
    until(() -> others.contains(text("7")));
    other.close();
    other.close();
    Files.writeString(top.resolve("other"), "8");
    Files.writeString(file, "2");
    expect(text("2"));

    assertThat(others).containsExactly(FileContent.ABSENT, text("7"));
    assertThat(told).containsExactly(FileContent.ABSENT, text("1"), text("2"));
  }

  @Test
  void what_happens_faster_than_it_is_heard_ends_with_the_last_content() throws Exception {
    watch(file);
    // More than a queue of the kernel holds (fs.inotify.max_queued_events), so that some are lost.
    for (int i = 0; i < 9_000; i++) {
      Files.writeString(file, Integer.toString(i));
    }
    expect(text("8999"));
  }

  private static FileContent text(String text) {
    return new FileContent.Text(text);
  }

  private void watch(Path path) {
    FileWatch unused = watcher.watch(path, LIMIT, told::add);
  }

  private void expect(FileContent content) {
    until(() -> !told.isEmpty() && told.get(told.size() - 1).equals(content));
  }

  private void until(java.util.function.BooleanSupplier holds) {
    long end = System.nanoTime() + SOON;
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("told so far: %s", told).isLessThan(end);
      loop.turn(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private void turns(int millis) throws IOException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (System.nanoTime() < end) {
      loop.turn(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }
}
