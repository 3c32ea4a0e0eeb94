// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.rs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.GuideNetwork;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.CommandResult;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A real server that gets its clients' packets inside others serves them, and keeps silent. */
@KernelTest
class TunnelTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void a_director_reaches_a_started_real_server_through_tunnels_of_both_families(Network network) {
    Host ds1 = network.host("ds1", "10.1.80.91/24", "fd00::91/64");
    Host rs1 = network.host("rs1", "10.1.80.93/24", "fd00::93/64");
    Host client = network.host("client", "10.1.80.62/24", "fd00::62/64");
    Capture wire = network.capture("ip proto 4 or ip6 proto 41");
    JlvsRs server = new JlvsRs(rs1);
    rs1.sh("sysctl -qw net.ipv4.conf.all.rp_filter=1");
    GuideNetwork.serve(rs1, "80", "[::]:80");
    ds1.sh(
        """
        ip addr add 10.1.80.90/32 dev enp0s3
        ip addr add fd00::90/128 dev enp0s3 nodad preferred_lft 0
        ipvsadm -A -t 10.1.80.90:80 -s rr
        ipvsadm -a -t 10.1.80.90:80 -r 10.1.80.93:80 -i
        ipvsadm -A -t [fd00::90]:80 -s rr
        ipvsadm -a -t [fd00::90]:80 -r [fd00::93]:80 -i
        """);

    CommandResult start =
        server.run("start", "--forwarding", "tunnel", "--vip", JlvsRs.VIP, "--vip", "fd00::90");
    assertThat(start.out())
        .contains(
            "added 10.1.80.90/32 to tunl0\n",
            "added fd00::90/128 to ip6tnl0\n",
            "set net.ipv4.conf.tunl0.rp_filter to 2 (it was 0)\n",
            "took tunl0 up\n");
    assertThat(start.err()).isEmpty();
    for (String address : List.of("10.1.80.90", "[fd00::90]")) {
      Await.value(
          "the page by " + address,
          LIMIT,
          () -> GuideNetwork.fetch(client, address),
          page -> page.contains("I'm rs1"));
    }
    assertThat(wire.text("-n", "ip proto 4"))
        .anyMatch(line -> line.contains("10.1.80.91 > 10.1.80.93"));
    assertThat(wire.text("-n", "ip6 proto 41"))
        .anyMatch(line -> line.contains("fd00::91 > fd00::93"));
    assertThat(server.run("status").out())
        .contains("ok       tunnel tunl0: up", "ok       net.ipv4.conf.tunl0.rp_filter: 2");
    assertThat(server.run("start", "--forwarding", "tunnel", "--vip", JlvsRs.VIP).out())
        .contains("it was started already");
    CommandResult who = new JlvsRs(client).run("check", "--vip", JlvsRs.VIP, "--vip", "fd00::90");
    assertThat(who.out()).contains(ds1.mac()).doesNotContain(rs1.mac());

    rs1.sh("sysctl -qw net.ipv4.conf.tunl0.rp_filter=1");
    assertThat(GuideNetwork.fetch(client, "10.1.80.90")).as("the strict check drops it").isEmpty();
    CommandResult partly = server.attempt("status");
    assertThat(partly.status()).isEqualTo(1);
    assertThat(partly.out()).contains("missing  net.ipv4.conf.tunl0.rp_filter: 1 (wanted: 2)");
    server.run("start", "--forwarding", "tunnel", "--vip", JlvsRs.VIP);
    assertThat(GuideNetwork.fetch(client, "10.1.80.90")).contains("I'm rs1");

    server.run("stop");
    assertThat(rs1.hasAddress("10.1.80.93")).isTrue();
    assertThat(rs1.hasAddress(JlvsRs.VIP)).isFalse();
    assertThat(rs1.hasAddress("fd00::90")).isFalse();
    assertThat(rs1.sh("ip -br link show tunl0; ip -br link show ip6tnl0")).doesNotContain(",UP");
    assertThat(server.parameters()).isEqualTo("0 0 0 0");
    assertThat(server.attempt("status").status()).isEqualTo(3);
  }
}
