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

    Doctor.Report report =
        Doctor.ofDirector(guide.ds2())
            .examine("setpriv", "--reuid=65534", "--clear-groups", "--inh-caps=-all");

    assertThat(report.found()).isEmpty();
    assertThat(report.json().path("leftOut").toString())
        .contains("this was not run as root")
        .contains("\"check\":\"two-masters\"");
  }
}
