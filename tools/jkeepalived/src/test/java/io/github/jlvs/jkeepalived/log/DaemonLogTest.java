// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

class DaemonLogTest {
  private final List<String> written = new CopyOnWriteArrayList<>();

  @Test
  void an_error_that_ends_its_thread_is_told() throws Exception {
    Sink broken =
        new Sink() {
          @Override
          public void write(Entry entry) {
            throw new OutOfMemoryError("no room");
          }

          @Override
          public void close() {}
        };
    BlockingQueue<Throwable> told = new LinkedBlockingQueue<>();
    try (DaemonLog log = new DaemonLog(List.of(broken), Clock.systemUTC())) {
      log.tellDeath(told::add);
      log.line(Part.DAEMON, "one");
      assertThat(told.take()).hasMessage("no room");
    }
  }

  @Test
  void what_was_said_before_the_end_is_written_in_order() {
    try (DaemonLog log = new DaemonLog(List.of(sink()), Clock.systemUTC())) {
      log.line(Part.DAEMON, "one");
      log.line(Part.VRRP, "two");
    }

    assertThat(written).containsExactly("one", "two", "closed");
  }

  @Test
  void while_nobody_reads_speaking_goes_on_and_the_lost_lines_are_counted() throws Exception {
    CountDownLatch reads = new CountDownLatch(1);
    CountDownLatch stuck = new CountDownLatch(1);
    Sink pipe =
        new Recording() {
          @Override
          public void write(Entry entry) throws IOException {
            stuck.countDown();
            await(reads);
            super.write(entry);
          }
        };
    try (DaemonLog log = new DaemonLog(List.of(pipe), Clock.systemUTC(), 2)) {
      log.line(Part.DAEMON, "being written");
      stuck.await();
      for (int i = 0; i < 5; i++) {
        log.line(Part.DAEMON, "line " + i);
      }
      reads.countDown();
    }

    assertThat(written)
        .containsExactlyInAnyOrder(
            "being written",
            "line 0",
            "line 1",
            "3 log lines were lost: nobody read them in time",
            "closed");
  }

  @Test
  void the_end_comes_although_a_sink_hangs() {
    CountDownLatch never = new CountDownLatch(1);
    Sink hanging =
        new Recording() {
          @Override
          public void write(Entry entry) {
            await(never);
          }
        };
    DaemonLog log = new DaemonLog(List.of(hanging), Clock.systemUTC());
    log.line(Part.DAEMON, "lost");

    log.close();

    assertThat(written).isEmpty();
    never.countDown();
  }

  @Test
  void a_sink_that_fails_loses_its_line_alone() {
    Sink failing =
        new Recording() {
          @Override
          public void write(Entry entry) throws IOException {
            if (entry.text().equals("io")) {
              throw new IOException("disk full");
            }
            if (entry.text().equals("bug")) {
              throw new IllegalStateException("bug");
            }
            super.write(entry);
          }
        };
    List<String> others = new CopyOnWriteArrayList<>();
    Sink other =
        new Recording() {
          @Override
          public void write(Entry entry) {
            others.add(entry.text());
          }
        };
    try (DaemonLog log = new DaemonLog(List.of(failing, other), Clock.systemUTC())) {
      log.line(Part.DAEMON, "io");
      log.line(Part.DAEMON, "bug");
      log.line(Part.DAEMON, "kept");
    }

    assertThat(written).contains("kept").doesNotContain("io", "bug");
    assertThat(others)
        .containsExactly("io", "Log lines are lost: disk full (said once)", "bug", "kept");
  }

  @Test
  void what_a_sink_keeps_is_asked_for_when_no_line_waits() throws InterruptedException {
    BlockingQueue<String> flushed = new LinkedBlockingQueue<>();
    Sink keeping =
        new Recording() {
          @Override
          public void flush() throws IOException {
            flushed.add(String.join(" ", written));
            if (written.size() == 1) {
              throw new IOException("disk full");
            }
          }
        };
    try (DaemonLog log = new DaemonLog(List.of(keeping), Clock.systemUTC())) {
      log.line(Part.DAEMON, "one");
      assertThat(flushed.take()).isEqualTo("one");
      assertThat(flushed.take()).isEqualTo("one Log lines are lost: disk full (said once)");
    }
  }

  private Sink sink() {
    return new Recording();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError("a line that is being written was interrupted", e);
    }
  }

  private class Recording implements Sink {
    @Override
    public void write(Entry entry) throws IOException {
      written.add(entry.text());
    }

    @Override
    public void close() {
      written.add("closed");
    }
  }
}
