// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * keepalived and jkeepalived side by side, while the file changes that says when to reload: both
 * schedule, put off, cancel and reload at the same times, in the same words.
 */
@KernelTest
@WithoutIpvs
class ScheduledReloadTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String TIME = "/run/when";
  private static final DateTimeFormatter OF_DAY = DateTimeFormatter.ofPattern("HH:mm:ss'Z'");
  private static final DateTimeFormatter DATED =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'");

  private static final Pattern TOLD =
      Pattern.compile(
          "(Scheduling reload for|Reload time updated|Cancelling reload|Reload complete|Reload time .* in the past).*");

  private static String configuration(String more) {
    return "global_defs {\n reload_time_file %s\n %s\n}\n".formatted(TIME, more)
        + Daemon.instance("VI_1", 71, 100, "10.1.80.71", "");
  }

  private static List<String> told(RunningProcess daemon) {
    return daemon
        .output()
        .lines()
        .map(TOLD::matcher)
        .filter(Matcher::find)
        .map(Matcher::group)
        .toList();
  }

  private static LocalDateTime inSeconds(int seconds) {
    return LocalDateTime.now(ZoneOffset.UTC).plusSeconds(seconds);
  }

  /** What is done on both, and what both have told when it has had its effect. */
  private record Step(String script, int lines) {}

  @Test
  void what_the_file_says_is_scheduled_put_off_cancelled_and_done_as_by_keepalived(
      Network network) {
    Host theirHost = network.host("theirs", "10.1.80.81/24");
    Host ourHost = network.host("ours", "10.2.80.82/24");
    RunningProcess theirs = Daemon.KEEPALIVED.start(theirHost, configuration("reload_repeat"));
    RunningProcess ours = Daemon.JKEEPALIVED.start(ourHost, configuration("reload_repeat"));
    for (RunningProcess each : List.of(theirs, ours)) {
      each.awaitLine("Startup complete", SOON);
    }

    List<Step> steps =
        List.of(
            new Step("echo 2099-12-31 23:59:59Z >" + TIME, 1),
            new Step("echo %s >%s".formatted(DATED.format(inSeconds(30)), TIME), 2),
            new Step("echo 20-01-01 12:00:00 >" + TIME, 4),
            new Step("echo %s >%s".formatted(OF_DAY.format(inSeconds(8)), TIME), 7),
            new Step("rm " + TIME, 8));
    for (Step step : steps) {
      theirHost.sh(step.script());
      ourHost.sh(step.script());
      for (RunningProcess each : List.of(theirs, ours)) {
        Await.until(step.script(), SOON, () -> told(each).size() >= step.lines());
      }
    }

    // Without reload_repeat the file goes with the reload that it asked for.
    for (Host host : List.of(theirHost, ourHost)) {
      host.write(Daemon.FILE, configuration(""));
    }
    String time = OF_DAY.format(inSeconds(8));
    for (RunningProcess each : List.of(theirs, ours)) {
      each.signal("HUP");
      Await.until("a reload by hand", SOON, () -> told(each).size() >= 9);
    }
    for (Host host : List.of(theirHost, ourHost)) {
      host.sh("echo " + time + " >" + TIME);
    }
    for (RunningProcess each : List.of(theirs, ours)) {
      Await.until("the last reload", SOON, () -> told(each).size() >= 11);
    }
    for (Host host : List.of(theirHost, ourHost)) {
      Await.until(
          "the file to be gone", SOON, () -> host.sh("ls /run").lines().noneMatch("when"::equals));
    }

    assertThat(told(ours)).isEqualTo(told(theirs)).hasSize(11);
    theirs.stop(SOON);
    ours.stop(SOON);
    System.out.printf(
        "scheduled reloads: compared %1$d, equal %1$d, intended differences 0, skipped 0%n",
        told(ours).size() + 1);
  }
}
