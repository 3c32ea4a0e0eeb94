// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.OutputLine;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A director whose file has each script call /run/note, and the FIFOs /run/all and /run/servers;
 * and what these were told since the last look.
 */
final class ToldDirector {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String FILE = "/run/director.conf";
  private static final String CALLS = "/run/calls";

  /**
   * Writes down who it runs as, by number, and what it got, and what services there are at the
   * start and at the stop, which fails. It starts nothing itself: that takes long in the lab.
   */
  private static final String NOTE =
      """
      #!/bin/sh
      while read -r key id rest; do
        case $key in
          Uid:) line=$id ;;
          Gid:) line=$line:$id ;;
        esac
      done </proc/self/status
      for word; do
        line="$line [$word]"
      done
      if [ "$1" = startup ] || [ "$1" = shutdown ]; then
        while read -r kind rest; do
          case $kind in
            TCP | UDP | FWM) line="$line {$kind $rest }" ;;
          esac
        done </proc/net/ip_vs
      fi
      printf '%s\\n' "$line" >>/run/calls
      [ "$1" != shutdown ] || exit 3
      """;

  private final Host host;
  private final String program;
  private final List<RunningProcess> readers = new ArrayList<>();
  private Optional<RunningProcess> calls = Optional.empty();
  private Optional<RunningProcess> daemon = Optional.empty();
  private int seenCalls;
  private int seenLines;

  /**
   * One that does not run yet.
   *
   * @param program what it runs
   * @param file with which configuration
   */
  ToldDirector(Host host, String program, String file) {
    this.host = host;
    this.program = program;
    host.write("/run/note", NOTE);
    host.write(FILE, file);
    host.sh("chmod 755 /run/note; touch %1$s; chmod 666 %1$s".formatted(CALLS));
  }

  /**
   * What was seen of a step.
   *
   * @param what what was done
   * @param calls of scripts: user, group and words
   * @param all lines of the FIFO for all
   * @param servers lines of the FIFO for servers
   */
  record Step(String what, List<String> calls, List<String> all, List<String> servers) {}

  void start() {
    calls = Optional.of(host.start("tail", "-f", "-n", "+1", CALLS));
    RunningProcess running = run(host, program);
    daemon = Optional.of(running);
    OutputLine unused = running.awaitLine("Startup complete", SOON);
    // What was told before is still in the pipes.
    readers.add(host.start("cat", "/run/all"));
    readers.add(host.start("cat", "/run/servers"));
  }

  private static RunningProcess run(Host host, String program) {
    // Without its second process: keepalived overlooks the end of one of two that end at once,
    // and starts it again while its shutdown_script runs.
    return host.start(program, "-nlDGC", "-f", FILE, "-p", "/run/k.pid", "-c", "/run/c.pid");
  }

  /** The program does not even start with the file. */
  void endsAtOnce() {
    RunningProcess ends = run(host, program);
    assertThat(ends.awaitExit(SOON)).isNotZero();
    assertThat(ends.output()).contains("Opening file").doesNotContain("Startup complete");
  }

  /** What is told of the stop: the FIFOs have ended after it, and keepalived has ended scripts. */
  Step stop() {
    assertThat(daemon.orElseThrow().stop(SOON)).isZero();
    readers.forEach(reader -> assertThat(reader.awaitExit(SOON)).isZero());
    return news("stop", host.read(CALLS));
  }

  /** What is new, once there are so many calls and lines: more would be at the next look. */
  Step look(String what, int ofCalls, int lines) {
    Step seen =
        Await.value(
            "%d calls and %d lines of %s, %s".formatted(ofCalls, lines, program, what),
            SOON,
            () -> news(what, calls.orElseThrow().output()),
            step ->
                step.calls.size() >= ofCalls
                    && step.all.size() >= lines
                    && step.servers.size() >= lines);
    assertThat(List.of(seen.calls.size(), seen.all.size(), seen.servers.size()))
        .as("%s of %s", seen, program)
        .containsExactly(ofCalls, lines, lines);
    seenCalls += ofCalls;
    seenLines += lines;
    return seen;
  }

  private Step news(String what, String called) {
    return new Step(
        what,
        after(seenCalls, called),
        after(seenLines, readers.get(0).output()),
        after(seenLines, readers.get(1).output()));
  }

  private static List<String> after(int seen, String lines) {
    return lines.lines().skip(seen).toList();
  }

  /** Mode and owner of its FIFOs. */
  List<String> fifos() {
    return host.sh("stat -c '%n %a %u:%g' /run/all /run/servers").lines().toList();
  }

  /** Its table, as ipvsadm would restore it. */
  List<String> table() {
    return host.sh("ipvsadm -Sn").lines().sorted().toList();
  }

  /** What the log says of tries of TCP_CHECK. */
  List<String> tries() {
    return said(".*TCP(_CHECK on| connection to) .*");
  }

  /** What the log says of the start's and the stop's script. */
  List<String> log() {
    return said(".*(startup|shutdown) script .*");
  }

  private List<String> said(String lines) {
    return daemon
        .orElseThrow()
        .output()
        .lines()
        .filter(line -> line.matches(lines))
        .map(line -> line.replaceFirst("^.* [0-9:]{8} \\d{4}: ", ""))
        .toList();
  }
}
