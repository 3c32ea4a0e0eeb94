// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.GuideNetwork;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.CommandResult;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an operator decides of real servers while clients use them. */
@KernelTest
class OverridesTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String FILE = "/run/servers.conf";
  private static final String KEPT = "/var/lib/jkeepalived/overrides";
  private static final List<String> SERVERS = List.of("10.1.80.93", "10.1.80.95");
  private static final String VS = " of VS [10.1.80.90]:tcp:80";

  private static final String TEXT =
      """
      virtual_server 10.1.80.90 80 {
        delay_loop 1
        lb_algo wrr
        lb_kind DR
        protocol TCP
        quorum 11
        real_server 10.1.80.93 80 {
          weight 10
          TCP_CHECK {
            warmup 0
          }
        }
        real_server 10.1.80.95 80 {
          weight 10
          TCP_CHECK {
            warmup 0
          }
        }
      }
      """;

  private static RunningProcess begin(Host ds1) {
    return ds1.start(
        Checkout.path("tools/bin/jkeepalived"), "-nlGC", "-f", FILE, "-p", "/run/j.pid");
  }

  private static GuideNetwork serving(Network network) {
    GuideNetwork guide = GuideNetwork.in(network);
    for (Host server : List.of(guide.rs1(), guide.rs2())) {
      SlowPage.serve(server);
    }
    guide.ds1().sh("ip addr add 10.1.80.90/32 dev enp0s3");
    guide.ds1().sh("mount -t tmpfs -o mode=755 tmpfs /var/lib");
    guide.ds1().write(FILE, TEXT);
    return guide;
  }

  @Test
  void a_server_is_drained_under_load_and_stays_so_over_a_reload_and_a_crash(Network network) {
    GuideNetwork guide = serving(network);
    Asked ds1 = new Asked(guide.ds1());
    Host host = ds1.host();
    RunningProcess daemon = begin(host);
    ShownServers.await(host, "10.1.80.93:80 10", "10.1.80.95:80 10");
    RunningProcess page = SlowPage.fetch(guide.client());
    String drained = ShownServers.awaitConnected(host, SERVERS);
    boolean first = drained.equals(SERVERS.get(0));
    String[] table =
        first
            ? new String[] {"10.1.80.93:80 0", "10.1.80.95:80 10"}
            : new String[] {"10.1.80.93:80 10", "10.1.80.95:80 0"};
    RunningProcess load =
        guide
            .client()
            .start(
                "sh",
                "-c",
                "while curl -sf -m 10 http://10.1.80.90/; do sleep 0.02; done; echo failed: $?");
    load.awaitLine(first ? "rs1" : "rs2", SOON);

    RunningProcess ctl =
        host.start(
            Checkout.path("tools/bin/jkeepalivedctl"),
            "drain",
            drained + ":80",
            "--wait",
            "--why",
            "new disk");
    ctl.awaitLine(drained + ":80 is drained in all its virtual servers, until it is", SOON);
    ShownServers.await(host, table);
    int before = load.lines().size();
    load.awaitLine("another page", before + 20, line -> true, SOON);
    assertThat(load.lines().subList(before + 1, before + 20))
        .allMatch(line -> line.text().equals(first ? "rs2" : "rs1"));
    ds1.await(
        "the last connection",
        "/v1/servers",
        servers -> servers.path("servers").findValuesAsText("left").contains("1"));
    assertThat(ctl.running()).isTrue();
    assertThat(page.running()).isTrue();
    assertThat(ds1.ctl(0, "show", "servers").out())
        .contains(" DRAIN (1 left) ")
        .contains("new disk");
    assertThat(ds1.ctl(0, "status").out())
        .containsPattern("(?m)^DRAIN +" + drained + ":80 +all +.* root +new disk$");
    assertThat(ds1.curl("/metrics"))
        .contains("jlvs_overrides{state=\"drain\"} 1\n")
        .contains("jlvs_quorum{service=\"[10.1.80.90]:tcp:80\"} 1\n");

    page.close();
    assertThat(ctl.awaitExit(SOON)).isZero();
    assertThat(ctl.output()).contains(drained + ":80 is drained: no connection is left");
    daemon.awaitLine(
        "Draining of service [" + drained + "]:tcp:80" + VS + " is over: no connection is left",
        SOON);

    int said = daemon.lines().size();
    daemon.signal("HUP");
    daemon.awaitLine("Reload complete", said, line -> line.contains("Reload complete"), SOON);
    ShownServers.await(host, table);
    assertThat(host.sh("stat -c %a " + KEPT).strip()).isEqualTo("600");
    daemon.crash();
    RunningProcess next = begin(host);
    next.awaitLine("goes on: " + drained + ":80 is drained in all its virtual servers", SOON);
    assertThat(ds1.ctl(0, "events", "--kind", "server.override").out())
        .contains("server.override", "goes on: " + drained + ":80 is drained");
    ds1.await(
        "the draining server",
        "/v1/servers",
        servers -> servers.path("servers").findValuesAsText("by").contains("root"));
    assertThat(ShownServers.weights(host)).containsExactly(table);
    assertThat(load.running()).isTrue();

    assertThat(ds1.ctl(0, "enable", drained + ":80").out())
        .isEqualTo(drained + ":80 is no longer drained in all its virtual servers\n");
    ShownServers.await(host, "10.1.80.93:80 10", "10.1.80.95:80 10");
    assertThat(StartedDaemon.exists(host, KEPT)).isFalse();
    before = load.lines().size();
    load.awaitLine(
        "a page of the drained one", before, line -> line.equals(first ? "rs1" : "rs2"), SOON);
    load.close();
    assertThat(load.output()).doesNotContain("failed");
    assertThat(next.stop(SOON)).isZero();
  }

  @Test
  void a_server_is_disabled_and_given_a_weight_until_the_time_is_over(Network network) {
    GuideNetwork guide = serving(network);
    Asked ds1 = new Asked(guide.ds1());
    Host host = ds1.host();
    RunningProcess daemon = begin(host);
    ShownServers.await(host, "10.1.80.93:80 10", "10.1.80.95:80 10");

    assertThat(ds1.ctl(0, "weight", "10.1.80.93:80", "7").out())
        .isEqualTo(
            "10.1.80.93:80 is given weight 7 in all its virtual servers, until it is enabled\n");
    ShownServers.await(host, "10.1.80.93:80 7", "10.1.80.95:80 10");
    assertThat(ds1.ctl(0, "show", "servers").out()).contains(" 7 of 10 ");

    CommandResult disabled =
        ds1.ctl(0, "disable", "10.1.80.95", "--service", "10.1.80.90:80", "--for", "40s");
    assertThat(disabled.out())
        .startsWith("10.1.80.95:80 is disabled in [10.1.80.90]:tcp:80, until ");
    ShownServers.await(host, "10.1.80.93:80 7");
    daemon.awaitLine("Lost quorum 11-0=11 > 7 for VS [10.1.80.90]:tcp:80", SOON);
    assertThat(guide.fetch()).contains("rs1");
    assertThat(ds1.ctl(1, "status").out())
        .containsPattern("(?m)^DISABLED +10\\.1\\.80\\.95:80 +\\[10\\.1\\.80\\.90]:tcp:80 ")
        .contains("The quorum is lost: 1 of 2 real servers up");
    assertThat(ds1.json("/v1/servers").path("servers").path(1).path("state").asText())
        .isEqualTo("UP");

    daemon.awaitLine(
        "Override by root has expired: 10.1.80.95:80 is no longer disabled in [10.1.80.90]:tcp:80",
        SOON);
    ShownServers.await(host, "10.1.80.93:80 7", "10.1.80.95:80 10");
    daemon.awaitLine("Gained quorum 11+0=11 <= 17 for VS [10.1.80.90]:tcp:80", SOON);

    RunningProcess page = SlowPage.fetch(guide.client());
    String connected = ShownServers.awaitConnected(host, SERVERS);
    CommandResult late = ds1.ctl(124, "drain", connected, "--wait", "--timeout", "2s");
    assertThat(late.err()).contains(" has 1 left, and goes on draining until it is enabled");
    page.close();

    assertThat(ds1.ctl(1, "drain", "10.1.80.94:80").err())
        .isEqualTo(
            "jkeepalivedctl: the configuration has no real server 10.1.80.94:80; there is"
                + " 10.1.80.93:80, 10.1.80.95:80\n");
    assertThat(ds1.ctl(0, "enable", "10.1.80.93:80").out()).contains("is no longer ");
    assertThat(ds1.ctl(0, "enable", "10.1.80.95:80").out()).contains("10.1.80.95:80 is ");
    ShownServers.await(host, "10.1.80.93:80 10", "10.1.80.95:80 10");
    assertThat(daemon.stop(SOON)).isZero();
  }
}
