// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.jlvs.kernel.GuideNetwork;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.ExitStatuses;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import org.junit.jupiter.api.Test;

/** A firewalld that runs: its usual zone lets no advertisement in, and its own command opens it. */
@KernelTest
@WithoutIpvs
class FirewalldTest {
  /** firewall-cmd's: running, or not yet. */
  private static final ExitStatuses RUNNING_OR_NOT = ExitStatuses.of(0, 252);

  @Test
  void its_zone_makes_a_second_master_and_its_command_mends_it(Network network) {
    Guide guide = Guide.running(network);
    Host ds2 = guide.ds2();
    start(ds2);
    Await.until("ds2 to be master too", Guide.SOON, () -> ds2.hasAddress(GuideNetwork.VIP));
    Doctor doctor = Doctor.ofDirector(ds2);

    Doctor.Report report = doctor.examine();

    JsonNode finding = report.finding("vrrp-firewall");
    assertThat(finding.path("severity").asText()).isEqualTo("CRITICAL");
    assertThat(finding.path("seen").toString())
        .contains("table inet firewalld, chain filter_IN_public: reject with icmpx");
    assertThat(Doctor.Report.commands(finding))
        .containsExactly(
            "firewall-cmd --permanent --add-rich-rule='rule protocol value=\"vrrp\" accept'"
                + " && firewall-cmd --reload");
    Doctor.Report.commands(finding).forEach(ds2::sh);
    Await.until("ds2 to give way", Guide.SOON, () -> !ds2.hasAddress(GuideNetwork.VIP));
    doctor.healthy("vrrp-firewall");
  }

  /** Its configuration becomes the host's own; the bus that it is asked by is too. */
  private static void start(Host host) {
    host.sh(
        """
        mkdir -p /run/dbus /run/firewalld
        cp -a /etc/firewalld /run/etc-firewalld
        mount --bind /run/etc-firewalld /etc/firewalld
        """);
    var unusedBus = host.start("dbus-daemon", "--system", "--nofork", "--nopidfile");
    Await.until(
        "the bus",
        Guide.SOON,
        () ->
            host.attempt(ExitStatuses.of(0, 1), "test", "-S", "/run/dbus/system_bus_socket")
                    .status()
                == 0);
    var unusedDaemon = host.start("firewalld", "--nofork", "--nopid");
    Await.until(
        "firewalld",
        Guide.SOON,
        () -> host.attempt(RUNNING_OR_NOT, "firewall-cmd", "--state").status() == 0);
    host.sh("firewall-cmd --zone=public --change-interface=enp0s3");
  }
}
