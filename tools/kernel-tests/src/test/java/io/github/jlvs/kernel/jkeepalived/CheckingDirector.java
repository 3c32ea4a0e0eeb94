// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.OutputLine;
import io.github.jlvs.lab.RunningProcess;
import io.github.jlvs.lab.VirtualServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A director that checks real servers, and what its log has said of that up to the last step. */
final class CheckingDirector {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String FILE = "/run/checks.conf";

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
    this(host, lines, start(host, program, file));
  }

  private CheckingDirector(Host host, String lines, RunningProcess daemon) {
    this.host = host;
    this.lines = lines;
    this.daemon = daemon;
  }

  /** The same of one whose log has no details. */
  static CheckingDirector withoutDetail(Host host, String program, String file, String lines) {
    return new CheckingDirector(host, lines, start(host, program, file, "-nlGC"));
  }

  /** Starts one of which nothing is compared; without keepalived's process for routers. */
  static RunningProcess start(Host host, String program, String file) {
    return start(host, program, file, "-nlDGC");
  }

  private static RunningProcess start(Host host, String program, String file, String options) {
    host.write(FILE, file);
    return host.start(program, options, "-f", FILE, "-p", "/run/k.pid", "-c", "/run/c.pid");
  }

  void awaitStarted() {
    OutputLine unused = daemon.awaitLine("Startup complete", SOON);
  }

  void reload(String file) {
    int said = daemon.lines().size();
    host.write(FILE, file);
    daemon.signal("HUP");
    OutputLine unused =
        daemon.awaitLine("the reload", said, line -> line.contains("Reload complete"), SOON);
  }

  /** Its table in an order of names, once it is as it should be. */
  List<VirtualServer> table(String what, Predicate<List<VirtualServer>> right) {
    return Await.value(
        "the table of %s, %s".formatted(daemon, what),
        SOON,
        () -> host.ipvsTable().stream().sorted(Comparator.comparing(VirtualServer::name)).toList(),
        right);
  }

  /** The same, once just the virtual servers of these ports have a real server. */
  List<VirtualServer> awaitUp(String what, Set<Integer> ports) {
    return table(what, table -> up(table).equals(ports));
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
            lines -> lines.size() >= count);
    assertThat(news).as("%s, %s", what, daemon).hasSize(count);
    seen += count;
    return new ArrayList<>(news);
  }

  private Stream<String> said() {
    return daemon
        .output()
        .lines()
        .map(line -> line.replaceFirst("^.* [0-9:]{8} \\d{4}: ", ""))
        .filter(line -> line.matches(lines));
  }

  String output() {
    return daemon.output();
  }

  void stop() {
    assertThat(daemon.stop(SOON)).isZero();
    assertThat(daemon.output())
        .doesNotContain("terminated", "Cannot check")
        .doesNotContainPattern("process.*(exited|died)");
  }

  @Override
  public String toString() {
    return daemon.toString();
  }
}
