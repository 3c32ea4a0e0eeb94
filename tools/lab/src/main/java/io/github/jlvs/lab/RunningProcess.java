// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A process that runs on a host, and every line it wrote so far on standard output or standard
 * error. One thread, named after host and command, reads the lines; all methods may be called from
 * any thread.
 */
public final class RunningProcess implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(30);

  private final Launch launch;
  private final Process process;
  private final List<OutputLine> lines = new ArrayList<>();
  private final Thread reader;
  private Stage stage = Stage.ON_ITS_WAY;

  /** How far a process has come, as its output tells. */
  private enum Stage {
    ON_ITS_WAY,
    NOT_ENTERED,
    ENTERED,
    NOT_EXECUTED,
    OUTPUT_ENDED
  }

  /**
   * Starts a command and waits until it runs.
   *
   * @throws LabException if it could not be executed
   */
  RunningProcess(Launch launch) {
    this.launch = launch;
    try {
      process = new ProcessBuilder(launch.words()).redirectErrorStream(true).start();
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new LabException("cannot start " + launch + ": " + e.getMessage(), e);
    }
    reader = new Thread(this::read, "lab-output-" + launch);
    reader.setDaemon(true);
    reader.start();
    awaitExecution();
  }

  private void read() {
    try (BufferedReader in = process.inputReader()) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        synchronized (lines) {
          take(line);
          lines.notifyAll();
        }
      }
    } catch (IOException e) {
      // The process is gone and its pipe with it; what it wrote before is kept.
      synchronized (lines) {
        lines.notifyAll();
      }
    } finally {
      synchronized (lines) {
        stage =
            switch (stage) {
              case ON_ITS_WAY, NOT_ENTERED -> Stage.NOT_ENTERED;
              case NOT_EXECUTED -> Stage.NOT_EXECUTED;
              case ENTERED, OUTPUT_ENDED -> Stage.OUTPUT_ENDED;
            };
        lines.notifyAll();
      }
    }
  }

  private void take(String line) {
    if (stage == Stage.ON_ITS_WAY && line.equals(launch.entered())) {
      stage = Stage.ENTERED;
    } else if (stage == Stage.ENTERED && line.equals(launch.failed())) {
      stage = Stage.NOT_EXECUTED;
    } else {
      lines.add(new OutputLine(Instant.now(), line));
    }
  }

  private void awaitExecution() {
    long deadline = System.nanoTime() + START.toNanos();
    while (!executed()) {
      if (System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw new LabException(
            "%s: not executed after %s s".formatted(launch, Await.seconds(START)));
      }
      Await.pause(Duration.ofMillis(2));
    }
  }

  private boolean executed() {
    // Looked at before the output: who is gone has written all it had to say.
    String commandLine = commandLine();
    synchronized (lines) {
      return switch (stage) {
        case ON_ITS_WAY -> false;
        case NOT_ENTERED -> throw launch.notEntered(output());
        case NOT_EXECUTED -> throw launch.notExecuted(output());
        case ENTERED -> commandLine.isEmpty() ? ranAndEnded() : !launch.isOnItsWay(commandLine);
        case OUTPUT_ENDED -> true;
      };
    }
  }

  /** One that leaves children with its output behind is known by its exit status alone. */
  private boolean ranAndEnded() {
    return !process.isAlive() && ExitStatuses.any().accepted().contains(process.exitValue());
  }

  private String commandLine() {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(pid()), "cmdline"));
    } catch (IOException e) {
      // It has ended.
      return "";
    }
  }

  /**
   * The process id, in the namespace of the caller: hosts of the lab share one.
   *
   * @return the process id
   */
  public long pid() {
    return process.pid();
  }

  /**
   * Whether it still runs.
   *
   * @return whether it does
   */
  public boolean running() {
    return process.isAlive();
  }

  /**
   * The lines written so far.
   *
   * @return a copy, oldest first
   */
  public List<OutputLine> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  /**
   * Waits for a line that contains a text; one that is there already will do.
   *
   * @param text the text
   * @param limit how long to wait
   * @return the first such line
   * @throws LabException when the limit passed or the process ended, with the lines that came
   *     instead
   */
  public OutputLine awaitLine(String text, Duration limit) {
    return awaitLine("a line with '" + text + "'", 0, line -> line.contains(text), limit);
  }

  /**
   * Waits for a wanted line, from a given one on.
   *
   * @param what what is waited for, for the message of a failure
   * @param from how many lines to pass over, such as {@code lines().size()} of a moment before
   * @param wanted whether a line's text is the one
   * @param limit how long to wait
   * @return the first such line
   * @throws LabException when the limit passed or the process ended, with the lines that came
   *     instead
   */
  public OutputLine awaitLine(String what, int from, Predicate<String> wanted, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    synchronized (lines) {
      int next = from;
      while (true) {
        for (; next < lines.size(); next++) {
          if (wanted.test(lines.get(next).text())) {
            return lines.get(next);
          }
        }
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          throw new LabException(
              "waited %s s for %s from %s; its output:%n%s"
                  .formatted(Await.seconds(limit), what, launch, outputFrom(from)));
        }
        if (stage == Stage.OUTPUT_ENDED) {
          throw new LabException(
              "%s has ended without %s; its output:%n%s".formatted(launch, what, outputFrom(from)));
        }
        try {
          TimeUnit.NANOSECONDS.timedWait(lines, left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new LabException("interrupted while waiting for " + what, e);
        }
      }
    }
  }

  private String outputFrom(int first) {
    StringBuilder text = new StringBuilder();
    lines.stream().skip(first).forEach(line -> text.append("  ").append(line.text()).append('\n'));
    return text.isEmpty() ? "  (none)" : text.toString();
  }

  /**
   * Everything written so far, as one text.
   *
   * @return the lines, each with a line end
   */
  public String output() {
    StringBuilder text = new StringBuilder();
    lines().forEach(line -> text.append(line.text()).append('\n'));
    return text.toString();
  }

  /**
   * Sends a signal to the process alone.
   *
   * @param signal its name without SIG, such as {@code HUP}
   */
  public void signal(String signal) {
    kill(signal, ExitStatuses.SUCCESS);
  }

  private void kill(String signal, ExitStatuses accepted) {
    CommandResult unused =
        Commands.run(
            Launch.here("kill", "-" + signal, String.valueOf(pid())), "", Commands.LIMIT, accepted);
  }

  /**
   * Asks the process to end (SIGTERM) and waits.
   *
   * @param limit how long it may take
   * @return its exit status
   * @throws LabException when it still runs after that
   */
  public int stop(Duration limit) {
    // Not Process.destroy, which closes our end of the pipe, and the last words would be lost.
    process.toHandle().destroy();
    return awaitExit(limit);
  }

  /**
   * Waits for the end of the process.
   *
   * @param limit how long it may take
   * @return its exit status; 128 + N when signal N ended it
   * @throws LabException when it still runs after that
   */
  public int awaitExit(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new LabException(
            "%s still runs after %s s; its output:%n%s"
                .formatted(launch, Await.seconds(limit), output()));
      }
      // Its last lines may still be on their way; a child that kept the pipe open is not waited
      // for.
      reader.join(200);
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while waiting for the end of " + launch, e);
    }
  }

  /**
   * The process and its children die at once, as when the machine loses power: none gets a chance
   * to say good-bye. The parent is stopped first, so that it neither restarts a child nor cleans up
   * after one.
   */
  public void crash() {
    if (process.isAlive()) {
      // It may end by itself before it is stopped, and kill(1) says so with status 1.
      kill("STOP", ExitStatuses.of(0, 1));
    }
    Stream.concat(process.descendants(), Stream.of(process.toHandle()))
        .forEach(ProcessHandle::destroyForcibly);
    awaitExit(Duration.ofSeconds(5));
  }

  /**
   * The process ids of the process and all its descendants.
   *
   * @return the process first
   */
  public List<Long> pids() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .map(ProcessHandle::pid)
        .toList();
  }

  /** Ends the process and its children, if they still run, without ceremony. */
  @Override
  public void close() {
    if (process.isAlive()) {
      crash();
    }
  }

  /**
   * Host and command.
   *
   * @return such as {@code ds1: keepalived -n}
   */
  @Override
  public String toString() {
    return launch.toString();
  }
}
