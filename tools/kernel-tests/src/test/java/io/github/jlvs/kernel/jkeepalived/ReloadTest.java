// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.GuideNetwork;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A reload ends where a start ends: one daemon goes from configuration to configuration, while
 * others change the table; for each, keepalived is started anew on another host, and the tables are
 * the same. ReloadProperties of jkeepalived has the many cases, with a kernel that is played.
 */
@KernelTest
class ReloadTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String FILE = "/run/servers.conf";
  private static final String FOREIGN = "-A -t 10.1.80.89:25 -s rr";

  private static final String PLAIN =
      service("10.1.80.90 80", "lb_kind DR", server("10.1.80.93 80", "weight 3"))
          + service("10.1.80.90 443", "lb_kind NAT", server("10.1.80.93 8443", ""));

  /** keepalived #1431, #2368: ports are written, and are those of the checks. */
  private static final String MARKS =
      service(
              "fwmark 7",
              "lb_kind DR\nsorry_server 10.1.80.99 80",
              server("10.1.80.93 80", "weight 4"),
              server("10.1.80.95 443", "lvs_method TUN"),
              server("10.1.80.96 8081", "lvs_method NAT"),
              server("10.1.80.97", "lvs_method NAT"))
          + service("10.1.80.90 80", "lb_kind DR", server("10.1.80.93 80", "weight 3"));

  private static final String CHANGED =
      service(
          "10.1.80.90 80",
          "lb_kind TUN\npersistence_timeout 90",
          server("10.1.80.93 80", "weight 9\nuthreshold 20"),
          server("10.1.80.95 80", "inhibit_on_failure"));

  /** Nothing listens at port 9 of the real server: one of two is down, or both are. */
  private static final String HALF_DOWN =
      service("10.1.80.90 80", "lb_kind DR\n" + quick(), checked("93", 80), checked("93", 9))
          // keepalived #33: it takes a hysteresis that reaches the quorum for one below it.
          + service(
              "10.1.80.91 80",
              "lb_kind NAT\nquorum 1\nhysteresis 1\nsorry_server 10.1.80.99 80\n" + quick(),
              checked("93", 80),
              checked("93", 9))
          + service(
              "10.1.80.92 80",
              "lb_kind NAT\nsorry_server 10.1.80.99 80\ninhibit_on_failure\n" + quick(),
              checked("93", 9));

  @Test
  void a_reload_ends_where_a_start_of_keepalived_would(Network network) {
    Host ours = network.host("ds1", "10.1.80.91/24");
    Host reference = network.host("ds2", "10.1.80.92/24");
    Host again = network.host("ds3", "10.1.80.94/24");
    GuideNetwork.serve(network.host("rs1", "10.1.80.93/24"));
    // Left behind by somebody: a service of his own, and one of ours that is all wrong.
    ours.sh(
        """
        ipvsadm %s
        ipvsadm -A -t 10.1.80.90:80 -s sed
        ipvsadm -a -t 10.1.80.90:80 -r 10.1.80.66:80 -g
        """
            .formatted(FOREIGN));
    ours.write(FILE, PLAIN);
    RunningProcess daemon = start(ours);
    equal(ours, startedKeepalived(reference, PLAIN));

    for (String next : List.of(MARKS, CHANGED, HALF_DOWN, PLAIN, HALF_DOWN, MARKS)) {
      ours.sh(
          "ipvsadm -C; ipvsadm %s; ipvsadm -A -t 10.1.80.90:80 -s sed || true".formatted(FOREIGN));
      int said = daemon.lines().size();
      ours.write(FILE, next);
      daemon.signal("HUP");
      daemon.awaitLine("the reload", said, line -> line.contains("Reload complete"), SOON);
      equal(ours, startedKeepalived(reference, next));
    }

    again.write(FILE, MARKS);
    RunningProcess fresh = start(again);
    Await.until("a start", SOON, () -> table(again).equals(table(ours)));
    assertThat(fresh.stop(SOON)).isZero();
    assertThat(daemon.stop(SOON)).isZero();
    assertThat(ours.sh("ipvsadm -Sn").strip()).isEqualTo(FOREIGN);
  }

  private static void equal(Host ours, List<String> wanted) {
    Await.until("the table of keepalived: " + wanted, SOON, () -> table(ours).equals(wanted));
  }

  /** The table of a keepalived that has run its first checks. */
  private static List<String> startedKeepalived(Host host, String configuration) {
    host.write(FILE, configuration);
    RunningProcess keepalived =
        host.start(
            "keepalived", "-nlGC", "-f", FILE, "-p", "/run/k.pid", "-c", "/run/checkers.pid");
    keepalived.awaitLine("Startup complete", SOON);
    if (configuration.contains("TCP_CHECK")) {
      for (String removed : List.of("[10.1.80.90]", "[10.1.80.91]", "[10.1.80.92]")) {
        keepalived.awaitLine(
            "what is down",
            0,
            line ->
                line.contains("service [10.1.80.93]:tcp:9 ")
                    && line.contains(removed)
                    && (line.contains("Removing") || line.contains("Disabling")),
            SOON);
      }
      keepalived.awaitLine("Adding sorry server", SOON);
      Await.pause(Duration.ofMillis(500)); // it says so before it does so
    }
    List<String> table = table(host);
    assertThat(keepalived.running()).isTrue();
    int unused = keepalived.stop(SOON);
    assertThat(table).isNotEmpty();
    assertThat(table(host)).isEmpty();
    return table;
  }

  private static List<String> table(Host host) {
    return host.sh("ipvsadm -Sn").lines().filter(line -> !line.equals(FOREIGN)).sorted().toList();
  }

  private static RunningProcess start(Host host) {
    return host.start(
        Checkout.path("tools/bin/jkeepalived"), "-nlGC", "-f", FILE, "-p", "/run/jkeepalived.pid");
  }

  private static String quick() {
    return "delay_loop 1\nwarmup 0";
  }

  private static String service(String address, String lines, String... servers) {
    String protocol = address.startsWith("fwmark") ? "" : "protocol TCP\n";
    return "virtual_server %s {\n%slb_algo wrr\n%s\n%s}\n"
        .formatted(address, protocol, lines, String.join("", servers));
  }

  private static String server(String address, String lines) {
    return "real_server %s {\n%s\n}\n".formatted(address, lines);
  }

  private static String checked(String host, int port) {
    return server(
        "10.1.80." + host + " " + port,
        "lvs_method NAT\nTCP_CHECK {\nconnect_timeout 2\nretry 0\n}");
  }
}
