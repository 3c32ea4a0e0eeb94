// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.GuideNetwork;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What only a kernel with IPVS has: a pair that balances, its parameters, and tunnels. */
@KernelTest
class KernelAndTableTest {
  private static final String NODEST = "sysctl -w net.ipv4.vs.expire_nodest_conn=1";

  @Test
  void a_pair_that_balances_has_no_fault_and_every_check_that_concerns_it_has_looked(
      Network network) {
    Guide guide = Guide.in(network);
    for (Host each : List.of(guide.ds1(), guide.ds2())) {
      each.sh(NODEST);
      each.start(Checkout.path("tools/bin/jkeepalived"), "-n", "-l", "-D", "-f", Guide.FILE);
    }
    Await.until("a master", Guide.SOON, () -> guide.ds1().hasAddress(GuideNetwork.VIP));
    String page =
        Await.value(
            "a page of the virtual server",
            Guide.SOON,
            guide.hosts()::fetch,
            fetched -> fetched.contains("I'm "));
    assertThat(page).contains("I'm rs");

    for (Host each : List.of(guide.ds1(), guide.ds2())) {
      Doctor.Report report = Doctor.ofDirector(each).examine();
      assertThat(report.all()).as("findings of %s: %s", each, report.json()).isEmpty();
      assertThat(report.checked())
          .containsExactly(
              "vrrp-firewall",
              "vrrp-sending",
              "vrrp-silence",
              "vrrp-interface",
              "daemon",
              "vrrp-mismatch",
              "two-masters",
              "arp-answers",
              "ipvs-kernel",
              "direct-answer",
              "capabilities",
              "rights",
              "expire-nodest-conn",
              "igmp-firewall",
              "interface-manager",
              "scheduler",
              "services",
              "weights",
              "conn-table");
    }
    for (Host each : List.of(guide.rs1(), guide.rs2())) {
      Doctor.Report report = Doctor.ofRealServer(each).examine();
      assertThat(report.all()).as("findings of %s: %s", each, report.json()).isEmpty();
      assertThat(report.checked())
          .containsExactly(
              "arp-settings",
              "vip-on-loopback",
              "arp-answers",
              "listener",
              "service-firewall",
              "rights");
    }
  }

  @Test
  void parameters_of_ipvs_and_a_scheduler_without_another_choice_are_told(Network network) {
    Guide guide = Guide.in(network);
    String file = Checkout.text("samples/ha-dr/ds1/keepalived.conf");
    guide
        .ds1()
        .write(
            Guide.FILE,
            file.replace("lb_algo wrr", "lb_algo mh")
                .replaceFirst("weight 100\n", "weight 100\ninhibit_on_failure\n"));
    RunningProcess unused = guide.startBalancer();
    Doctor doctor = Doctor.ofDirector(guide.ds1());

    Doctor.Report report = doctor.examine();

    assertThat(report.all())
        .containsExactly("expire-nodest-conn", "expire-quiescent-template", "mh-fallback");
    assertThat(report.json().path("state").asText()).isEqualTo("WARNING");
    assertThat(Doctor.Report.commands(report.finding("expire-nodest-conn")))
        .containsExactly(NODEST);
    JsonNode template = report.finding("expire-quiescent-template");
    assertThat(Doctor.Report.commands(template))
        .containsExactly("sysctl -w net.ipv4.vs.expire_quiescent_template=1");
    guide.ds1().sh(NODEST);
    guide.ds1().sh(Doctor.Report.commands(template).get(0));
    assertThat(report.finding("mh-fallback").path("remedies").path(0).path("advice").asText())
        .startsWith("Write mh-fallback into virtual_server [10.1.80.90]:tcp:80");

    String written = guide.ds1().read(Guide.FILE);
    guide.ds1().write(Guide.FILE, written.replace("lb_algo mh", "lb_algo mh\nmh-fallback"));
    Doctor.Report after = doctor.healthy("mh-fallback");
    assertThat(after.checked()).contains("expire-nodest-conn", "expire-quiescent-template");
  }

