// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Entry;
import io.github.jlvs.jkeepalived.log.Sink;
import io.github.jlvs.jkeepalived.snapshot.RouterReport;
import io.github.jlvs.keepalived.conf.model.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumperTest {
  @TempDir private Path directory = Path.of("");
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final List<Boolean> asked = new CopyOnWriteArrayList<>();
  private final DaemonLog log = new DaemonLog(List.of(new Said()), Clock.systemUTC());
  private final BlockingQueue<Throwable> died = new LinkedBlockingQueue<>();
  private final Dumper dumper =
      new Dumper(log, () -> "host", global -> Snapshots.owners(), ZoneOffset.UTC, died::add);

  private final class Said implements Sink {
    @Override
    public void write(Entry entry) {
      said.add(entry.text());
    }

    @Override
    public void close() {}
  }

  @AfterEach
  void close() {
    dumper.close();
    log.close();
  }

  private Configuration configuration() {
    return Snapshots.configuration(
        "state_dump_file %1$s/k.data\nstats_dump_file %1$s/k.stats\njson_dump_file %1$s/k.json"
            .formatted(directory));
  }

  /** Virtual routers that answer at once. */
  private void runs(Configuration configuration) {
    dumper.configure(configuration);
    dumper.routers(
        anew -> {
          asked.add(anew);
          return CompletableFuture.completedFuture(Snapshots.routers(configuration));
        });
  }

  private static void eventually(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private String content(String name) {
    try {
      Path file = directory.resolve(name);
      return Files.isRegularFile(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      return "";
    }
  }

  @Test
  void a_text_that_memory_has_no_room_for_is_not_written_and_the_next_one_is() {
    Configuration configuration = configuration();
    dumper.configure(configuration);
    dumper.routers(
        anew -> {
          throw new OutOfMemoryError("no room");
        });
    dumper.request(DumpRequest.JSON);
    eventually(
        "a line", () -> said.stream().anyMatch(line -> line.endsWith("was not written: no room")));
    runs(configuration);
    dumper.request(DumpRequest.JSON);
    eventually("a file", () -> Files.exists(directory.resolve("k.json")));
    assertThat(died).isEmpty();
  }

  @Test
  void an_error_that_ends_its_thread_is_told() throws Exception {
    dumper.configure(configuration());
    dumper.routers(
        anew -> {
          throw new AssertionError("broken");
        });
    dumper.request(DumpRequest.JSON);
    assertThat(died.take()).hasMessage("broken");
  }

  @Test
  void each_request_has_its_files_for_the_daemons_user_alone() throws IOException {
    runs(configuration());

    dumper.request(DumpRequest.STATE);
    dumper.request(DumpRequest.STATISTICS);
    dumper.request(DumpRequest.JSON);
    eventually("the last file", () -> content("k.json").endsWith("\n"));

    assertThat(content("k_parent.data")).startsWith("------< Global definitions >------\n");
    assertThat(content("k.data")).contains("\n VRRP Instance = VI_1\n");
    assertThat(content("k.stats")).startsWith("VRRP Instance: VI_1\n");
    assertThat(content("k.json")).startsWith("[{\"data\":{\"iname\":\"VI_1\",");
    try (var files = Files.list(directory)) {
      assertThat(files)
          .hasSize(4)
          .allSatisfy(
              file ->
                  assertThat(Files.getPosixFilePermissions(file))
                      .isEqualTo(PosixFilePermissions.fromString("rw-------")));
    }
    assertThat(asked).doesNotContain(true);
  }

  @Test
  void counters_begin_anew_behind_the_copy_that_is_written() {
    runs(configuration());

    dumper.request(DumpRequest.STATISTICS_ANEW);
    eventually("the file", () -> content("k.stats").endsWith("\n"));

    assertThat(asked).containsExactly(true);
    assertThat(content("k.stats")).contains("    Sent: 102\n");
  }

  @Test
  void whatever_is_asked_for_while_it_writes_is_written_once_more() throws Exception {
    Configuration configuration = configuration();
    CompletableFuture<RouterReport> answer = new CompletableFuture<>();
    CountDownLatch reached = new CountDownLatch(1);
    dumper.configure(configuration);
    dumper.routers(
        anew -> {
          asked.add(anew);
          reached.countDown();
          return answer;
        });
    dumper.request(DumpRequest.STATISTICS);
    assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();

    for (int i = 0; i < 1000; i++) {
      dumper.request(DumpRequest.STATISTICS);
    }
    dumper.request(DumpRequest.JSON);
    answer.complete(Snapshots.routers(configuration));
    eventually("the last file", () -> content("k.json").endsWith("\n"));

    assertThat(asked).hasSize(3);
  }

  @Test
  void a_file_that_cannot_be_written_is_told_once_and_harms_no_other() throws IOException {
    runs(configuration());
    Files.createDirectories(directory.resolve("k.stats/full"));

    for (int i = 1; i <= 3; i++) {
      int rounds = i;
      dumper.request(DumpRequest.STATISTICS);
      eventually("the question", () -> asked.size() == 2 * rounds - 1);
      dumper.request(DumpRequest.JSON);
      eventually("the next question", () -> asked.size() == 2 * rounds);
    }
    eventually("the other file", () -> content("k.json").endsWith("\n"));

    assertThat(said)
        .filteredOn(line -> line.startsWith("Cannot write"))
        .singleElement()
        .asString()
        .contains("k.stats, which a signal asked for: ")
        .contains("directory")
        .contains("name another file with state_dump_file");
    assertThat(directory.resolve("k.stats/full")).isDirectory();
  }

  @Test
  void without_the_directory_it_says_so_and_once_more_after_it_was_there() throws IOException {
    Path missing = directory.resolve("later");
    runs(Snapshots.configuration("stats_dump_file " + missing.resolve("k.stats")));

    dumper.request(DumpRequest.STATISTICS);
    eventually(
        "the line",
        () -> said.stream().anyMatch(line -> line.contains("No such file or directory")));
    Files.createDirectory(missing);
    dumper.request(DumpRequest.STATISTICS);
    eventually("the file", () -> content("later/k.stats").endsWith("\n"));
    Files.delete(missing.resolve("k.stats"));
    Files.delete(missing);
    dumper.request(DumpRequest.STATISTICS);

    eventually(
        "the second line",
        () ->
            said.stream().filter(line -> line.contains("No such file or directory")).count() == 2);
  }

  @Test
  void a_link_in_the_place_of_a_file_is_replaced_and_not_followed() throws IOException {
    runs(configuration());
    Path victim = Files.writeString(directory.resolve("victim"), "victim");
    Files.createSymbolicLink(directory.resolve("k.stats"), victim);
    Files.createSymbolicLink(directory.resolve(".k.stats.new"), victim);

    dumper.request(DumpRequest.STATISTICS);
    eventually("the file", () -> !Files.isSymbolicLink(directory.resolve("k.stats")));

    assertThat(content("k.stats")).startsWith("VRRP Instance: VI_1\n");
    assertThat(victim).hasContent("victim");
  }

  @Test
  void without_virtual_routers_there_is_the_file_of_the_whole_alone() throws IOException {
    dumper.configure(configuration());
    dumper.request(DumpRequest.JSON);
    dumper.request(DumpRequest.STATISTICS);
    dumper.request(DumpRequest.STATE);
    eventually("the file", () -> content("k_parent.data").endsWith("\n"));
    // The other requests came before.
    assertThat(directory.toFile().list()).containsExactly("k_parent.data");
  }

  @Test
  void a_part_that_has_ended_is_told_and_the_next_request_is_served() {
    Configuration configuration = configuration();
    dumper.configure(configuration);
    dumper.routers(
        anew -> CompletableFuture.failedFuture(new IllegalStateException("it has ended")));
    dumper.request(DumpRequest.JSON);
    eventually(
        "the line",
        () ->
            said.contains(
                "A file that a signal asked for was not written: the thread of the virtual routers"
                    + " does not answer: java.lang.IllegalStateException: it has ended"));
    runs(configuration);

    dumper.request(DumpRequest.JSON);

    eventually("the file", () -> content("k.json").endsWith("\n"));
  }

  @Test
  void the_words_of_keepalived_are_said_of_the_first_of_each_kind() {
    runs(configuration());
    for (int i = 1; i <= 3; i++) {
      int rounds = i;
      dumper.request(DumpRequest.STATISTICS);
      eventually("the question", () -> asked.size() == rounds);
    }
    dumper.request(DumpRequest.JSON);
    eventually("the file", () -> content("k.json").endsWith("\n"));
    log.close();

    String process = " for process(" + ProcessHandle.current().pid() + ") on signal";
    assertThat(said)
        .containsExactly("Printing VRRP stats" + process, "Printing VRRP as json" + process);
  }
}
