// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.GuideNetwork;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The guide's job, done by the sample that is one program. */
@KernelTest
class DirectorSampleTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @Test
  void two_of_them_serve_a_page_lose_a_server_and_take_over(Network network) {
    GuideNetwork guide = GuideNetwork.in(network);
    for (Host server : new Host[] {guide.rs1(), guide.rs2()}) {
      GuideNetwork.prepareRealServer(server);
      GuideNetwork.serve(server);
    }
    RunningProcess ds1 = director(guide.ds1(), 101);
    ds1.awaitLine("VI_1 is MASTER", SOON);
    RunningProcess ds2 = director(guide.ds2(), 100);
    ds2.awaitLine("VI_1 is BACKUP", SOON);

    Await.until("the page", SOON, () -> guide.fetch().contains("Welcome"));
    for (Host director : new Host[] {guide.ds1(), guide.ds2()}) {
      Await.until("both servers on " + director.name(), SOON, () -> servers(director) == 2);
    }

    guide.rs1().sh("kill $(cat /run/nginx.pid)");
    Await.until("one server", SOON, () -> servers(guide.ds1()) == 1);
    assertThat(guide.fetch()).contains("rs2");

    assertThat(ds1.stop(SOON)).isEqualTo(143);
    ds2.awaitLine("VI_1 is MASTER", SOON);
    assertThat(guide.ds1().hasAddress(GuideNetwork.VIP)).isFalse();
    Await.until("the page again", SOON, () -> guide.fetch().contains("rs2"));
    assertThat(ds2.stop(SOON)).isEqualTo(143);
  }

  private static RunningProcess director(Host host, int priority) {
    return host.start(
        Checkout.path("samples/director/run"),
        Network.INTERFACE,
        String.valueOf(priority),
        GuideNetwork.VIP,
        "10.1.80.93",
        "10.1.80.95");
  }

  private static long servers(Host director) {
    return director.sh("ipvsadm -Ln").lines().filter(line -> line.contains("->")).skip(1).count();
  }
}