  @Test
  void a_kernel_before_5_9_that_makes_clients_wait_is_told(Network network) {
    Guide guide = Guide.in(network);
    Host ds1 = guide.ds1();
    RunningProcess unused = guide.startBalancer();
    Doctor doctor = Doctor.ofDirector(ds1);
    // The parameters are the kernel's own; the lab's is newer, and only calls itself so old.
    ds1.sh(NODEST + "; sysctl -w net.ipv4.vs.conn_reuse_mode=1 net.ipv4.vs.conntrack=1");
    assertThat(doctor.examine().checked()).doesNotContain("conn-reuse-mode");
    ds1.sh("echo 5.4.0-150-generic >/run/osrelease");
    ds1.sh("mount --bind /run/osrelease /proc/sys/kernel/osrelease");

    JsonNode finding = doctor.examine().only("conn-reuse-mode");

    assertThat(finding.path("severity").asText()).isEqualTo("WARNING");
    assertThat(finding.path("seen").toString())
        .contains("net.ipv4.vs.conn_reuse_mode is 1", "Linux 5.4.0-150-generic");
    assertThat(Doctor.Report.commands(finding))
        .containsExactly("sysctl -w net.ipv4.vs.conn_reuse_mode=0");
    doctor.mend(finding);
  }

  @Test
  void a_real_server_that_takes_nothing_out_of_its_tunnel_or_drops_it_is_told(Network network) {
    Guide guide = Guide.running(network);
    Host rs1 = guide.rs1();
    rs1.write(Guide.FILE, rs1.read(Guide.FILE).replace("lb_kind DR", "lb_kind TUN"));
    rs1.sh(
        """
        ip link set tunl0 down
        sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.tunl0.rp_filter=0
        """);
    Doctor doctor = Doctor.ofRealServer(rs1);

    JsonNode down = doctor.examine().only("tunnel-device");
    assertThat(down.path("seen").toString()).contains("tunl0 is not up");
    assertThat(Doctor.Report.commands(down)).containsExactly("ip link set tunl0 up");
    doctor.mend(down);

    // The lab's kernel does not give up its own: by another name, and down, it is as good as
    // absent.
    rs1.sh("ip link set tunl0 down; ip link set tunl0 name elsewhere");
    JsonNode absent = doctor.examine().only("tunnel-device");
    assertThat(absent.path("seen").toString()).contains("there is no interface tunl0");
    assertThat(Doctor.Report.commands(absent))
        .containsExactly("modprobe ipip", "ip link set tunl0 up");
    rs1.sh("ip link set elsewhere name tunl0; ip link set tunl0 up");
    doctor.healthy("tunnel-device");

    rs1.sh("sysctl -qw net.ipv4.conf.tunl0.rp_filter=1");
    JsonNode finding = doctor.examine().only("rp-filter");

    assertThat(finding.path("seen").toString()).contains("net.ipv4.conf.tunl0.rp_filter is 1");
    assertThat(Doctor.Report.commands(finding))
        .containsExactly("sysctl -w net.ipv4.conf.tunl0.rp_filter=2");
    doctor.mend(finding);

    rs1.sh("sysctl -qw net.ipv4.conf.all.rp_filter=1 net.ipv4.conf.tunl0.rp_filter=0");
    JsonNode all = doctor.examine().only("rp-filter");
    assertThat(Doctor.Report.commands(all))
        .containsExactly("sysctl -w net.ipv4.conf.tunl0.rp_filter=2");
    doctor.mend(all);
  }

  @Test
  void a_rule_that_stops_a_tunnel_or_what_is_inside_is_told_with_what_opens_it(Network network) {
    Guide guide = Guide.running(network);
    String tunnels = guide.ds1().read(Guide.FILE).replace("lb_kind DR", "lb_kind TUN");
    for (Host each : List.of(guide.ds1(), guide.rs1(), guide.rs2())) {
      each.write(Guide.FILE, tunnels);
      each.sh(
          """
          ip link set tunl0 up
          sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.tunl0.rp_filter=0
          """);
    }
    Doctor director = Doctor.ofDirector(guide.ds1());
    Doctor server = Doctor.ofRealServer(guide.rs1());
    assertThat(director.examine().found()).doesNotContain("direct-answer");
    Map<String, String> filters =
        Map.of(
            "INPUT -p ipencap -j DROP", "iptables-legacy -I INPUT -p ipencap -j ACCEPT",
            "INPUT -i tunl0 -j DROP", "iptables-legacy -I INPUT -p tcp --dport 80 -j ACCEPT");

    filters.forEach(
        (rule, command) -> {
          guide.rs1().sh("iptables-legacy -A " + rule);
          assertThat(director.examine().finding("direct-answer").path("fault").asText())
              .startsWith("real server 10.1.80.93 does not answer as");
          JsonNode finding = server.examine().only("service-firewall");
          assertThat(finding.path("seen").toString()).contains("chain INPUT: -A " + rule);
          assertThat(Doctor.Report.commands(finding)).containsExactly(command);
          server.mend(finding);
          Doctor.Report after = director.examine();
          assertThat(after.checked()).contains("direct-answer");
          assertThat(after.found()).doesNotContain("direct-answer");
        });
  }
}
