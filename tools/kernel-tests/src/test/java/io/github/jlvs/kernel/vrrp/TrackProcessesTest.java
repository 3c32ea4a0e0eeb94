// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Tracked processes in a process namespace of its own, where the kernel tells nobody of processes:
 * keepalived says so and never notices one, jkeepalived looks every second. What keepalived does
 * where it hears of processes is in docs/keepalived-conf.md, as it was seen in the initial
 * namespaces, where no test may run.
 */
@KernelTest
@WithoutIpvs
class TrackProcessesTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  private static final String PROCESSES =
      """
      vrrp_track_process N {
          process named9
          weight 5
      }
      vrrp_track_process A {
          process /run/args9 100
          param_match initial
          quorum_max 1
          weight -20
      }
      vrrp_track_process M {
          process forbidden9
          quorum_max 0
      }
      """;

  private static final String TRACKED = "track_process {\n N\n A\n M\n }";

  /** What is done on both hosts, and the priority that follows for ours. */
  private record Step(String script, int priority) {}

  @Test
  void processes_are_counted_where_keepalived_hears_of_none(Network network) {
    Host theirHost = network.host("theirs", "10.1.80.81/24");
    Host ourHost = network.host("ours", "10.1.80.82/24");
    Capture wire = network.capture("vrrp");
    for (Host host : List.of(theirHost, ourHost)) {
      host.sh("for n in named9 args9 forbidden9; do cp /bin/sleep /run/$n; done");
    }
    RunningProcess theirs =
        Daemon.KEEPALIVED.start(
            theirHost, PROCESSES + Daemon.instance("VI_1", 71, 100, "10.1.80.71", TRACKED));
    RunningProcess ours =
        Daemon.JKEEPALIVED.start(
            ourHost, PROCESSES + Daemon.instance("VI_1", 72, 100, "10.1.80.72", TRACKED));
    await(wire, Instant.now(), 72, new Step("the start", 80));
    theirs.awaitLine("Failed to set/clear process event listen", SOON);

    RunningProcess named = step(wire, ourHost, new Step("/run/named9 1000", 85));
    RunningProcess arguments = step(wire, ourHost, new Step("/run/args9 1000", 105));
    RunningProcess second = step(wire, ourHost, new Step("/run/args9 100", 85));
    end(wire, second, 105);
    RunningProcess forbidden = ourHost.start("/run/forbidden9", "1000");
    ours.awaitLine("(VI_1) Entering FAULT STATE", SOON);
    end(wire, forbidden, 105);
    end(wire, arguments, 85);
    end(wire, named, 80);
    theirs.stop(SOON);
    ours.stop(SOON);

    assertThat(ours.output())
        .contains("processes are looked at every second")
        .contains("Quorum gained for tracked process N")
        .contains("Quorum lost for tracked process N")
        .contains("Quorum lost for tracked process M");
    assertThat(theirs.output()).doesNotContain("Quorum gained").contains(" STATE");
    System.out.println("tracked processes: compared 8, equal 0, intended differences 8, skipped 0");
  }

  private static RunningProcess step(Capture wire, Host host, Step step) {
    Instant since = Instant.now();
    RunningProcess started = host.start(step.script().split(" "));
    await(wire, since, 72, step);
    return started;
  }

  private static void end(Capture wire, RunningProcess process, int priority) {
    Instant since = Instant.now();
    process.crash();
    await(wire, since, 72, new Step("the end of " + process, priority));
  }

  private static void await(Capture wire, Instant since, int vrid, Step step) {
    Object unused =
        wire.awaitAdvert(
            "priority %d of VRID %d after %s".formatted(step.priority(), vrid, step.script()),
            since,
            advert -> advert.vrid() == vrid && advert.priority() == step.priority(),
            SOON);
  }
}
