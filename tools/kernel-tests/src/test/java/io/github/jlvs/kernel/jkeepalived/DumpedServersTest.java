// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.ExitStatuses;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The file of the virtual servers, which USR1 asks for, beside keepalived's of the same file. */
@KernelTest
class DumpedServersTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String FILE = "/run/dumped.conf";
  private static final String DUMP = "/tmp/keepalived_check.data";

  private static final String TEXT =
      """
      global_defs {
        router_id ds1
        script_user root
        enable_script_security
      }
      virtual_server 10.1.80.90 80 {
        delay_loop 1
        lb_algo rr
        lb_kind DR
        protocol TCP
        persistence_timeout 50
        persistence_granularity 255.255.255.0
        quorum 2
        hysteresis 1
        quorum_up "/usr/bin/true up"
        sorry_server 10.1.80.99 80
        real_server 10.1.80.91 80 {
          weight 2
          uthreshold 9
          lthreshold 3
          inhibit_on_failure
          notify_up "/usr/bin/true rs"
          TCP_CHECK {
            connect_timeout 3
            connect_port 1
            retry 0
          }
        }
        real_server 10.1.80.92 80 {
          weight 3
        }
      }
      virtual_server fwmark 7 {
        delay_loop 1
        lb_algo mh
        mh-port
        lb_kind TUN
        omega
        real_server 127.0.0.1 {
        }
      }
      """;

  /** What a virtual server inherits is in its real servers and checks here, and stands there. */
  private static final Set<String> INHERITED =
      Set.of(
          "connection timeout",
          "delay_loop",
          "Delay loop",
          "alpha",
          "Alpha",
          "Inhibit on failure",
          "default forwarding method");

  /** What keepalived tells of its own insides. */
  private static final Set<String> INSIDE =
      Set.of(
          "Hashed",
          "reloaded",
          "previous effective_weight",
          "Current weight",
          "Retries iterations",
          "Default delay before retry");

  @Test
  void the_file_of_virtual_servers_is_keepalived_s(Network network) {
    Host host = network.host("ds1", "10.1.80.91/24");
    host.write(FILE, TEXT);

    Map<String, Map<String, String>> theirs = DumpedValues.of(dump(host, "keepalived"));
    Map<String, Map<String, String>> ours =
        DumpedValues.of(dump(host, Checkout.path("tools/bin/jkeepalived")));

    theirs.keySet().removeIf(block -> block.startsWith("Global") || block.startsWith("SSL"));
    ours.keySet().removeIf(block -> block.startsWith("Global"));
    Agreement agreement = new Agreement(DumpedServersTest::intended);
    agreement.compare("check", theirs, DumpedValues.filled(ours, theirs));
    agreement.print("file of virtual servers");
    assertThat(agreement.faults()).isEmpty();
    assertThat(DumpedValues.beyond(ours, theirs)).as("what keepalived does not have").isEmpty();
    assertThat(agreement.compared()).isGreaterThan(60);
  }

  /** Without virtual routers nothing is written of them. */
  private static String dump(Host host, String program) {
    host.sh("rm -f /tmp/keepalived*");
    RunningProcess daemon = host.start(program, "-nlDG", "-f", FILE);
    daemon.awaitLine("Disabling service [10.1.80.91]:tcp:80", SOON);
    daemon.awaitLine("Startup complete", SOON);
    daemon.signal("12");
    daemon.signal("36");
    Await.pause(Duration.ofMillis(500));
    daemon.signal("USR1");
    String text = DumpedFiles.whole(host, DUMP);
    for (String absent : Set.of("keepalived.data", "keepalived.stats", "keepalived.json")) {
      assertThat(host.attempt(ExitStatuses.of(0, 1), "test", "-e", "/tmp/" + absent).ok())
          .as("%s of %s", absent, program)
          .isFalse();
    }
    assertThat(daemon.stop(SOON)).isZero();
    return text;
  }

  private static Optional<String> intended(Agreement.Difference difference) {
    String label = difference.keyword();
    if (difference.ours().equals(DumpedValues.ABSENT)) {
      return INHERITED.contains(label) || INSIDE.contains(label)
          ? Optional.of("left out, as documented")
          : Optional.empty();
    }
    return switch (label) {
      case "Log all failures" -> Optional.of("every failed try is logged here");
      default -> Optional.empty();
    };
  }
}
