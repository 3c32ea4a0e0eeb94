// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.GuideNetwork;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.CommandResult;
import io.github.jlvs.lab.Network;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One client's attempt, followed on a director whose checks would all succeed. */
@KernelTest
class TraceTest {
  private static GuideNetwork balanced(Network network) {
    GuideNetwork hosts = GuideNetwork.serving(network);
    hosts
        .ds1()
        .sh(
            """
            ip addr add 10.1.80.90/32 dev enp0s3
            ipvsadm -A -t 10.1.80.90:80 -s rr
            ipvsadm -a -t 10.1.80.90:80 -r 10.1.80.93 -g
            """);
    return hosts;
  }

  /** Watches while the client tries again and again. */
  private static CommandResult trace(GuideNetwork hosts) {
    var trying =
        hosts
            .client()
            .start("bash", "-c", "while :; do curl -s -m 8 http://10.1.80.90/; sleep 1; done");
    CommandResult result =
        hosts
            .ds1()
            .attempt(Doctor.STATUSES, Doctor.COMMAND, "trace", "10.1.80.62", "10.1.80.90:80");
    trying.crash();
    assertThat(result.err()).isEmpty();
    return result;
  }

  @Test
  void a_client_that_is_answered_is_followed_to_the_end(Network network) {
    GuideNetwork hosts = balanced(network);

    CommandResult result = trace(hosts);

    assertThat(result.out().replaceAll("\\s+", " "))
        .contains(
            "SYN of 10.1.80.62 for TCP 10.1.80.90:80 came in",
            "from " + hosts.client().mac() + " on enp0s3",
            "IPVS has sent it to 10.1.80.93:80 by Route",
            "left for 10.1.80.93 (" + hosts.rs1().mac() + ")",
            "the client was answered, and goes on");
    assertThat(result.status()).isZero();
  }

  @Test
  void a_real_server_without_the_address_is_where_it_ends(Network network) {
    GuideNetwork hosts = balanced(network);
    hosts.rs1().sh("ip addr del 10.1.80.90/32 dev lo");

    CommandResult result = trace(hosts);

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.out())
        .contains(
            "state SYN_RECV",
            "no answer: the client sends the same again",
            "CRITICAL trace: it ends at the real server 10.1.80.93:80, or on the way back",
            "mend   on 10.1.80.93: jlvs-doctor --real-server --vip 10.1.80.90");
    // What it tells to type there names the fault, and mends it.
    Doctor there = new Doctor(hosts.rs1(), List.of("--real-server", "--vip", "10.1.80.90"));
    Doctor.Report.commands(there.examine().finding("vip-on-loopback")).forEach(hosts.rs1()::sh);
    assertThat(trace(hosts).status()).isZero();
  }

  @Test
  void a_firewall_and_a_service_that_is_missing_are_told_apart(Network network) {
    GuideNetwork hosts = balanced(network);
    try (Network.Dropping firewall = network.dropping("iifname \"rs1\" ip saddr 10.1.80.90")) {
      CommandResult result = trace(hosts);
      assertThat(result.status()).isEqualTo(2);
      assertThat(result.out()).contains("left for 10.1.80.93", "or on the way back");
      assertThat(firewall.listing()).doesNotContain("packets 0 ");
    }
    hosts.ds1().sh("ipvsadm -C");

    CommandResult result = trace(hosts);

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.out()).contains("it ends at this director: nothing is balanced for");
  }

  @Test
  void a_service_of_all_ports_and_one_of_a_mark_are_found(Network network) {
    GuideNetwork hosts = balanced(network);
    hosts
        .ds1()
        .sh(
            """
            ipvsadm -C
            ipvsadm -A -t 10.1.80.90:0 -s rr -p 5
            ipvsadm -a -t 10.1.80.90:0 -r 10.1.80.93:0 -g
            """);
    CommandResult every = trace(hosts);
    assertThat(every.out().replaceAll("\\s+", " "))
        .contains("by the service TCP 10.1.80.90:0", "the client was answered, and goes on");
    assertThat(every.status()).isZero();

    hosts
        .ds1()
        .sh(
            """
            ipvsadm -C
            ipvsadm -A -f 7 -s rr
            ipvsadm -a -f 7 -r 10.1.80.93:0 -g
            mkdir -p /run/m/lib/modules
            ln -s /usr/lib/uml/modules/$(uname -r) /run/m/lib/modules/
            modprobe -d /run/m -a iptable_mangle xt_mark xt_tcpudp
            """);
    CommandResult unmarked = trace(hosts);
    assertThat(unmarked.status()).isEqualTo(2);
    assertThat(unmarked.out().replaceAll("\\s+", " "))
        .contains("it ends at this director: no service of a firewall mark has taken it", "FWM 7");

    hosts
        .ds1()
        .sh(
            "iptables-legacy -t mangle -A PREROUTING -d 10.1.80.90 -p tcp --dport 80"
                + " -j MARK --set-mark 7");
    CommandResult marked = trace(hosts);
    assertThat(marked.out().replaceAll("\\s+", " "))
        .contains("by the service FWM 7", "the client was answered, and goes on");
    assertThat(marked.status()).isZero();
  }
}
