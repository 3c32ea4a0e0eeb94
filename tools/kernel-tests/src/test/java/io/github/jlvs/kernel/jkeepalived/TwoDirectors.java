// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.RunningProcess;
import io.github.jlvs.lab.VirtualServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * keepalived and jkeepalived, which run the same file of checks beside each other. Virtual servers
 * have one real server each, and are told apart by their ports.
 */
final class TwoDirectors {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final Director theirs;
  private final Director ours;
  private final int services;
  private final UnaryOperator<String> inBoth;
  private long compared;
  private long intended;

  /** A director, and what its log has said of the checks up to the last step. */
  private static final class Director {
    private final Host host;
    private final String lines;
    private final RunningProcess daemon;
    private int seen;

    Director(Host host, String program, String file, String lines) {
      this.host = host;
      this.lines = lines;
      host.write("/run/checks.conf", file);
      // Without keepalived's second process, which only routers need.
      daemon =
          host.start(
              program, "-nlDGC", "-f", "/run/checks.conf", "-p", "/run/k.pid", "-c", "/run/c.pid");
    }

    List<VirtualServer> table(String what, Set<Integer> up) {
      return Await.value(
          "the table of %s, %s".formatted(daemon, what),
          SOON,
          () ->
              host.ipvsTable().stream().sorted(Comparator.comparing(VirtualServer::name)).toList(),
          table -> up(table).equals(up));
    }

    private static Set<Integer> up(List<VirtualServer> table) {
      Set<Integer> up = new TreeSet<>();
      table.stream()
          .filter(service -> !service.destinations().isEmpty())
          .forEach(service -> up.add(port(service)));
      return up;
    }

    private static int port(VirtualServer service) {
      return Integer.parseInt(service.name().substring(service.name().lastIndexOf(':') + 1));
    }

    /** The lines since the last step, once there are so many; what is more, the next has. */
    List<String> news(String what, int count) {
      List<String> news =
          Await.value(
              "%d lines of %s, %s".formatted(count, daemon, what),
              SOON,
              () -> said().skip(seen).toList(),
              got -> got.size() >= count);
      assertThat(news).as("%s, %s", what, daemon).hasSize(count);
      seen += count;
      return new ArrayList<>(news);
    }

    private Stream<String> said() {
      return daemon
          .output()
          .lines()
          .dropWhile(line -> !line.contains("Startup complete"))
          .map(line -> line.replaceFirst("^.* [0-9:]{8} \\d{4}: ", ""))
          .filter(
              line ->
                  line.matches("((Adding|Removing) service|(Gained|Lost) quorum).*")
                      || line.matches(lines));
    }

    void stop() {
      assertThat(daemon.stop(SOON)).isZero();
      assertThat(daemon.output()).doesNotContain("exited", "terminated", "Cannot check");
    }
  }

  /**
   * Starts both.
   *
   * @param lines which lines of the logs are compared besides those of the tables: an expression
   * @param inBoth what of a line is in both logs
   */
  TwoDirectors(Host theirs, Host ours, String file, String lines, UnaryOperator<String> inBoth) {
    this.theirs = new Director(theirs, "keepalived", file, lines);
    this.ours = new Director(ours, Checkout.path("tools/bin/jkeepalived"), file, lines);
    this.services = file.split("(?m)^virtual_server ", -1).length - 1;
    this.inBoth = inBoth;
  }

  /** Both come to the same table, with the same lines; keepalived writes so many. */
  void same(String what, Set<Integer> up, int lines) {
    List<VirtualServer> table = theirs.table(what, up);
    assertThat(table).hasSize(services);
    assertThat(ours.table(what, up)).as(what).isEqualTo(table);
    List<String> said = theirs.news(what, lines);
    List<String> saidByUs = ours.news(what, lines);
    assertThat(saidByUs.stream().map(inBoth))
        .as(what)
        .containsExactlyInAnyOrderElementsOf(said.stream().map(inBoth).toList());
    compared += table.size() + lines;
    intended += saidByUs.stream().filter(line -> !inBoth.apply(line).equals(line)).count();
  }

  void stop() {
    theirs.stop();
    ours.stop();
  }

  /** Says what was compared here, and so many things besides. */
  void report(String what, int besides) {
    System.out.printf(
        "%s: compared %d, equal %d, intended differences %d, skipped 0%n",
        what, compared + besides, compared + besides - intended, intended);
  }
}
