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
 * Servers that reloads take away while a client fetches a long page from them. DrainingTest of
 * jkeepalived has the decisions.
 */
@KernelTest
class DrainTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String FILE = "/run/servers.conf";
  private static final String RS1 = "[10.1.80.93]:tcp:80 of VS [10.1.80.90]:tcp:80";
  private static final String RS2 = "[10.1.80.95]:tcp:80 of VS [10.1.80.90]:tcp:80";
  private static final String SERVER_1 = "real_server 10.1.80.93 80 {\n}\n";
  private static final String SERVER_2 = "real_server 10.1.80.95 80 {\ndrain 1\n}\n";

  @Test
  void connections_live_on_while_a_server_drains_and_new_ones_go_elsewhere(Network network) {
    GuideNetwork guide = GuideNetwork.in(network);
    for (Host server : List.of(guide.rs1(), guide.rs2())) {
      SlowPage.serve(server);
    }
    Host ds1 = guide.ds1();
    ds1.sh("ip addr add 10.1.80.90/32 dev enp0s3");
    ds1.write(FILE, file(SERVER_1));
    RunningProcess daemon =
        ds1.start(Checkout.path("tools/bin/jkeepalived"), "-nlGC", "-f", FILE, "-p", "/run/j.pid");
    ShownServers.await(ds1, "10.1.80.93:80 1");
    RunningProcess page = SlowPage.fetch(guide.client());
    Await.until("a connection", SOON, () -> ShownServers.active(ds1, "10.1.80.93") == 1);

    reload(ds1, daemon, SERVER_2, "Draining service " + RS1 + " for 100 s at the most");
    ShownServers.await(ds1, "10.1.80.93:80 0", "10.1.80.95:80 1");
    assertThat(guide.fetch()).contains("rs2");
    long before = SlowPage.fetched(guide.client());
    Await.until("more of the page", SOON, () -> SlowPage.fetched(guide.client()) > before);

    reload(ds1, daemon, SERVER_1 + SERVER_2, "Draining of service " + RS1 + " is over: it is back");
    ShownServers.await(ds1, "10.1.80.93:80 1", "10.1.80.95:80 1");

    reload(ds1, daemon, SERVER_2, "Draining service " + RS1);
    ShownServers.await(ds1, "10.1.80.93:80 0", "10.1.80.95:80 1");
    assertThat(page.running()).isTrue();
    page.close();
    daemon.awaitLine("Draining of service " + RS1 + " is over: drained", SOON);
    ShownServers.await(ds1, "10.1.80.95:80 1");

    RunningProcess other = SlowPage.fetch(guide.client());
    Await.until("a connection", SOON, () -> ShownServers.active(ds1, "10.1.80.95") == 1);
    reload(
        ds1,
        daemon,
        SERVER_1,
        "Draining of service " + RS2 + " is over: limit reached with 1 connection");
    ShownServers.await(ds1, "10.1.80.93:80 1");
    other.close();

    RunningProcess last = SlowPage.fetch(guide.client());
    Await.until("a connection", SOON, () -> ShownServers.active(ds1, "10.1.80.93") == 1);
    reload(ds1, daemon, SERVER_2, "Draining service " + RS1);
    assertThat(daemon.stop(SOON)).isZero();
    assertThat(ds1.sh("ipvsadm -Sn")).isBlank();
    last.close();
  }

  private static void reload(Host ds1, RunningProcess daemon, String servers, String line) {
    int before = daemon.lines().size();
    ds1.write(FILE, file(servers));
    daemon.signal("HUP");
    daemon.awaitLine(line, before, said -> said.contains(line), SOON);
  }

  private static String file(String servers) {
    return "virtual_server 10.1.80.90 80 {\nprotocol TCP\nlb_algo wrr\nlb_kind DR\ndrain 100\n"
        + servers
        + "}\n";
  }
}
