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

/** Faults of a real server, each planted, found by name, and mended by the command that is told. */
@KernelTest
@WithoutIpvs
class RealServerTest {
  private static final String VIP = GuideNetwork.VIP;

  @Test
  void one_that_answers_arp_requests_is_told_the_value_that_counts(Network network) {
    Guide guide = Guide.running(network);
    Doctor doctor = Doctor.ofRealServer(guide.rs1());
    guide.rs1().sh("sysctl -qw net.ipv4.conf.all.arp_announce=1");

    JsonNode announce = doctor.examine().only("arp-settings");
    assertThat(announce.path("severity").asText()).isEqualTo("CRITICAL");
    assertThat(announce.path("seen").toString())
        .contains(
            "net.ipv4.conf.all.arp_announce is 1 (/proc/sys/net/ipv4/conf/all/arp_announce)",
            "net.ipv4.conf.enp0s3.arp_announce is 0");
    assertThat(Doctor.Report.commands(announce))
        .containsExactly("sysctl -w net.ipv4.conf.all.arp_announce=2");
    doctor.mend(announce);

    // 3 outdoes the 1 of all, and answers for addresses of any interface.
    guide.rs1().sh("sysctl -qw net.ipv4.conf.enp0s3.arp_ignore=3");
    Doctor.Report loud = doctor.examine();
    JsonNode ignore = loud.finding("arp-settings");
    assertThat(Doctor.Report.commands(ignore))
        .containsExactly("sysctl -w net.ipv4.conf.enp0s3.arp_ignore=1");
    doctor.mend(ignore);
  }

  @Test
  void the_value_of_the_interface_alone_is_enough(Network network) {
    Guide guide = Guide.running(network);
    guide
        .rs1()
        .sh(
            """
            sysctl -qw net.ipv4.conf.all.arp_ignore=0 net.ipv4.conf.all.arp_announce=0
            sysctl -qw net.ipv4.conf.enp0s3.arp_ignore=1 net.ipv4.conf.enp0s3.arp_announce=2
            """);

    Doctor.ofRealServer(guide.rs1()).healthy("arp-settings");
  }

  @Test
  void the_virtual_address_is_missing_too_wide_or_on_the_wrong_interface(Network network) {
    Guide guide = Guide.running(network);
    Host rs1 = guide.rs1();
    Doctor doctor = Doctor.ofRealServer(rs1);
    rs1.sh("ip addr del " + VIP + "/32 dev lo");

    JsonNode missing = doctor.examine().only("vip-on-loopback");
    assertThat(missing.path("fault").asText()).contains("does not have", VIP);
    assertThat(Doctor.Report.commands(missing)).containsExactly("ip addr add 10.1.80.90/32 dev lo");
    doctor.mend(missing);

    rs1.sh("ip addr del " + VIP + "/32 dev lo; ip addr add " + VIP + "/31 dev lo");
    JsonNode wide = doctor.examine().only("vip-on-loopback");
    assertThat(wide.path("seen").toString()).contains("10.1.80.90/31 is on lo");
    doctor.mend(wide);

    rs1.sh("ip addr del " + VIP + "/32 dev lo; ip addr add " + VIP + "/32 dev enp0s3");
    JsonNode onALink = doctor.examine().finding("vip-on-loopback");
    assertThat(Doctor.Report.commands(onALink))
        .containsExactly(
            "ip addr del 10.1.80.90/32 dev enp0s3", "ip addr add 10.1.80.90/32 dev lo");
    doctor.mend(onALink);
  }

  @Test
  void without_a_configuration_its_virtual_addresses_are_those_on_lo(Network network) {
    Guide guide = Guide.running(network);
    Doctor doctor = new Doctor(guide.rs1(), List.of());

    Doctor.Report report = doctor.healthy("arp-settings");

    assertThat(report.json().path("role").asText()).isEqualTo("REAL_SERVER");
    assertThat(report.json().path("virtualAddresses").toString()).isEqualTo("[\"10.1.80.90\"]");
  }

  @Test
  void a_server_that_listens_on_its_own_address_alone_is_told(Network network) {
    Guide guide = Guide.running(network);
    Host rs1 = guide.rs1();
    Doctor doctor = Doctor.ofRealServer(rs1);
    Guide.listen(rs1, "listen 80;", "listen 10.1.80.93:80;");

    JsonNode finding = doctor.examine().only("listener");
    assertThat(finding.path("fault").asText()).contains("TCP 10.1.80.90:80");
    assertThat(finding.path("seen").toString())
        .contains("bound to port 80 is only TCP 10.1.80.93:80 (ss -lntp)");
    assertThat(finding.path("remedies").toString())
        .contains("listen on 10.1.80.90:80 or on all addresses (nginx: listen 80;), then reload");

    Guide.listen(rs1, "listen 10.1.80.93:80;", "listen 80;");
    doctor.healthy("listener");
  }
}
