// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.jlvs.kernel.GuideNetwork;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
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
      JsonNode there = missing.path("remedies").get(0);
      assertThat(there.path("host").asText()).isEqualTo("10.1.80.93");
      assertThat(there.path("command").asText())
          .isEqualTo("jlvs-doctor --real-server --vip " + VIP);
    }
    Doctor there = new Doctor(guide.rs1(), List.of("--real-server", "--vip", VIP));
    there.mend(there.examine().only("vip-on-loopback"));
    directors.forEach(each -> each.healthy(CHECK));

    guide
        .rs1()
        .sh(
            """
            nft add table ip t
            nft add chain ip t in '{ type filter hook input priority 0; }'
            nft add rule ip t in ip daddr 10.1.80.90 tcp dport 80 reject with tcp reset
            """);
    for (Doctor each : directors) {
      assertThat(each.examine().only(CHECK).path("seen").toString())
          .contains("Connection refused as 10.1.80.90:80");
    }
    guide.rs1().sh("nft delete table ip t");
    directors.forEach(each -> each.healthy(CHECK));
    assertThat(guide.rs1().sh("ss -Htn state syn-recv")).isEmpty();
  }
}
