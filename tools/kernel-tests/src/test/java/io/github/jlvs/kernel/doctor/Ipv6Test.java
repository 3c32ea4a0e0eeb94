// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.GuideNetwork;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.NginxFile;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A pair of directors over IPv6: what is well, and what is not. */
@KernelTest
@WithoutIpvs
class Ipv6Test {
  private static final String VIP = "fd00::90";

  private static String file(int priority) {
    return """
        vrrp_instance VI_6 {
          state BACKUP
          interface enp0s3
          virtual_router_id 61
          priority %d
          advert_int 1
          version 3
          virtual_ipaddress {
            fd00::90
          }
        }
        virtual_server fd00::90 80 {
          lb_algo wrr
          lb_kind DR
          protocol TCP
          real_server fd00::93 80 {
            weight 1
            TCP_CHECK {
            }
          }
        }
        """
        .formatted(priority);
  }

  private static void start(Host host, String address, int priority) {
    host.sh("ip addr add " + address + "/64 dev enp0s3 nodad");
    host.write(Guide.FILE, file(priority));
    var unused = host.start(Checkout.path("tools/bin/jkeepalived"), "-nlDP", "-f", Guide.FILE);
  }

  private static GuideNetwork running(Network network) {
    GuideNetwork hosts = GuideNetwork.in(network);
    start(hosts.ds1(), "fd00::91", 101);
    Await.until("ds1 to be master", Guide.SOON, () -> hosts.ds1().hasAddress(VIP));
    start(hosts.ds2(), "fd00::92", 100);
    return hosts;
  }

  private static void bothMasters(GuideNetwork hosts) {
    Await.until(
        "two masters",
        Guide.SOON,
        () -> hosts.ds1().hasAddress(VIP) && hosts.ds2().hasAddress(VIP));
  }

  @Test
  void a_pair_in_good_health_has_no_fault_and_ip6tables_is_named_where_it_drops(Network network) {
    GuideNetwork hosts = running(network);
    for (Host each : List.of(hosts.ds1(), hosts.ds2())) {
      Doctor.Report report = Doctor.ofDirector(each).healthy("vrrp-firewall");
      assertThat(report.checked())
          .contains("vrrp-sending", "vrrp-silence", "vrrp-mismatch", "two-masters");
    }
    hosts.ds2().sh("ip6tables-legacy -A INPUT -d ff02::12 -j DROP");
    bothMasters(hosts);

    JsonNode finding = Doctor.ofDirector(hosts.ds2()).examine().finding("vrrp-firewall");

    assertThat(finding.path("seen").toString())
        .contains(
            "0 came through to a raw socket", "table filter of ip6tables-legacy, chain INPUT");
    assertThat(Doctor.Report.commands(finding))
        .containsExactly("ip6tables-legacy -I INPUT -p vrrp -j ACCEPT");
    assertThat(Doctor.ofDirector(hosts.ds1()).examine().only("two-masters").toString())
        .contains("with priority 100");
    Doctor.Report.commands(finding).forEach(hosts.ds2()::sh);
    Await.until("ds2 to give way", Guide.SOON, () -> !hosts.ds2().hasAddress(VIP));
    Doctor.ofDirector(hosts.ds2()).healthy("vrrp-firewall");
  }

  @Test
  void rules_of_nft_for_ip6_and_for_both_are_named(Network network) {
    GuideNetwork hosts = running(network);
    for (String family : List.of("ip6", "inet")) {
      hosts
          .ds2()
          .sh(
              """
              nft flush ruleset
              nft add table %1$s f
              nft add chain %1$s f in '{ type filter hook input priority 0; policy accept; }'
              nft add rule %1$s f in ip6 daddr ff02::/16 ip6 nexthdr 112 counter drop
              nft add rule %1$s f in ip6 nexthdr 58 accept
              """
                  .formatted(family));
      bothMasters(hosts);

      JsonNode finding = Doctor.ofDirector(hosts.ds2()).examine().finding("vrrp-firewall");

      assertThat(Doctor.Report.commands(finding))
          .containsExactly("nft insert rule " + family + " f in meta l4proto 112 accept");
      Doctor.Report.commands(finding).forEach(hosts.ds2()::sh);
      Await.until("ds2 to give way", Guide.SOON, () -> !hosts.ds2().hasAddress(VIP));
      Doctor.ofDirector(hosts.ds2()).healthy("vrrp-firewall");
    }
  }

  @Test
  void another_identifier_and_nobody_at_all_are_told(Network network) {
    GuideNetwork hosts = GuideNetwork.in(network);
    hosts.ds1().sh("ip addr add fd00::91/64 dev enp0s3 nodad");
    hosts.ds1().write(Guide.FILE, file(101));
    Doctor doctor = Doctor.ofDirector(hosts.ds1());
    assertThat(doctor.examine().only("vrrp-silence").path("fault").asText())
        .startsWith("nobody advertises VI_6 (VRID 61 on enp0s3)");

    start(hosts.ds2(), "fd00::92", 100);
    Await.until("ds2 to be master", Guide.SOON, () -> hosts.ds2().hasAddress(VIP));
    // No daemon runs on ds1, which is all that is left to tell.
    Doctor.Report heard = doctor.examine();
    assertThat(heard.found()).containsExactly("daemon");
    assertThat(heard.checked()).contains("vrrp-silence");

    String file = hosts.ds1().read(Guide.FILE);
    hosts.ds1().write(Guide.FILE, file.replace("router_id 61", "router_id 62"));
    assertThat(doctor.examine().finding("vrrp-mismatch").path("seen").toString())
        .contains("virtual router identifier: mine 62, theirs 61 (for an address of mine)");
    hosts.ds1().write(Guide.FILE, file);
    assertThat(doctor.examine().found()).containsExactly("daemon");
  }

  @Test
  void a_real_server_without_the_address_and_a_director_that_forwards_nothing_are_told(
      Network network) {
    GuideNetwork hosts = GuideNetwork.in(network);
    Host rs1 = hosts.rs1();
    rs1.write(Guide.FILE, file(101));
    rs1.sh("ip addr add fd00::93/64 dev enp0s3 nodad");
    rs1.write("/run/nginx.conf", NginxFile.with("access_log off; server { listen [::]:80; }"));
    var unused = rs1.start("nginx", "-c", "/run/nginx.conf");
    Await.until("nginx", Guide.SOON, () -> rs1.procNet("tcp6").contains(":0050 "));
    Doctor doctor = Doctor.ofRealServer(rs1);

    JsonNode missing = doctor.examine().only("vip-on-loopback");
    assertThat(Doctor.Report.commands(missing)).containsExactly("ip addr add fd00::90/128 dev lo");
    doctor.mend(missing);

    Host ds1 = hosts.ds1();
    start(ds1, "fd00::91", 101);
    Await.until("ds1 to be master", Guide.SOON, () -> ds1.hasAddress(VIP));
    ds1.write(Guide.FILE, file(101).replace("lb_kind DR", "lb_kind NAT"));
    ds1.sh("sysctl -qw net.ipv6.conf.all.forwarding=0");
    Doctor director = Doctor.ofDirector(ds1);
    JsonNode forward = director.examine().only("ip-forward");
    assertThat(Doctor.Report.commands(forward))
        .containsExactly("sysctl -w net.ipv6.conf.all.forwarding=1");
    director.mend(forward);
  }
}
