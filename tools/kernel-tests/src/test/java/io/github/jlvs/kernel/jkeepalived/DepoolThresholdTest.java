// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.jlvs.kernel.GuideNetwork;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Checks fail one after the other, while the servers that they look at go on serving. */
@KernelTest
class DepoolThresholdTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String OF = " of VS [10.1.80.90]:tcp:80";
  private static final String POOLED_DOWN =
      "jlvs_pool_servers{service=\"[10.1.80.90]:tcp:80\",state=\"pooled_down\"} ";

  /** What the check of each server asks, on the director itself. */
  private final Map<Integer, AcceptingServer> asked = new HashMap<>();

  private static String text(String threshold) {
    return OneService.configuration(1, threshold, server(93), server(95), server(96), server(97));
  }

  private static String server(int last) {
    String notify = "notify_down \"/usr/bin/touch /run/down-" + last + "\"";
    return OneService.server("10.1.80." + last, notify, 8000 + last);
  }

  private void up(Host ds1, int last) {
    asked.put(last, OneService.accept(ds1, 8000 + last));
  }

  private void down(Host ds1, int last) {
    Objects.requireNonNull(asked.remove(last)).close();
    Await.until(
        "the notification of " + last, SOON, () -> StartedDaemon.exists(ds1, "/run/down-" + last));
  }

  private static void table(Host ds1, int... wanted) {
    String[] servers = new String[wanted.length];
    for (int i = 0; i < wanted.length; i++) {
      servers[i] = "10.1.80." + wanted[i] + ":80 1";
    }
    ShownServers.await(ds1, servers);
  }

  private static void reload(Host ds1, RunningProcess daemon, String threshold) {
    int said = daemon.lines().size();
    ds1.write(OneService.FILE, text(threshold));
    daemon.signal("HUP");
    daemon.awaitLine("Reload complete", said, line -> line.contains("Reload complete"), SOON);
  }

  @Test
  void never_fewer_than_half_are_there_however_many_checks_fail(Network network) {
    GuideNetwork guide = GuideNetwork.serving(network);
    Asked ds1 = new Asked(guide.ds1());
    Host host = ds1.host();
    host.sh("ip addr add 10.1.80.90/32 dev enp0s3");
    host.sh("mount -t tmpfs -o mode=755 tmpfs /var/lib");
    for (int each : new int[] {93, 95, 96, 97}) {
      up(host, each);
    }
    RunningProcess daemon = OneService.start(host, text("depool_threshold 50%"));
    table(host, 93, 95, 96, 97);
    ds1.await(
        "their checks",
        "/v1/servers",
        page ->
            page.findValuesAsText("lastResult").size() == 4
                && page.findValuesAsText("lastResult").stream().allMatch("SUCCESS"::equals));

    down(host, 97);
    table(host, 93, 95, 96);
    down(host, 96);
    table(host, 93, 95);
    assertThat(ds1.ctl(0, "status").out()).contains("OK: nothing is wrong");
    assertThat(ds1.curl("/metrics")).contains(POOLED_DOWN + "0\n");

    down(host, 95);
    daemon.awaitLine("Keeping service [10.1.80.95]:tcp:80" + OF + " although it is down", SOON);
    assertThat(ds1.ctl(1, "status").out())
        .contains("Only 1 of 4 real servers up; 1 that is down stays pooled")
        .containsPattern("(?m)^\\[10\\.1\\.80\\.90]:tcp:80 +UP +1 of 4 up, 1 down but pooled ");
    assertThat(ds1.ctl(0, "show", "servers").out())
        .containsPattern("(?m)^\\[10\\.1\\.80\\.95]:tcp:80 .* DOWN, POOLED .* TCP_CHECK: ");
    assertThat(ds1.curl("/alerts"))
        .contains("CRITICAL SERVICE [10.1.80.90]:tcp:80: Only 1 of 4 real servers up; 1 that");
    assertThat(ds1.curl("/metrics")).contains(POOLED_DOWN + "1\n");
    assertThat(ShownServers.weights(host)).containsExactly("10.1.80.93:80 1", "10.1.80.95:80 1");

    down(host, 93);
    daemon.awaitLine("Lost quorum 1-0=1 > 0 for VS [10.1.80.90]:tcp:80", SOON);
    daemon.awaitLine("Keeping service [10.1.80.93]:tcp:80" + OF, SOON);
    table(host, 93, 95);
    assertThat(guide.fetch()).as("no check succeeds, and clients are served").contains("I'm rs");
    assertThat(guide.fetch()).contains("I'm rs");

    assertThat(ds1.ctl(0, "disable", "10.1.80.93").out()).contains("10.1.80.93:80 is disabled");
    table(host, 95, 96);
    assertThat(ds1.ctl(0, "enable", "10.1.80.93").out()).contains("is no longer disabled");
    table(host, 93, 95);

    reload(host, daemon, "depool_threshold 75%");
    table(host, 93, 95, 96);
    assertThat(daemon.output()).contains("[10.1.80.90]:tcp:80 changed: depool_threshold");
    reload(host, daemon, "depool_threshold 25%");
    table(host, 93);
    reload(host, daemon, "");
    table(host);
    reload(host, daemon, "depool_threshold 50%");
    table(host, 93, 95);

    up(host, 97);
    table(host, 93, 97);
    up(host, 95);
    table(host, 95, 97);
    up(host, 93);
    table(host, 93, 95, 97);
    up(host, 96);
    table(host, 93, 95, 96, 97);
    assertThat(ds1.ctl(0, "status").out()).contains("OK: nothing is wrong", "4 of 4 up ");
    assertThat(ds1.curl("/metrics")).contains(POOLED_DOWN + "0\n");
    JsonNode events = ds1.json("/v1/events");
    assertThat(events.findValuesAsText("kind")).contains("server.kept");
    assertThat(ds1.ctl(0, "events", "--kind=server.kept").out())
        .containsSubsequence(
            "[10.1.80.95]:tcp:80 of [10.1.80.90]:tcp:80  DOWN, but pooled: at least 2 of 4 stay",
            "[10.1.80.93]:tcp:80 of [10.1.80.90]:tcp:80  DOWN, but pooled: at least 2 of 4 stay",
            "[10.1.80.93]:tcp:80 of [10.1.80.90]:tcp:80  DOWN, and no longer pooled",
            "[10.1.80.96]:tcp:80 of [10.1.80.90]:tcp:80  DOWN, but pooled: at least 2 of 4 stay",
            "[10.1.80.96]:tcp:80 of [10.1.80.90]:tcp:80  DOWN, but pooled: at least 3 of 4 stay",
            "[10.1.80.93]:tcp:80 of [10.1.80.90]:tcp:80  DOWN, and no longer pooled");
    asked.values().forEach(AcceptingServer::close);
    assertThat(daemon.stop(SOON)).isZero();
  }
}
