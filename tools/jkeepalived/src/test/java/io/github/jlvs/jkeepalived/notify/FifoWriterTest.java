// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.model.Command;
import io.github.jlvs.keepalived.conf.model.Fifo;
import io.github.jlvs.linux.NamedPipe;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real pipes and handlers. */
class FifoWriterTest {
  private static final int LINES = 3000;

  private final Path directory;
  private final Path path;
  private final OnALoop on;

  FifoWriterTest(@TempDir Path directory) {
    this.directory = directory;
    this.path = directory.resolve("fifo");
    this.on = new OnALoop(directory);
  }

  @AfterEach
  void close() {
    on.close();
  }

  @Test
  void where_nobody_reads_the_oldest_are_lost_and_counted_and_the_last_comes_out()
      throws IOException {
    FifoWriter writer = open(Optional.empty());
    String filling = "x".repeat(100);
    for (int i = 0; i < LINES; i++) {
      writer.line(i + filling);
    }
    assertThat(on.said)
        .containsExactly("FIFO " + path + " is full: nobody reads it, lines are lost");

    StringBuilder text = new StringBuilder();
    try (SeekableByteChannel reader = Files.newByteChannel(path)) {
      ByteBuffer read = ByteBuffer.allocate(4096);
      on.until(
          () -> {
            readInto(text, reader, read);
            return text.indexOf(LINES - 1 + filling + "\n") >= 0;
          });
    }
    List<String> lines = text.toString().lines().toList();
    int lost = LINES - lines.size();
    assertThat(lost).isPositive();
    assertThat(lines).allMatch(line -> line.endsWith(filling)).doesNotHaveDuplicates();
    assertThat(on.said)
        .last()
        .isEqualTo("FIFO " + path + " is read again: " + lost + " lines were lost");
    writer.close();
    assertThat(path).doesNotExist();
  }

  /** A blocking read would wait for the loop that this test turns: read only what is there. */
  private static void readInto(StringBuilder text, SeekableByteChannel reader, ByteBuffer read) {
    try {
      read.clear();
      if (reader.read(read) > 0) {
        text.append(StandardCharsets.UTF_8.decode(read.flip()));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_handler_gets_the_path_behind_its_arguments_and_reads_until_the_end() {
    Path out = directory.resolve("out");
    Command handler =
        on.script("handler", "echo \"$# $1\" > " + out + "; exec cat \"$2\" >> " + out);
    FifoWriter writer =
        open(
            Optional.of(
                new Command(List.of(handler.words().get(0), "of two words"), Optional.empty())));
    writer.line("VS [10.0.0.1]:tcp:80 UP");
    on.until(() -> on.written("out").size() == 2);
    assertThat(on.written("out")).containsExactly("2 of two words", "VS [10.0.0.1]:tcp:80 UP");

    writer.close();

    assertThat(on.said).isEmpty();
    assertThat(path).doesNotExist();
  }

  @Test
  void a_handler_that_ends_or_must_not_run_is_said() {
    FifoWriter ends = open(Optional.of(on.script("ends", "exit 3")));
    on.until(() -> on.said.size() == 1);
    assertThat(on.said)
        .containsExactly(
            "vrrp notify fifo script terminated: exited with status 3; "
                + directory
                + "/ends reads "
                + path
                + " no more, a reload starts it again");
    ends.close();
    on.said.clear();

    FifoWriter refused =
        open(Optional.of(new Command(List.of("/nowhere/absent"), Optional.empty())));
    assertThat(on.said)
        .singleElement()
        .asString()
        .startsWith("FIFO script not run: Script /nowhere/absent cannot be accessed");
    refused.line("is written all the same");
    refused.close();
  }

  @Test
  void a_handler_of_lines_about_servers_is_said_as_such() {
    Fifo ofServers =
        new Fifo(path.toString(), Optional.of(on.script("ends", "exit 4")), false, true);
    FifoWriter ends =
        FifoWriter.open(ofServers, on.loop, on.processes, on.policy(), on.said::add).orElseThrow();
    on.until(() -> on.said.size() == 1);
    assertThat(on.said)
        .singleElement()
        .asString()
        .startsWith("lvs notify fifo script terminated: exited with status 4; ");
    ends.close();
  }

  @Test
  void a_handler_that_has_ended_is_started_again_by_a_reload_and_one_that_runs_is_not() {
    FifoWriter ends = open(Optional.of(on.script("ends", "echo once >> " + directory + "/runs")));
    on.until(() -> on.said.size() == 1);
    ends.handle(on.processes, on.policy());
    on.until(() -> on.said.size() == 2);
    assertThat(on.written("runs")).hasSize(2);
    ends.close();

    Path lines = directory.resolve("lines");
    FifoWriter reads =
        open(
            Optional.of(on.script("reads", "echo begun >> %1$s; cat $1 >> %1$s".formatted(lines))));
    on.until(() -> on.written("lines").size() == 1);
    reads.handle(on.processes, on.policy());
    reads.line("one");
    on.until(() -> on.written("lines").size() == 2);
    assertThat(on.written("lines")).containsExactly("begun", "one");
    reads.close();
  }

  /** A signal that it does not heed would leave it beside the one that the next start makes. */
  @Test
  void a_handler_that_is_deaf_is_killed() {
    Path ready = directory.resolve("ready");
    FifoWriter writer =
        open(
            Optional.of(
                on.script(
                    "deaf", "trap '' TERM; echo $$ > " + ready + "; while :; do sleep 0.1; done")));
    on.until(() -> on.written("ready").size() == 1);
    long pid = Long.parseLong(on.written("ready").get(0));

    writer.close();

    CompletableFuture<Void> ended = on.processes.whenEnded();
    on.until(ended::isDone);
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void a_path_that_no_file_can_have_is_said() {
    Fifo unusable = new Fifo("/run/\0", Optional.empty(), true, true);
    assertThat(FifoWriter.open(unusable, on.loop, on.processes, on.policy(), on.said::add))
        .isEmpty();
    assertThat(on.said)
        .containsExactly("FIFO /run/\0 is not written to: its name has an octet of zero");
  }

  @Test
  void something_else_in_its_place_is_said_and_stays() throws IOException {
    Path file = Files.writeString(path, "precious");
    assertThat(
            FifoWriter.open(
                fifo(Optional.empty()), on.loop, on.processes, on.policy(), on.said::add))
        .isEmpty();
    assertThat(on.said)
        .singleElement()
        .asString()
        .startsWith("FIFO " + path + " is not written to: ");
    assertThat(Files.readString(file)).isEqualTo("precious");
  }

  @Test
  void one_that_was_there_stays() {
    try (NamedPipe there = NamedPipe.open(path)) {
      FifoWriter writer = open(Optional.empty());
      writer.line("one");
      writer.close();
      assertThat(there.descriptor().isOpen()).isTrue();
      assertThat(path).exists();
    }
  }

  private FifoWriter open(Optional<Command> handler) {
    return FifoWriter.open(fifo(handler), on.loop, on.processes, on.policy(), on.said::add)
        .orElseThrow();
  }

  private Fifo fifo(Optional<Command> handler) {
    return new Fifo(path.toString(), handler, true, true);
  }
}
