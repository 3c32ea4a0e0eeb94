// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Network;
import org.junit.jupiter.api.Test;

/** A root that may not do what a director needs, as in a container. */
@KernelTest
@WithoutIpvs
class CapabilitiesTest {
  @Test
  void what_a_container_was_not_given_is_named_with_the_option_that_gives_it(Network network) {
    Guide guide = Guide.running(network);
    Doctor doctor = Doctor.ofDirector(guide.ds2());

    Doctor.Report report =
        doctor.examine("setpriv", "--bounding-set=-net_raw", "--inh-caps=-net_raw");

    JsonNode finding = report.only("capabilities");
    assertThat(finding.path("seen").toString()).contains("CAP_NET_RAW").doesNotContain("NET_ADMIN");
    assertThat(finding.path("remedies").toString()).contains("--cap-add NET_RAW (docker, podman)");
    // Without it nothing is heard, and nothing is made of that.
    assertThat(report.json().path("leftOut").toString())
        .contains("\"check\":\"vrrp-firewall\"", "\"check\":\"arp-answers\"", "CAP_NET_RAW");
    doctor.healthy("capabilities");
  }

  @Test
  void a_user_without_rights_learns_that_root_sees_more(Network network) {
    Guide guide = Guide.running(network);
    String[] nobody = {"setpriv", "--reuid=65534", "--clear-groups", "--inh-caps=-all"};
    Doctor director = Doctor.ofDirector(guide.ds2());
    director.healthy("rights");

    Doctor.Report report = director.examine(nobody);

    JsonNode finding = report.only("rights");
    assertThat(finding.path("severity").asText()).isEqualTo("WARNING");
    assertThat(finding.path("seen").toString())
        .contains("CAP_NET_ADMIN, CAP_NET_RAW", "who answers ARP: ", "advertisements: ");
    assertThat(finding.path("remedies").toString()).contains("Run it again as root");
    assertThat(report.json().path("leftOut").toString()).contains("\"check\":\"two-masters\"");
    // What it could see counts all the same, and is the worst.
    guide.rs1().sh("sysctl -qw net.ipv4.conf.all.arp_announce=1");
    Doctor.Report server = Doctor.ofRealServer(guide.rs1()).examine(nobody);
    assertThat(server.found()).containsExactly("arp-settings", "rights");
    assertThat(server.json().path("state").asText()).isEqualTo("CRITICAL");
  }
}
