// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr.scenario;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/**
 * Tells a scenario as it goes, line by line. While something is waited for, a thread of its own
 * ("scenario-waiting") says every two seconds that it still is, so that nobody looks at a screen
 * that stands still. Safe for use by several threads.
 */
public final class Narrator {
  private static final Duration EVERY = Duration.ofSeconds(2);

  private final PrintStream out;

  /**
   * Tells to a stream.
   *
   * @param out takes whole lines and is flushed after each
   */
  public Narrator(PrintStream out) {
    this.out = out;
  }

  /** A line at the margin. */
  public synchronized void line(String text) {
    out.println(text);
    out.flush();
  }

  /** The heading of a step. */
  public void heading(int number, int of, String title) {
    line("");
    line("== %d of %d: %s".formatted(number, of, title));
  }

  /** What is done now. */
  public void doing(String text) {
    line("   " + text);
  }

  /** Evidence: what it is, and its lines. */
  public synchronized void show(String what, List<String> lines) {
    line("   | " + what);
    lines.forEach(text -> line("   |   " + text));
    if (lines.isEmpty()) {
      line("   |   (nothing)");
    }
  }

  /** The outcome of a check. */
  public void check(boolean ok, String what) {
    line((ok ? "   ok      " : "   FAILED  ") + what);
  }

  /**
   * Says that something is waited for, and goes on saying so until the returned object is closed.
   *
   * @param what what is waited for
   * @param limit for how long at most
   */
  public Waiting waiting(String what, Duration limit) {
    return new Waiting(what, limit);
  }

  /** Something is being waited for. */
  public final class Waiting implements AutoCloseable {
    private final Thread thread;
    private volatile boolean over;

    private Waiting(String what, Duration limit) {
      thread = new Thread(() -> tell(what, limit), "scenario-waiting");
      thread.setDaemon(true);
      thread.start();
    }

    private void tell(String what, Duration limit) {
      long begin = System.nanoTime();
      while (!over) {
        try {
          Thread.sleep(EVERY.toMillis());
        } catch (InterruptedException e) {
          return;
        }
        if (!over) {
          long seconds = Math.round((System.nanoTime() - begin) / 1e9);
          line(
              "   ...     %d s: %s (at most %d s)"
                  .formatted(seconds, what, limit.plusMillis(999).toSeconds()));
        }
      }
    }

    @Override
    public void close() {
      over = true;
      thread.interrupt();
    }
  }
}
