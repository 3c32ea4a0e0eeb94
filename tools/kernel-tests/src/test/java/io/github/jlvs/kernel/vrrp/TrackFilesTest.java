// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.OutputLine;
import io.github.jlvs.lab.RunningProcess;
import io.github.jlvs.lab.VrrpAdvert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * keepalived and jkeepalived side by side, each with its own virtual router on the same file, while
 * the files that it tracks change: the priorities on the wire and the states are equal, step by
 * step.
 */
@KernelTest
@WithoutIpvs
class TrackFilesTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  /** Tracked with the weight of its definition, with one of its own, and as a fault. */
  private static final String FILES =
      """
      track_file F {
          file /run/f
      }
      track_file G {
          file /run/g
          weight 1
          init_file 3 overwrite
      }
      track_file H {
          file /run/h
          init_file
      }
      """;

  private static final String TRACKED = "track_file {\n F\n G weight 2 reverse\n H weight 0\n }";

  /** What is done on both hosts, and the priority that follows; none where it is a fault. */
  private record Step(String script, int priority) {}

  private static final int FAULT = -1;

  private static final List<Step> STEPS =
      List.of(
          new Step("true", 94),
          new Step("echo 0 > /run/g", 100),
          new Step("echo 10 > /run/f", 110),
          new Step("echo -20 > /run/f", 80),
          new Step(": > /run/f", 100),
          new Step("echo 12abc > /run/f", 112),
          new Step("echo ' +14' > /run/f", 114),
          new Step("echo 0x10 > /run/f", 116),
          new Step("echo 010 > /run/f", 108),
          new Step("printf '3\\n4\\n' > /run/f", 103),
          new Step("echo abc > /run/f", 100),
          new Step("echo 300 > /run/f", 254),
          // Ignored: seen by the step after it, which would differ by what it left.
          new Step("echo 7 > /run/f; sleep 0.2; echo 99999999999 > /run/f", 107),
          new Step("echo 11 > /run/next; mv /run/next /run/f", 111),
          new Step("echo 5 > /run/g", 101),
          new Step("echo -5 > /run/g", 121),
          new Step("rm /run/g", 111),
          new Step("echo -253 > /run/f", 1),
          new Step("echo -254 > /run/f", FAULT),
          new Step("echo 6 > /run/f", 106),
          new Step("echo -1 > /run/h", FAULT),
          new Step("rm /run/h", 106),
          new Step("echo 200 > /run/g", FAULT),
          new Step("rm /run/g; echo 9 > /run/f", 109),
          new Step("rm /run/f", 100));

  @Test
  void priorities_and_states_are_keepaliveds_whatever_the_files_hold(Network network) {
    Host theirHost = network.host("theirs", "10.1.80.81/24");
    Host ourHost = network.host("ours", "10.1.80.82/24");
    Capture wire = network.capture("vrrp");
    for (Host host : List.of(theirHost, ourHost)) {
      host.write("/run/g", "100\n");
    }
    RunningProcess theirs =
        Daemon.KEEPALIVED.start(
            theirHost, FILES + Daemon.instance("VI_1", 71, 100, "10.1.80.71", TRACKED));
    RunningProcess ours =
        Daemon.JKEEPALIVED.start(
            ourHost, FILES + Daemon.instance("VI_1", 72, 100, "10.1.80.72", TRACKED));

    int faults = 0;
    for (Step step : STEPS) {
      Instant since = Instant.now();
      theirHost.sh(step.script());
      ourHost.sh(step.script());
      if (step.priority() == FAULT) {
        faults++;
        awaitFault(step, theirs, faults);
        awaitFault(step, ours, faults);
      } else {
        awaitPriority(wire, since, step, 71);
        awaitPriority(wire, since, step, 72);
      }
      if (step.equals(STEPS.get(0))) {
        String made = "stat -c '%a %F' /run/g /run/h; cat /run/g /run/h";
        assertThat(ourHost.sh(made)).isEqualTo(theirHost.sh(made)).contains("600");
      }
    }
    theirs.stop(SOON);
    ours.stop(SOON);

    assertThat(states(ours)).isEqualTo(states(theirs)).hasSizeGreaterThan(3 * faults);
    String ignored = "Invalid number 99999999999 read from /run/f - ignoring";
    assertThat(theirs.output()).contains(ignored);
    assertThat(ours.output()).contains(ignored);
    System.out.printf(
        "tracked files: compared %1$d, equal %1$d, intended differences 0, skipped 0%n",
        STEPS.size() + states(theirs).size() + 2);
  }

  @Test
  void what_stops_keepalived_from_looking_does_not_stop_jkeepalived(Network network) {
    Host theirHost = network.host("theirs", "10.1.80.81/24");
    Host ourHost = network.host("ours", "10.1.80.82/24");
    Capture wire = network.capture("vrrp");
    String file = "track_file F {\n file /run/d/f\n }\n";
    String tracked = "track_file {\n F\n }";
    RunningProcess theirs =
        Daemon.KEEPALIVED.start(
            theirHost, file + Daemon.instance("VI_1", 71, 100, "10.1.80.71", tracked));
    RunningProcess ours =
        Daemon.JKEEPALIVED.start(
            ourHost, file + Daemon.instance("VI_1", 72, 100, "10.1.80.72", tracked));
    awaitPriority(wire, Instant.now(), new Step("the start", 100), 71);
    awaitPriority(wire, Instant.now(), new Step("the start", 100), 72);
    theirs.awaitLine("Track file directory for F does not exist - removing", SOON);

    Instant since = Instant.now();
    List<Step> steps =
        List.of(
            new Step("mkdir /run/d; echo 10 > /run/d/f", 110),
            new Step("rm -r /run/d", 100),
            new Step("mkdir /run/d; echo 11 > /run/d/f", 111),
            new Step("rm /run/d/f; mkfifo /run/d/f", 100),
            new Step("rm /run/d/f; echo 12 > /run/d/target; ln -s target /run/d/f", 112),
            new Step("echo 13 > /run/d/target", 113));
    for (Step step : steps) {
      Instant before = Instant.now();
      theirHost.sh(step.script());
      ourHost.sh(step.script());
      awaitPriority(wire, before, step, 72);
    }
    assertThat(wire.adverts())
        .filteredOn(advert -> advert.vrid() == 71 && advert.time().isAfter(since))
        .isNotEmpty()
        .allMatch(advert -> advert.priority() == 100);
    theirs.stop(SOON);
    ours.stop(SOON);
    assertThat(ours.output())
        .contains("/run/d/f of tracked file F is not a regular file: it counts as 0");
    System.out.printf(
        "tracked files that move: compared %d, equal 2, intended differences %d, skipped 0%n",
        2 + steps.size(), steps.size());
  }

  /** Writing 1 to a file whose line says no weight has the whole group go over. */
  @Test
  void in_a_sync_group_a_file_is_a_fault_or_not_tracked(Network network) {
    Capture wire = network.capture("vrrp");
    List<List<String>> seen = new ArrayList<>();
    int vrid = 70;
    for (Daemon daemon : List.of(Daemon.KEEPALIVED, Daemon.JKEEPALIVED)) {
      int first = ++vrid;
      int second = ++vrid;
      Host host = network.host("ds" + first, "10.1.80." + first + "/24");
      host.write("/run/g", "50\n");
      RunningProcess process =
          daemon.start(
              host,
              "vrrp_sync_group S {\n group {\n VI_1\n VI_2\n }\n }\n"
                  + "track_file F {\n file /run/f\n }\n"
                  + "track_file G {\n file /run/g\n }\n"
                  + Daemon.instance("VI_1", first, 100, "10.1.80.1" + first, "track_file {\n F\n }")
                  + Daemon.instance(
                      "VI_2", second, 100, "10.1.80.1" + second, "track_file {\n G weight 2\n }"));
      awaitPriority(wire, Instant.now(), new Step("the start", 100), first);
      awaitPriority(wire, Instant.now(), new Step("the start", 100), second);
      Step fault = new Step("echo 1 > /run/f", FAULT);
      host.sh(fault.script());
      awaitFault(fault, process, 1);
      Instant since = Instant.now();
      Step good = new Step("rm /run/f", 100);
      host.sh(good.script());
      awaitPriority(wire, since, good, first);
      process.stop(SOON);
      seen.add(states(process));
      assertThat(wire.adverts())
          .filteredOn(advert -> advert.vrid() == second)
          .extracting(VrrpAdvert::priority)
          .containsOnly(100, 0);
    }
    assertThat(seen.get(1)).isEqualTo(seen.get(0)).hasSizeGreaterThan(3);
    System.out.printf(
        "tracked files in a group: compared %1$d, equal %1$d, intended differences 0, skipped 0%n",
        seen.get(0).size() + 1);
  }

  private static void awaitPriority(Capture wire, Instant since, Step step, int vrid) {
    String what = "priority %d of VRID %d after %s".formatted(step.priority(), vrid, step.script());
    Object unused =
        wire.awaitAdvert(
            what,
            since,
            advert -> advert.vrid() == vrid && advert.priority() == step.priority(),
            SOON);
  }

  private static void awaitFault(Step step, RunningProcess daemon, int count) {
    Await.until(
        "fault " + count + " of " + daemon + " after " + step.script(),
        SOON,
        () ->
            states(daemon).stream().filter(line -> line.contains("Entering FAULT")).count()
                == count);
  }

  private static List<String> states(RunningProcess process) {
    return process.lines().stream()
        .map(OutputLine::text)
        .filter(line -> line.contains(" STATE") && line.contains("(VI_1) Entering"))
        .map(line -> line.substring(line.indexOf("(VI_1)")))
        .toList();
  }
}
