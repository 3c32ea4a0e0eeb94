// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.GuideNetwork;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The guide's machines without IPVS: virtual routers run, and real servers are prepared. */
record Guide(GuideNetwork hosts) {
  static final String FILE = "/run/keepalived.conf";
  static final Duration SOON = Duration.ofSeconds(60);

  /** Each with its file; the real servers keep silent and serve, and no daemon runs. */
  static Guide in(Network network) {
    Guide guide = new Guide(GuideNetwork.in(network));
    for (Host director : List.of(guide.ds1(), guide.ds2())) {
      String unused = GuideNetwork.configuration(director);
    }
    for (Host server : List.of(guide.rs1(), guide.rs2())) {
      server.write(FILE, Checkout.text("samples/ha-dr/ds1/keepalived.conf"));
      GuideNetwork.prepareRealServer(server);
      GuideNetwork.serve(server);
    }
    return guide;
  }

  /** The same with both directors running: ds1 is master, by keepalived, ds2 backup, by ours. */
  static Guide running(Network network) {
    Guide guide = in(network);
    guide.startBackup();
    guide.startMaster();
    return guide;
  }

  Host ds1() {
    return hosts.ds1();
  }

  Host ds2() {
    return hosts.ds2();
  }

  Host rs1() {
    return hosts.rs1();
  }

  Host rs2() {
    return hosts.rs2();
  }

  /** The client asks for a page again and again, waits so long for each, and pauses for 0.1 s. */
  RunningProcess keepFetching(String url, int seconds) {
    return hosts
        .client()
        .start(
            "bash",
            "-c",
            "while :; do curl -s -g -m %d '%s' >/dev/null; sleep 0.1; done"
                .formatted(seconds, url));
  }

  /** keepalived as master; without the table of IPVS, which not every kernel has. */
  RunningProcess startMaster() {
    return master("-P");
  }

  /** The same with the table. */
  RunningProcess startBalancer() {
    return master();
  }

  private RunningProcess master(String... more) {
    List<String> words = new ArrayList<>(List.of("keepalived", "-n", "-l", "-D", "-f", FILE));
    words.addAll(List.of(more));
    RunningProcess daemon = ds1().start(words.toArray(String[]::new));
    Await.until("ds1 to be master", SOON, () -> ds1().hasAddress(GuideNetwork.VIP));
    return daemon;
  }

  /** Starts a real server's nginx anew with another word in its file. */
  static void listen(Host server, String before, String now) {
    String file = server.read("/run/nginx.conf");
    assertThat(file).contains(before);
    server.write("/run/nginx.conf", file.replace(before, now));
    server.sh("kill $(cat /run/nginx.pid); while [ -e /run/nginx.pid ]; do sleep 0.05; done");
    server.start("nginx", "-c", "/run/nginx.conf");
    Await.until("nginx", SOON, () -> server.procNet("tcp").contains(":0050 00000000:0000 0A"));
  }

  RunningProcess startBackup() {
    return startOurs(ds2());
  }

  /** jkeepalived, which may become master later. */
  RunningProcess startOurs(Host director) {
    RunningProcess daemon =
        director.start(Checkout.path("tools/bin/jkeepalived"), "-n", "-l", "-D", "-P", "-f", FILE);
    var unused = daemon.awaitLine("Entering BACKUP STATE", SOON);
    return daemon;
  }
}
