// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.linux.Capability;
import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.Privilege;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real programs on a real loop. */
class ProcessRunnerTest {
  private static final Account NOBODY = new Account("nobody", 65534, 65534, "/", "/bin/sh");

  private final EventLoop loop = EventLoop.open();
  private final ProcessRunner runner = new ProcessRunner(loop);
  private final List<Outcome> told = new ArrayList<>();
  @TempDir private Path directory;

  @AfterEach
  void close() {
    runner.close();
    loop.close();
  }

  @Test
  void the_end_is_told_with_its_status() {
    run("/bin/sh", "-c", "exit 3");
    run("/bin/sh", "-c", "kill -9 $$");

    until(() -> told.size() == 2);
    assertThat(told)
        .containsExactlyInAnyOrder(
            new Outcome.Ended(new ExitStatus.Exited(3)),
            new Outcome.Ended(new ExitStatus.Signalled(9)));
  }

  @Test
  void words_arrive_as_they_are() throws IOException {
    Path out = directory.resolve("out");
    Path script = script("for each in \"$@\"; do echo \"[$each]\"; done > " + out);

    run(script.toString(), "a b", "", "$HOME `x` ; é");

    until(() -> told.size() == 1);
    assertThat(Files.readString(out)).isEqualTo("[a b]\n[]\n[$HOME `x` ; é]\n");
  }

  /**
   * What a JVM has, and the launcher of a daemon has arranged, is nothing to a script.
   *
   * <p>The shell reads its own masks itself, since it blocks every signal while it starts a program
   * and a quick program would see that.
   */
  @Test
  void nothing_of_this_process_is_passed_on() throws IOException {
    Path out = directory.resolve("out");
    Path script =
        script(
            """
            exec > %s
            env | sort
            while IFS= read -r line; do
              case $line in SigBlk*|SigIgn*) echo "$line" ;; esac
            done < /proc/$$/status
            for each in /proc/$$/fd/*; do readlink $each; done | grep -v ^/proc/
            ps -o pgid= -p $$ | tr -d ' ' | sed "s/^$$\\$/own group/"
            """
                .formatted(out));

    runner.run(
        new Program(List.of(script.toString()), Map.of("PATH", "/usr/bin:/bin"), Optional.empty()),
        Optional.empty(),
        told::add);

    until(() -> told.size() == 1);
    assertThat(
            Files.readString(out).lines().filter(line -> !line.matches("(PWD|_|SHLVL|OLDPWD)=.*")))
        .containsExactly(
            "PATH=/usr/bin:/bin",
            "SigBlk:\t0000000000000000",
            "SigIgn:\t0000000000000000",
            "/dev/null",
            out.toString(),
            script.toString(),
            "/dev/null",
            "own group");
  }

