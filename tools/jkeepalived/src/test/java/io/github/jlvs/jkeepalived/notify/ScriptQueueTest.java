// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.model.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real scripts on a real loop, with less patience. */
class ScriptQueueTest {
  private final Path directory;
  private final OnALoop on;
  private final Path out;

  ScriptQueueTest(@TempDir Path directory) {
    this.directory = directory;
    this.on = new OnALoop(directory);
    this.out = directory.resolve("out");
  }

  @AfterEach
  void close() {
    on.close();
  }

  @Test
  void they_run_one_after_another_in_the_order_of_what_has_happened() {
    Command slow = on.script("slow", "sleep 0.2; echo \"$* $WHAT\" >> " + out);
    Command quick = on.script("quick", "echo \"$* $WHAT\" >> " + out);
    ScriptQueue queue = queue(Duration.ofSeconds(30));

    queue.add(
        List.of(
            new NotifyRun(Map.of("WHAT", "first"), slow, List.of("1", "a b")),
            new NotifyRun(Map.of("WHAT", "second"), quick, List.of("2"))));
    queue.add(List.of(new NotifyRun(Map.of("WHAT", "third"), quick, List.of("3"))));
    assertThat(queue.isIdle()).isFalse();

    on.until(queue::isIdle);
    assertThat(on.written("out")).containsExactly("1 a b first", "2 second", "3 third");
    assertThat(on.said).isEmpty();
  }

  @Test
  void one_that_hangs_is_not_waited_for_and_not_ended() {
    Command hangs = on.script("hangs", "sleep 3; echo late >> " + out);
    Command next = on.script("next", "echo next >> " + out);
    ScriptQueue queue = queue(Duration.ofMillis(100));

    queue.add(List.of(run(hangs), run(next)));

    on.until(() -> on.written("out").equals(List.of("next", "late")));
    assertThat(on.said)
        .singleElement()
        .asString()
        .startsWith("(V) notify script " + directory + "/hangs runs for more than 0 s");
  }

  @Test
  void where_too_many_wait_the_oldest_are_left_out_and_counted() {
    Command first = on.script("first", "sleep 0.3");
    Command any = on.script("any", "exit 0");
    Command last = on.script("last", "echo last >> " + out);
    ScriptQueue queue = queue(Duration.ofMillis(50));
    List<NotifyRun> runs = new ArrayList<>(List.of(run(first)));
    Command absent = new Command(List.of("/nowhere/absent"), Optional.empty());
    IntStream.range(0, 5).forEach(i -> runs.add(run(any)));
    IntStream.range(0, ScriptQueue.MOST).forEach(i -> runs.add(run(absent)));
    runs.add(run(last));

    queue.add(runs.subList(0, 1));
    queue.add(runs.subList(1, runs.size()));

    on.until(queue::isIdle);
    on.until(() -> on.written("out").equals(List.of("last")));
    assertThat(on.said).contains("(V) 6 notify scripts were not run: too many were waiting");
  }

  @Test
  void what_cannot_run_is_said_and_the_next_one_runs() {
    Command absent = new Command(List.of("/nowhere/absent"), Optional.empty());
    Command fails = on.script("fails", "echo ran >> " + out + "; exit 3");
    ScriptQueue queue = queue(Duration.ofSeconds(30));

    queue.add(List.of(run(absent), run(fails)));

    on.until(queue::isIdle);
    assertThat(on.written("out")).containsExactly("ran");
    assertThat(on.said)
        .containsExactly(
            "(V) notify script not run: Script /nowhere/absent cannot be accessed - No such file or"
                + " directory",
            "(V) notify script " + directory + "/fails exited with status 3");
  }

  @Test
  void at_the_end_what_waits_is_started_at_once() {
    Command hangs = on.script("hangs", "sleep 1");
    Command waits = on.script("waits", "echo \"$*\" >> " + out);
    ScriptQueue queue = queue(Duration.ofSeconds(30));
    queue.add(List.of(run(hangs), new NotifyRun(Map.of(), waits, List.of("stop"))));
    assertThat(on.written("out")).isEmpty();

    queue.startAll();

    on.until(() -> on.written("out").equals(List.of("stop")));
  }

  private ScriptQueue queue(Duration patience) {
    return new ScriptQueue(
        "V", on.loop, on.processes, on.policy(), patience, on.said::add, queue -> {});
  }

  private static NotifyRun run(Command command) {
    return new NotifyRun(Map.of(), command, List.of());
  }
}
