// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.jlvs.kernel.GuideNetwork;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A real server whose own address is well, and which serves no client. */
@KernelTest
@WithoutIpvs
class DirectAnswerTest {
  private static final String VIP = GuideNetwork.VIP;
  private static final String CHECK = "direct-answer";

  @Test
  void both_directors_tell_of_a_real_server_that_does_not_answer_as_the_virtual_address(
      Network network) {
    Guide guide = Guide.running(network);
    List<Doctor> directors =
        List.of(Doctor.ofDirector(guide.ds1()), Doctor.ofDirector(guide.ds2()));
    directors.forEach(each -> each.healthy(CHECK));

    guide.rs1().sh("ip addr del " + VIP + "/32 dev lo");
    for (Doctor each : directors) {
      JsonNode missing = each.examine().only(CHECK);
      assertThat(missing.path("severity").asText()).isEqualTo("CRITICAL");
      assertThat(missing.path("fault").asText())
          .isEqualTo("real server 10.1.80.93 does not answer as 10.1.80.90:80");
      assertThat(missing.path("seen").toString())
          .contains("a connection to 10.1.80.93:80 from here is accepted", "No answer as");
      JsonNode first = missing.path("remedies").get(0);
      assertThat(first.path("host").asText()).isEqualTo("10.1.80.93");
      assertThat(first.path("command").asText())
          .isEqualTo("jlvs-doctor --real-server --vip " + VIP);
    }
    Doctor there = new Doctor(guide.rs1(), List.of("--real-server", "--vip", VIP));
    there.mend(there.examine().only("vip-on-loopback"));
    directors.forEach(each -> each.healthy(CHECK));

    drop(guide, "drop");
    for (Doctor each : directors) {
      JsonNode dropped = each.examine().only(CHECK);
      assertThat(dropped.path("seen").toString()).contains("No answer as");
      assertThat(there.examine().found()).as("what is told to be typed first").isEmpty();
      assertThat(type(guide.rs1(), dropped.path("remedies").get(2)))
          .contains("ip daddr 10.1.80.90 tcp dport 80 drop");
    }
    guide.rs1().sh("nft delete table ip t");
    directors.forEach(each -> each.healthy(CHECK));
  }

  @Test
  void a_refusal_is_told_from_silence_with_who_listens_there(Network network) {
    Guide guide = Guide.running(network);
    Host rs1 = guide.rs1();
    List<Doctor> directors =
        List.of(Doctor.ofDirector(guide.ds1()), Doctor.ofDirector(guide.ds2()));

    Guide.listen(rs1, "listen 80;", "listen 10.1.80.93:80;");
    for (Doctor each : directors) {
      JsonNode elsewhere = each.examine().only(CHECK);
      assertThat(elsewhere.path("fault").asText())
          .isEqualTo("real server 10.1.80.93 refuses what comes for 10.1.80.90:80");
      assertThat(elsewhere.path("seen").toString()).contains("Connection refused as 10.1.80.90:80");
      assertThat(type(rs1, elsewhere.path("remedies").get(0)))
          .contains("10.1.80.93:80")
          .doesNotContain("0.0.0.0:80", VIP);
      assertThat(elsewhere.path("remedies").get(1).path("advice").asText())
          .contains("have the server listen on 10.1.80.90:80 or on all addresses");
    }
    Guide.listen(rs1, "listen 10.1.80.93:80;", "listen 80;");
    directors.forEach(each -> each.healthy(CHECK));

    drop(guide, "reject with tcp reset");
    for (Doctor each : directors) {
      JsonNode rejected = each.examine().only(CHECK);
      assertThat(type(rs1, rejected.path("remedies").get(0))).contains("0.0.0.0:80");
      assertThat(type(rs1, rejected.path("remedies").get(2)))
          .contains("tcp dport 80 reject with tcp reset");
    }
    rs1.sh("nft delete table ip t");
    directors.forEach(each -> each.healthy(CHECK));
    assertThat(rs1.sh("ss -Htn state syn-recv")).isEmpty();
  }

  @Test
  void a_server_of_the_virtual_address_alone_is_well_until_that_is_silent(Network network) {
    Guide guide = Guide.running(network);
    Host rs1 = guide.rs1();
    Guide.listen(rs1, "listen 80;", "listen " + VIP + ":80;");
    Doctor doctor = Doctor.ofDirector(guide.ds2());
    doctor.healthy(CHECK);

    rs1.sh("ip addr del " + VIP + "/32 dev lo");

    JsonNode silent = doctor.examine().only(CHECK);
    // Without IPVS no client is sent there.
    assertThat(silent.path("severity").asText()).isEqualTo("WARNING");
    assertThat(silent.path("seen").toString())
        .contains("a connection to 10.1.80.93:80 from here: Connection refused", "No answer as");
    Doctor there = new Doctor(rs1, List.of("--real-server", "--vip", VIP));
    there.mend(there.examine().only("vip-on-loopback"));
    doctor.healthy(CHECK);
  }

  @Test
  void a_real_server_behind_a_router_is_told(Network network) {
    Guide guide = Guide.running(network);
    Host ds2 = guide.ds2();
    guide
        .rs2()
        .sh(
            "sysctl -qw net.ipv4.ip_forward=1 net.ipv4.conf.all.send_redirects=0"
                + " net.ipv4.conf.enp0s3.send_redirects=0");
    ds2.sh("ip route add 10.1.80.93/32 via 10.1.80.95");
    Doctor doctor = Doctor.ofDirector(ds2);

    JsonNode finding = doctor.examine().only(CHECK);

    assertThat(finding.path("fault").asText())
        .isEqualTo("packets for 10.1.80.90:80 do not get to real server 10.1.80.93");
    assertThat(finding.path("seen").toString())
        .contains("is accepted", "it is behind the router 10.1.80.95");
    ds2.sh("ip route del 10.1.80.93/32");
    doctor.healthy(CHECK);
  }

  private static void drop(Guide guide, String action) {
    guide
        .rs1()
        .sh(
            """
            nft add table ip t
            nft add chain ip t in '{ type filter hook input priority 0; }'
            nft add rule ip t in ip daddr 10.1.80.90 tcp dport 80 %s
            """
                .formatted(action));
  }

  /** What a command shows that is told for a real server. */
  private static String type(Host server, JsonNode remedy) {
    assertThat(remedy.path("host").asText()).isEqualTo("10.1.80.93");
    return server.sh(remedy.path("command").asText());
  }
}
