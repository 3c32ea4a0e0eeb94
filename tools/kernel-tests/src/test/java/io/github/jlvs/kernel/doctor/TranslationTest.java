// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import org.junit.jupiter.api.Test;

/** What a director needs that translates addresses. */
@KernelTest
@WithoutIpvs
class TranslationTest {
  @Test
  void forwarding_and_redirects_are_told_with_their_values(Network network) {
    Guide guide = Guide.in(network);
    String file = Checkout.text("samples/ha-dr/ds1/keepalived.conf");
    guide.ds1().write(Guide.FILE, file.replace("lb_kind DR", "lb_kind NAT"));
    RunningProcess unused = guide.startMaster();
    guide
        .ds1()
        .sh(
            "sysctl -qw net.ipv4.ip_forward=0 net.ipv4.conf.all.send_redirects=0"
                + " net.ipv4.conf.enp0s3.send_redirects=0");
    Doctor doctor = Doctor.ofDirector(guide.ds1());

    JsonNode forward = doctor.examine().only("ip-forward");
    assertThat(forward.path("severity").asText()).isEqualTo("CRITICAL");
    assertThat(forward.path("seen").toString())
        .contains("net.ipv4.ip_forward is 0 (/proc/sys/net/ipv4/ip_forward)");
    assertThat(Doctor.Report.commands(forward)).containsExactly("sysctl -w net.ipv4.ip_forward=1");
    // Which the kernel takes for a wish to send redirects, too.
    guide.ds1().sh(Doctor.Report.commands(forward).get(0));

    guide.ds1().sh("sysctl -qw net.ipv4.conf.all.send_redirects=1");
    JsonNode redirects = doctor.examine().only("send-redirects");
    assertThat(redirects.path("severity").asText()).isEqualTo("WARNING");
    assertThat(doctor.mend(redirects).checked()).contains("ip-forward");
  }
}
