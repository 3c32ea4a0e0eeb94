// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.rs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.GuideNetwork;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.ArpFrame;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Real servers that have the virtual address and keep silent about it serve what a director sends.
 */
@KernelTest
class DirectRoutingTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void a_director_reaches_two_started_real_servers_by_ipv4_and_by_ipv6(Network network) {
    Host ds1 = network.host("ds1", "10.1.80.91/24", "fd00::91/64");
    Host rs1 = network.host("rs1", "10.1.80.93/24", "fd00::93/64");
    Host rs2 = network.host("rs2", "10.1.80.95/24", "fd00::95/64");
    Host client = network.host("client", "10.1.80.62/24", "fd00::62/64");
    Capture wire = network.capture("arp or icmp6");
    for (Host server : List.of(rs1, rs2)) {
      new JlvsRs(server).run("start", "--vip", JlvsRs.VIP, "--vip", "fd00::90");
      GuideNetwork.serve(server, "80", "[::]:80");
    }
    ds1.sh(
        """
        ip addr add 10.1.80.90/32 dev enp0s3
        ip addr add fd00::90/128 dev enp0s3 nodad
        ipvsadm -A -t 10.1.80.90:80 -s rr
        ipvsadm -A -t [fd00::90]:80 -s rr
        for rs in 93 95; do
          ipvsadm -a -t 10.1.80.90:80 -r 10.1.80.$rs:80 -g
          ipvsadm -a -t [fd00::90]:80 -r [fd00::$rs]:80 -g
        done
        """);

    for (String address : List.of("10.1.80.90", "[fd00::90]")) {
      for (Host server : List.of(rs1, rs2)) {
        Await.value(
            "the page of " + server + " by " + address,
            LIMIT,
            () -> GuideNetwork.fetch(client, address),
            page -> page.contains("I'm " + server.name()));
      }
    }
    String directorsMac = ds1.sh("cat /sys/class/net/enp0s3/address").strip();
    assertThat(wire.frames())
        .filteredOn(ArpFrame.class::isInstance)
        .map(ArpFrame.class::cast)
        .filteredOn(frame -> frame.senderAddress().equals(JlvsRs.VIP))
        .as("answers, and questions of the real servers for the client's address")
        .isNotEmpty()
        .allSatisfy(frame -> assertThat(frame.sourceMac()).isEqualTo(directorsMac));
    assertThat(wire.text("-e", "-n", "icmp6"))
        .filteredOn(line -> line.contains("advertisement, tgt is fd00::90"))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).contains(directorsMac + " >"));
  }
}
