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

/** A firewalld that runs: its zones let no advertisement in, and its own commands open them. */
@KernelTest
@WithoutIpvs
class FirewalldTest {
  /** firewall-cmd's: running, or not yet. */
  private static final ExitStatuses RUNNING_OR_NOT = ExitStatuses.of(0, 252);

  private static final String VRRP = "protocol value=\"vrrp\" ";

  @Test
  void the_zone_of_the_interface_makes_a_second_master_and_is_the_one_that_is_opened(
      Network network) {
    Guide guide = Guide.running(network);
    Host ds2 = guide.ds2();
    start(ds2);
    ds2.sh("firewall-cmd --permanent --zone=internal --change-interface=enp0s3");
    ds2.sh("firewall-cmd --zone=internal --change-interface=enp0s3");
    Await.until("ds2 to be master too", Guide.SOON, () -> ds2.hasAddress(GuideNetwork.VIP));

    JsonNode zone = Doctor.ofDirector(ds2).examine().finding("vrrp-firewall");

    assertThat(zone.path("severity").asText()).isEqualTo("CRITICAL");
    assertThat(zone.path("seen").toString())
        .contains("table inet firewalld, chain filter_IN_internal: reject with icmpx");
    mended(guide, zone, "--zone=internal --add-rich-rule='rule " + VRRP + "accept'");

    // A rule that denies comes before all that allow, but for one with a priority.
    ds2.sh("firewall-cmd --zone=internal --add-rich-rule='rule " + VRRP + "drop'");
    Await.until("ds2 to be master again", Guide.SOON, () -> ds2.hasAddress(GuideNetwork.VIP));
    mended(
        guide,
        Doctor.ofDirector(ds2).examine().finding("vrrp-firewall"),
        "--zone=internal --add-rich-rule='rule priority=\"-32768\" " + VRRP + "accept'");
    // What the commands made is there after a start, too.
    ds2.sh("firewall-cmd --reload");
    assertThat(ds2.sh("firewall-cmd --zone=internal --list-rich-rules"))
        .contains("rule " + VRRP + "accept", "rule priority=\"-32768\" " + VRRP + "accept");
    Doctor.ofDirector(ds2).healthy("vrrp-firewall");
  }

  @Test
  void a_policy_for_what_leaves_makes_a_silent_master_and_is_the_one_that_is_opened(
      Network network) {
    Guide guide = Guide.running(network);
    Host ds1 = guide.ds1();
    start(ds1);
    ds1.sh(
        """
        firewall-cmd --permanent --zone=public --add-rich-rule='rule protocol value="vrrp" accept'
        firewall-cmd --permanent --new-policy=leaving
        firewall-cmd --permanent --policy=leaving --add-ingress-zone=HOST
        firewall-cmd --permanent --policy=leaving --add-egress-zone=ANY
        firewall-cmd --permanent --policy=leaving --set-target=DROP
        firewall-cmd --reload
        """);
    Await.until("ds2 to be master too", Guide.SOON, () -> guide.ds2().hasAddress(GuideNetwork.VIP));

    JsonNode policy = Doctor.ofDirector(ds1).examine().finding("vrrp-sending");

    assertThat(policy.path("seen").toString())
        .contains("table inet firewalld, chain filter_OUT_policy_leaving: drop");
    opened(guide, policy, "--policy=leaving --add-rich-rule='rule " + VRRP + "accept'");
    JsonNode igmp = Doctor.ofDirector(ds1).examine().only("igmp-firewall");
    String report = "--policy=leaving --add-rich-rule='rule protocol value=\"igmp\" accept'";
    assertThat(Doctor.Report.commands(igmp)).containsExactly(typed(report));
    Doctor.ofDirector(ds1).mend(igmp);

    ds1.sh("firewall-cmd --panic-on");
    Await.until(
        "ds2 to be master again", Guide.SOON, () -> guide.ds2().hasAddress(GuideNetwork.VIP));
    JsonNode panic = Doctor.ofDirector(ds1).examine().finding("vrrp-sending");
    assertThat(Doctor.Report.commands(panic)).containsExactly("firewall-cmd --panic-off");
    ds1.sh("firewall-cmd --panic-off");
    Await.until("ds2 to give way", Guide.SOON, () -> !guide.ds2().hasAddress(GuideNetwork.VIP));
    Doctor.ofDirector(ds1).healthy("vrrp-sending");
  }

  @Test
  void the_zone_of_a_real_server_is_told_the_port_of_its_service(Network network) {
    Guide guide = Guide.running(network);
    Host rs1 = guide.rs1();
    start(rs1);
    Doctor doctor = Doctor.ofRealServer(rs1);
    String rule = "--zone=public --add-rich-rule='rule port port=\"80\" protocol=\"tcp\" accept'";

    JsonNode finding = doctor.examine().only("service-firewall");

    assertThat(Doctor.Report.commands(finding)).containsExactly(typed(rule));
    doctor.mend(finding);
    Doctor.ofDirector(guide.ds1()).healthy("direct-answer");
  }

  private static String typed(String rule) {
    return "firewall-cmd " + rule + " && firewall-cmd --permanent " + rule;
  }

  /** What is told is this rule, for now and for later; typed, it leaves one master. */
  private static void mended(Guide guide, JsonNode finding, String rule) {
    opened(guide, finding, rule);
    Doctor.ofDirector(guide.ds2()).healthy(finding.path("check").asText());
  }

  private static void opened(Guide guide, JsonNode finding, String rule) {
    assertThat(Doctor.Report.commands(finding)).containsExactly(typed(rule));
    Host host = finding.path("check").asText().equals("vrrp-firewall") ? guide.ds2() : guide.ds1();
    Doctor.Report.commands(finding).forEach(host::sh);
    Await.until("ds2 to give way", Guide.SOON, () -> !guide.ds2().hasAddress(GuideNetwork.VIP));
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