  @Test
  void one_without_an_interpreter_is_given_to_the_shell() throws IOException {
    Path file = directory.resolve("plain");
    Files.writeString(file, "exit 7\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));

    run(file.toString());

    until(() -> told.size() == 1);
    assertThat(told).containsExactly(new Outcome.Ended(new ExitStatus.Exited(7)));
  }

  @Test
  void what_cannot_be_started_is_told_at_once() throws IOException {
    Path file = directory.resolve("plain");
    Files.writeString(file, "#!/bin/sh\n");

    assertThat(runner.run(program("/no/such/file"), Optional.empty(), told::add)).isEmpty();
    assertThat(runner.run(program(file.toString()), Optional.empty(), told::add)).isEmpty();

    assertThat(told)
        .extracting(each -> ((Outcome.NotStarted) each).cause().errno())
        .containsExactly(Errno.ENOENT, Errno.EACCES);
    assertThat(((Outcome.NotStarted) told.get(0)).cause())
        .hasMessageStartingWith("start /no/such/file: ");
  }

  @Test
  void an_interpreter_that_is_absent_is_named() throws IOException {
    Path file = script("exit 0");
    Files.writeString(file, "#! /no/such/shell -e\nexit 0\n");
    run(file.toString());
    Files.writeString(file, "#!/bin/sh\r\nexit 0\r\n");
    run(file.toString());

    assertThat(told)
        .extracting(each -> ((Outcome.NotStarted) each).cause().getMessage())
        .containsExactly(
            "start "
                + file
                + ": the interpreter of its first line does not exist, \"/no/such/shell\"; install it,"
                + " or mend the line",
            "start "
                + file
                + ": the interpreter of its first line does not exist, \"/bin/sh?\"; its lines end as"
                + " on Windows: take the carriage returns out");
  }

  /** Another program stands before it then, whose status is none of its own. */
  @Test
  void what_another_user_cannot_start_is_no_status_of_the_program() throws IOException {
    Path file = script("exit 0");
    Files.writeString(file, "#!/no/such/shell\n");

    runner.run(as(NOBODY, file), Optional.empty(), told::add);

    until(() -> told.size() == 1);
    assertThat(told)
        .extracting(each -> ((Outcome.NotStarted) each).cause().getMessage())
        .singleElement()
        .asString()
        .startsWith("start " + file + ": the interpreter of its first line does not exist");
  }

  @Test
  void why_another_user_cannot_start_it_is_told_in_words() throws IOException {
    Program program = as(NOBODY, script("exit 0"));

    assertThat(StartException.behindPrefix(program, CommandPrefix.NOT_EXECUTED))
        .hasMessageEndingWith(
            "Permission denied (EACCES); nobody has to be allowed to execute it and the interpreter"
                + " of its first line, on a file system that is not mounted noexec");
    assertThat(StartException.behindPrefix(program, CommandPrefix.NOT_FOUND))
        .hasMessageEndingWith(
            "Operation not permitted (EPERM); this process cannot become user nobody: "
                + Privilege.ofThisThread().advice(Capability.SETUID, Capability.SETGID));
  }

  @Test
  void a_file_that_somebody_writes_is_said_to_be_busy() throws IOException {
    Path file = script("exit 0");

    assertThat(new StartException(program(file.toString()), Errno.ETXTBSY))
        .hasMessage(
            "start " + file + ": Text file busy (ETXTBSY); somebody has the file open for writing");
  }

  @Test
  void a_status_that_a_program_has_itself_stays_one() throws IOException {
    run(script("exit 127").toString());

    until(() -> told.size() == 1);
    assertThat(told).containsExactly(new Outcome.Ended(new ExitStatus.Exited(127)));
  }

  /** A grandchild that is deaf to SIGTERM would live on with whatever it holds. */
  @Test
  void at_its_limit_it_is_ended_with_all_that_it_has_started() throws IOException {
    Path pids = directory.resolve("pids");
    Path script =
        script(
            """
            (trap '' TERM; echo $$ >> %1$s; while :; do sleep 0.1; done) &
            echo $! >> %1$s
            trap '' TERM
            while :; do sleep 0.1; done
            """
                .formatted(pids));

    Optional<ProcessRunner.Run> run =
        runner.run(program(script.toString()), Optional.of(Duration.ofMillis(300)), told::add);

    until(() -> told.size() == 1);
    assertThat(told).containsExactly(new Outcome.TimedOut(Duration.ofMillis(300)));
    assertThat(run.orElseThrow().isOver()).isFalse();
    until(() -> run.orElseThrow().isOver());
    assertThat(Files.readAllLines(pids)).isNotEmpty();
    until(() -> alive(pids) == 0);
  }

  /** A pipe that nobody reads would stop it, and memory that collects it would fill up. */
  @Test
  void one_that_says_much_is_no_matter() {
    run("/bin/sh", "-c", "dd if=/dev/zero bs=1M count=1024 2>/dev/null");

    until(() -> told.size() == 1);
    assertThat(told).containsExactly(new Outcome.Ended(new ExitStatus.Exited(0)));
  }

  @Test
  void what_it_leaves_running_goes_on_when_it_ends_in_time() throws IOException {
    Path pids = directory.resolve("pids");
    Path script = script("sleep 60 & echo $! > %s\nexit 0".formatted(pids));

    runner.run(program(script.toString()), Optional.of(Duration.ofSeconds(20)), told::add);

    until(() -> told.size() == 1);
    assertThat(told).containsExactly(new Outcome.Ended(new ExitStatus.Exited(0)));
    assertThat(alive(pids)).isEqualTo(1);
    ProcessHandle.of(Long.parseLong(Files.readString(pids).strip()))
        .ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  void nobody_hears_of_one_that_was_ended() {
    Optional<ProcessRunner.Run> run =
        runner.run(program("/bin/sleep", "60"), Optional.empty(), told::add);

    run.orElseThrow().end();

    until(() -> run.orElseThrow().isOver());
    assertThat(told).isEmpty();
  }

  @Test
  void one_that_is_deaf_to_its_end_is_killed_whether_it_has_a_limit_or_not() throws IOException {
    Path ready = directory.resolve("ready");
    Path script = script("trap '' TERM; touch %s; while :; do sleep 0.1; done".formatted(ready));
    Optional<ProcessRunner.Run> run =
        runner.run(program(script.toString()), Optional.empty(), told::add);
    assertThat(runner.whenEnded()).as("nobody was told to end").isCompleted();
    until(() -> Files.exists(ready));

    run.orElseThrow().end();

    CompletableFuture<Void> ended = runner.whenEnded();
    assertThat(ended).isNotDone();
    until(ended::isDone);
    assertThat(run.orElseThrow().isOver()).isTrue();
    assertThat(told).isEmpty();
  }

  /** As process 1 of a container would have them of its scripts. */
  @Test
  void children_that_nobody_waits_for_are_reaped_and_those_of_the_runner_are_not() {
    ChildProcess orphan = ChildProcess.start(program("/bin/true"));
    until(() -> orphan.poll().isPresent());
    Path entry = Path.of("/proc", Integer.toString(orphan.processId()));
    assertThat(entry).exists();

    runner.reapOrphans();

    assertThat(entry).doesNotExist();
    run("/bin/sh", "-c", "exit 3");
    until(
        () -> {
          runner.reapOrphans();
          return told.size() == 1;
        });
    assertThat(told).containsExactly(new Outcome.Ended(new ExitStatus.Exited(3)));
  }

  /** A thread's end is what the kernel goes by, be it that of its process or not. */
  @Test
  void one_that_lives_as_long_as_its_starter_ends_with_it_and_another_does_not() throws Exception {
    CompletableFuture<List<ChildProcess>> started = new CompletableFuture<>();
    CompletableFuture<Void> enough = new CompletableFuture<>();
    Thread starter =
        new Thread(
            () -> {
              started.complete(
                  List.of(
                      ChildProcess.start(sleeping(Program.Life.OF_ITS_STARTER)),
                      ChildProcess.start(sleeping(Program.Life.ITS_OWN))));
              enough.join();
            },
            "starter");
    starter.start();
    List<ChildProcess> children = started.get(60, TimeUnit.SECONDS);
    try (ChildProcess bound = children.get(0);
        ChildProcess free = children.get(1)) {
      children.forEach(each -> until(() -> name(each).equals("sleep")));
      assertThat(bound.poll()).isEmpty();

      enough.complete(null);

      until(() -> bound.poll().isPresent());
      assertThat(bound.poll()).contains(new ExitStatus.Signalled(ChildProcess.SIGTERM));
      starter.join();
      assertThat(free.poll()).isEmpty();
      free.signalGroup(ChildProcess.SIGKILL);
      until(() -> free.poll().isPresent());
    } finally {
      enough.complete(null);
    }
  }

  private static Program sleeping(Program.Life life) {
    return new Program(List.of("/bin/sleep", "600"), Map.of(), Optional.empty(), life);
  }

  private static String name(ChildProcess child) {
    try {
      return Files.readString(Path.of("/proc/" + child.processId() + "/comm")).strip();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static long alive(Path pids) {
    try {
      return Files.readAllLines(pids).stream()
          .filter(
              pid ->
                  ProcessHandle.of(Long.parseLong(pid)).map(ProcessHandle::isAlive).orElse(false))
          .count();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Program as(Account account, Path file) {
    return new Program(List.of(file.toString()), Map.of(), Optional.of(account));
  }

  private Path script(String body) throws IOException {
    Path file = directory.resolve("script");
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void run(String... words) {
    runner.run(program(words), Optional.empty(), told::add);
  }

  private static Program program(String... words) {
    return new Program(List.of(words), Map.of("PATH", "/usr/bin:/bin"), Optional.empty());
  }

  private void until(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("given up waiting").isLessThan(end);
      loop.turn(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }
}
