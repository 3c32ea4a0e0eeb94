// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.rs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.CommandResult;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import org.junit.jupiter.api.Test;

/**
 * Who answers for a virtual address, asked from the network: many where a real server is not
 * silent.
 */
@KernelTest
@WithoutIpvs
class CheckTest {
  private static final String SIX = "fd00::90";

  @Test
  void a_real_server_that_answers_is_found_and_start_silences_it(Network network) throws Exception {
    Host ds1 = network.host("ds1", "10.1.80.91/24");
    Host rs1 = network.host("rs1", "10.1.80.93/24");
    Host rs2 = network.host("rs2", "10.1.80.95/24");
    JlvsRs client = new JlvsRs(network.host("client", "10.1.80.62/24"));
    ds1.sh("ip addr add 10.1.80.90/32 dev enp0s3");
    for (Host server : new Host[] {rs1, rs2}) {
      server.sh("ip addr add 10.1.80.90/32 dev lo");
    }
    client.host().exec("ping", "-c", "1", "10.1.80.93");

    CommandResult several = client.attempt("check", "--vip", JlvsRs.VIP);
    CommandResult onItself = new JlvsRs(rs2).attempt("check", "--vip", JlvsRs.VIP);

    assertThat(several.status()).isEqualTo(1);
    assertThat(several.out())
        .contains(
            "answers  10.1.80.90 on enp0s3: " + ds1.mac() + "\n",
            "answers  10.1.80.90 on enp0s3: " + rs2.mac() + "\n")
        .containsPattern(rs1.mac() + " \\(.*10\\.1\\.80\\.93")
        .contains("3 hosts answer for 10.1.80.90");
    assertThat(onItself.status()).isEqualTo(1);
    assertThat(onItself.out()).contains(rs2.mac() + " (this host)", "3 hosts answer");

    new JlvsRs(rs1).run("start", "--vip", JlvsRs.VIP);
    assertThat(client.attempt("check", "--vip", JlvsRs.VIP).out()).contains("2 hosts answer");
    new JlvsRs(rs2).run("start", "--vip", JlvsRs.VIP);

    JsonNode one =
        new ObjectMapper().readTree(client.run("check", "--vip", JlvsRs.VIP, "--json").out());
    assertThat(one.path("state").asText()).isEqualTo("one");
    assertThat(one.at("/answers/0/answerers").findValuesAsText("mac")).containsExactly(ds1.mac());
    assertThat(new JlvsRs(rs2).attempt("check", "--vip", JlvsRs.VIP).status()).isZero();

    ds1.sh("ip addr del 10.1.80.90/32 dev enp0s3");
    CommandResult nobody = client.attempt("check", "--vip", JlvsRs.VIP);
    assertThat(nobody.status()).isEqualTo(3);
    assertThat(nobody.out()).contains("nobody   10.1.80.90 on enp0s3\n");
  }

  @Test
  void nobody_is_answered_for_an_ipv6_address_of_lo_but_for_one_with_a_proxy_entry(
      Network network) {
    Host ds1 = network.host("ds1", "10.1.80.91/24", "fd00::91/64");
    Host rs1 = network.host("rs1", "10.1.80.93/24", "fd00::93/64");
    JlvsRs client = new JlvsRs(network.host("client", "10.1.80.62/24", "fd00::62/64"));
    JlvsRs server = new JlvsRs(rs1);
    server.run("start", "--vip", SIX);
    rs1.sh("sysctl -qw net.ipv6.conf.all.forwarding=1 net.ipv6.conf.all.proxy_ndp=1");
    assertThat(rs1.hasAddress(SIX)).isTrue();

    assertThat(client.attempt("check", "--vip", SIX).status()).as("nobody answers").isEqualTo(3);
    ds1.sh("ip addr add fd00::90/128 dev enp0s3 nodad");
    CommandResult good = client.run("check", "--vip", SIX);
    assertThat(good.out()).contains("answers  fd00::90 on enp0s3: " + ds1.mac());
    assertThat(server.run("status").out()).doesNotContain("proxy");

    rs1.sh("ip -6 neigh add proxy fd00::90 dev enp0s3");
    CommandResult several = client.attempt("check", "--vip", SIX);
    assertThat(several.status()).isEqualTo(1);
    assertThat(several.out()).contains(ds1.mac(), rs1.mac(), "2 hosts answer for fd00::90");
    String command = "ip -6 neigh del proxy fd00::90 dev enp0s3";
    assertThat(server.run("status").out()).contains("(" + command + ")");

    rs1.sh(command);
    assertThat(client.attempt("check", "--vip", SIX).status()).isZero();
  }

  @Test
  void each_address_is_asked_for_in_its_own_network_alone(Network network) {
    JlvsRs client = new JlvsRs(network.host("client", "10.1.80.62/24"));
    client
        .host()
        .sh(
            """
            ip link add v0 type veth peer name v1
            ip link set v0 up
            ip link set v1 up
            ip addr add 10.2.80.62/24 dev v0
            """);

    CommandResult nobody = client.attempt("check", "--vip", JlvsRs.VIP, "--vip", "10.2.80.90");

    assertThat(nobody.out().lines())
        .filteredOn(line -> line.startsWith("nobody "))
        .containsExactly("nobody   10.1.80.90 on enp0s3", "nobody   10.2.80.90 on v0");
  }

  @Test
  void without_the_right_to_packet_sockets_it_says_so(Network network) {
    Host rs1 = network.host("rs1", "10.1.80.93/24");

    CommandResult check =
        rs1.attempt(
            JlvsRs.STATUSES,
            "setpriv",
            "--bounding-set=-net_raw",
            "--inh-caps=-net_raw",
            JlvsRs.COMMAND,
            "check",
            "--vip",
            JlvsRs.VIP);

    assertThat(check.status()).isEqualTo(4);
    assertThat(check.err().lines()).singleElement().asString().contains("CAP_NET_RAW");
  }
}
