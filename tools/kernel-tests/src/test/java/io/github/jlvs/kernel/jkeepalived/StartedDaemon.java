// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.CommandResult;
import io.github.jlvs.lab.ExitStatuses;
import io.github.jlvs.lab.Host;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A daemon that was started in the background, keepalived or ours, seen from outside.
 *
 * @param host where it runs
 * @param pid the process that its pid file names
 */
record StartedDaemon(Host host, String pid) implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(60);

  /** Starts it; the start has said nothing, and its pid file is there, at once or soon. */
  static StartedDaemon start(Host host, String pidFile, String program, String... options) {
    CommandResult started = attempt(host, 0, program, options);
    assertThat(started.out() + started.err()).isEmpty();
    if (program.equals("keepalived")) {
      Await.until(pidFile, SOON, () -> exists(host, pidFile));
    }
    return new StartedDaemon(host, host.read(pidFile).strip());
  }

  /** Runs the command that starts one; returns when nobody holds its output any more. */
  static CommandResult attempt(Host host, int status, String program, String... options) {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(options));
    return host.attempt(ExitStatuses.of(status), command, "", SOON);
  }

  static boolean exists(Host host, String path) {
    return host.attempt(ExitStatuses.of(0, 1), "test", "-e", path).ok();
  }

  /** The pid files in a directory. */
  static List<String> pidFiles(Host host) {
    return host.sh("find /run -name '*.pid' | sort").lines().toList();
  }

  /** A column of ps. */
  String shown(String column) {
    return host.exec("ps", "-o", column + "=", "-p", pid).out().strip();
  }

  /** Where a link below its directory in /proc leads. */
  String link(String name) {
    return host.exec("readlink", "/proc/" + pid + "/" + name).out().strip();
  }

  boolean runs() {
    return exists(host, "/proc/" + pid);
  }

  void signal(String signal) {
    CommandResult unused = host.exec("kill", "-" + signal, pid);
  }

  void awaitEnd() {
    Await.until("the end of process " + pid, SOON, () -> !runs());
  }

  /** Ends it, whose pid files are gone then. */
  @Override
  public void close() {
    if (runs()) {
      signal("TERM");
      awaitEnd();
    }
    Await.until("no pid file", SOON, () -> pidFiles(host).isEmpty());
  }
}
