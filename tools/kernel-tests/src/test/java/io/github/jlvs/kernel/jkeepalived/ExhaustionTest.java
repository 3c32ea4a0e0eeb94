// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.GuideDaemon;
import io.github.jlvs.kernel.GuideNetwork;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import io.github.jlvs.lab.VirtualServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A machine that has run out of something: what the daemon has it goes on with. */
@KernelTest
class ExhaustionTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @Test
  void without_descriptors_a_master_stays_master_and_servers_keep_their_state(Network network) {
    GuideNetwork guide = GuideNetwork.serving(network);
    Host ds1 = guide.ds1();
    Capture wire = network.capture("vrrp");
    RunningProcess daemon = GuideDaemon.start(ds1, GuideNetwork.configuration(ds1));
    Await.until("the address", SOON, () -> ds1.hasAddress(GuideNetwork.VIP));
    Await.until("the servers", SOON, () -> servers(ds1) == 2);

    // Numbers below that are in use, so that no other can be had.
    ds1.sh("prlimit --pid " + daemon.pid() + " --nofile=3:4096");
    daemon.awaitLine("Too many open files", SOON);
    Instant from = Instant.now();
    Await.pause(Duration.ofSeconds(8));
    assertThat(wire.adverts().stream().filter(advert -> advert.time().isAfter(from)))
        .as("advertisements in 8 s")
        .hasSizeGreaterThanOrEqualTo(7)
        .allSatisfy(advert -> assertThat(advert.priority()).isEqualTo(101));
    assertThat(servers(ds1)).isEqualTo(2);

    ds1.sh("prlimit --pid " + daemon.pid() + " --nofile=4096:4096");
    guide.rs1().sh("ip link set enp0s3 down");
    Await.until("checks again", SOON, () -> servers(ds1) == 1);
    assertThat(daemon.stop(SOON)).isZero();
    assertThat(ds1.hasAddress(GuideNetwork.VIP)).isFalse();
  }

  private static int servers(Host host) {
    return host.ipvsTable().stream().map(VirtualServer::destinations).mapToInt(List::size).sum();
  }
}
