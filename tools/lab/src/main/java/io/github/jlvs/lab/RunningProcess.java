// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.lab;

import java.io.BufferedReader;
import java.io.IOException;
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
  private final String name;
  private final Process process;
  private final List<OutputLine> lines = new ArrayList<>();
  private final Thread reader;

  RunningProcess(String name, List<String> command) {
    this.name = name;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new LabException("cannot start " + name, e);
    }
    reader = new Thread(this::read, "lab-output-" + name);
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try (BufferedReader in = process.inputReader()) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        synchronized (lines) {
          lines.add(new OutputLine(Instant.now(), line));
          lines.notifyAll();
        }
      }
    } catch (IOException e) {
      // The process is gone and its pipe with it; what it wrote before is kept.
      synchronized (lines) {
        lines.notifyAll();
      }
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
   * @throws LabException when the limit passed, with the lines that came instead
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
   * @throws LabException when the limit passed, with the lines that came instead
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
                  .formatted(Await.seconds(limit), what, name, outputFrom(from)));
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
    Commands.run("kill", "-" + signal, String.valueOf(pid())).orThrow();
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
                .formatted(name, Await.seconds(limit), output()));
      }
      // Its last lines may still be on their way; a child that kept the pipe open is not waited
      // for.
      reader.join(200);
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while waiting for the end of " + name, e);
    }
  }

  /**
   * The process and its children die at once, as when the machine loses power: none gets a chance
   * to say good-bye. The parent is stopped first, so that it neither restarts a child nor cleans up
   * after one.
   */
  public void crash() {
    if (process.isAlive()) {
      signal("STOP");
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
    return name;
  }
}
