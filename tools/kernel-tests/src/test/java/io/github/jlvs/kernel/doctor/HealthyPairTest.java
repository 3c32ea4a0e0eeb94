// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Network;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where nothing is wrong nothing is found, by checks that did look. */
@KernelTest
@WithoutIpvs
class HealthyPairTest {
  @Test
  void a_pair_of_directors_and_two_real_servers_have_no_fault(Network network) {
    Guide guide = Guide.running(network);

    for (Doctor each :
        List.of(
            Doctor.ofDirector(guide.ds1()),
            Doctor.ofDirector(guide.ds2()),
            Doctor.ofDaemon(guide.ds2()),
            Doctor.ofRealServer(guide.rs1()),
            Doctor.ofRealServer(guide.rs2()))) {
      Doctor.Report report = each.examine();

      assertThat(report.found()).as("findings of %s: %s", each.host(), report.json()).isEmpty();
      if (each.options().contains("--real-server")) {
        assertThat(report.checked()).contains("vip-on-loopback", "arp-settings", "arp-answers");
      } else {
        // A director of a file with virtual servers, in a kernel that may be without IPVS.
        assertThat(report.all().contains("ipvs-kernel"))
            .isEqualTo(!Files.exists(Path.of("/proc/net/ip_vs")));
        assertThat(report.checked())
            .contains(
                "vrrp-firewall",
                "vrrp-sending",
                "vrrp-silence",
                "daemon",
                "vrrp-mismatch",
                "two-masters",
                "arp-answers");
      }
    }
  }
}
