// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Real servers that answer for the virtual address beside the director are told by their names. */
@KernelTest
@WithoutIpvs
class ArpFluxTest {
  @Test
  void who_answers_is_told_from_master_backup_and_real_server(Network network) {
    Guide guide = Guide.running(network);
    List<Host> servers = List.of(guide.rs1(), guide.rs2());
    servers.forEach(
        each ->
            each.sh("sysctl -qw net.ipv4.conf.all.arp_ignore=0 net.ipv4.conf.all.arp_announce=0"));

    JsonNode onBackup = Doctor.ofDirector(guide.ds2()).examine().only("arp-answers");
    JsonNode onMaster = Doctor.ofDirector(guide.ds1()).examine().only("arp-answers");

    assertThat(onBackup.path("severity").asText()).isEqualTo("CRITICAL");
    assertThat(onBackup.path("fault").asText()).startsWith("3 hosts answer").contains("10.1.80.90");
    assertThat(onBackup.path("seen").toString())
        .contains(
            guide.rs1().mac() + " answers for it: 10.1.80.93, a real server",
            guide.rs2().mac() + " answers for it: 10.1.80.95, a real server",
            guide.ds1().mac() + " answers for it: 10.1.80.91");
    assertThat(onMaster.path("fault").asText()).startsWith("3 hosts answer");
    assertThat(onMaster.path("seen").toString()).contains("this host answers for it, on enp0s3");

    Map<String, Host> byAddress = Map.of("10.1.80.93", guide.rs1(), "10.1.80.95", guide.rs2());
    int mended = 0;
    for (JsonNode each : onBackup.path("remedies")) {
      Host host = byAddress.get(each.path("host").asText());
      assertThat(host).as("the host of %s", each).isNotNull();
      host.sh(each.path("command").asText());
      mended++;
    }
    assertThat(mended).isEqualTo(2);
    Doctor.ofDirector(guide.ds2()).healthy("arp-answers");
    Doctor.ofDirector(guide.ds1()).healthy("arp-answers");
  }
}
