// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.RunningProcess;
import io.github.jlvs.lab.VirtualServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A director that checks real servers, and what its log has said of that up to the last step. */
final class CheckingDirector {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final Host host;
  private final RunningProcess daemon;
  private final String lines;
  private int seen;

  /**
   * Starts it.
   *
   * @param program keepalived or jkeepalived
   * @param file its configuration
   * @param lines a pattern of the lines of its log that count, without their time
   */
  CheckingDirector(Host host, String program, String file, String lines) {
    this.host = host;
    this.lines = lines;
    host.write("/run/checks.conf", file);
    // Without keepalived's second process, which only routers need.
    daemon =
        host.start(
            program, "-nlDGC", "-f", "/run/checks.conf", "-p", "/run/k.pid", "-c", "/run/c.pid");
  }

  /** Its table in an order of names, once it is as it should be. */
  List<VirtualServer> table(String what, Predicate<List<VirtualServer>> right) {
    return Await.value(
        "the table of %s, %s".formatted(daemon, what),
        SOON,
        () -> host.ipvsTable().stream().sorted(Comparator.comparing(VirtualServer::name)).toList(),
        right);
  }

  /** The lines since the last step, once there are so many; what is more, the next has. */
  List<String> news(String what, int count) {
    List<String> news =
        Await.value(
            "%d lines of %s, %s".formatted(count, daemon, what),
            SOON,
            () -> said().skip(seen).toList(),
            lines -> lines.size() >= count);
    assertThat(news).as("%s, %s", what, daemon).hasSize(count);
    seen += count;
    return new ArrayList<>(news);
  }

  /** A first result may come before the start is complete; the quorum of the start is none. */
  private Stream<String> said() {
    List<String> all =
        daemon
            .output()
            .lines()
            .map(line -> line.replaceFirst("^.* [0-9:]{8} \\d{4}: ", ""))
            .toList();
    int started = all.indexOf("Startup complete");
    Stream<String> atStart =
        all.stream().limit(Math.max(started, 0)).filter(line -> !line.startsWith("Gained quorum"));
    Stream<String> since = all.stream().skip(started < 0 ? all.size() : started);
    return Stream.concat(atStart, since).filter(line -> line.matches(lines));
  }

  void stop() {
    assertThat(daemon.stop(SOON)).isZero();
    assertThat(daemon.output())
        .doesNotContain("terminated", "Cannot check")
        .doesNotContainPattern("process.*(exited|died)");
  }
}
