// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.GuideNetwork;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stands around a pair of directors: managers of interfaces, peers, routes, modules. */
@KernelTest
@WithoutIpvs
class SurroundingsTest {
  private static String file() {
    return Checkout.text("samples/ha-dr/ds1/keepalived.conf");
  }

  /** A director of the guide advertises to this peer alone. */
  private static void unicast(Host director, String own, String peer) {
    String file = Checkout.text("samples/ha-dr/" + director.name() + "/keepalived.conf");
    director.write(
        Guide.FILE,
        file.replace(
            "advert_int 1",
            "advert_int 1\nunicast_src_ip %s\nunicast_peer {\n%s\n}".formatted(own, peer)));
  }

  private static Guide unicast(Network network) {
    Guide guide = Guide.in(network);
    unicast(guide.ds1(), "10.1.80.91", "10.1.80.92");
    unicast(guide.ds2(), "10.1.80.92", "10.1.80.91");
    guide.startBackup();
    guide.startMaster();
    return guide;
  }

  /** jkeepalived advertises by the ways of the host, here by a link without virtual addresses. */
  @Test
  void a_pair_that_advertises_by_a_link_of_its_own_has_no_fault(Network network) {
    Guide guide = Guide.in(network);
    String there = guide.ds2().networkNamespace().getName(1).toString();
    guide
        .ds1()
        .sh(
            "ip link add lan0 type veth peer name lan0 netns %s; ip link set lan0 up;"
                    .formatted(there)
                + " ip addr add 10.8.0.91/24 dev lan0");
    guide.ds2().sh("ip link set lan0 up; ip addr add 10.8.0.92/24 dev lan0");
    unicast(guide.ds1(), "10.8.0.91", "10.8.0.92");
    unicast(guide.ds2(), "10.8.0.92", "10.8.0.91");
    Capture wire = guide.ds1().capture("lan0", "vrrp");
    guide.startOurs(guide.ds1());
    guide.startOurs(guide.ds2());
    Await.until("a master", Guide.SOON, () -> guide.ds1().hasAddress(GuideNetwork.VIP));
    Await.until("an advertisement on that link", Guide.SOON, () -> !wire.adverts().isEmpty());

    Doctor.ofDirector(guide.ds1()).healthy("vrrp-sending");
    Doctor.ofDirector(guide.ds2()).healthy("vrrp-silence");
  }

  /** Its packets come to every socket here that has joined the group, as a daemon's has. */
  @Test
  void who_multicasts_to_a_director_of_unicast_is_not_taken_for_filtered(Network network) {
    Guide guide = Guide.in(network);
    unicast(guide.ds1(), "10.1.80.91", "10.1.80.92");
    guide.startOurs(guide.ds2());
    Await.until("a master", Guide.SOON, () -> guide.ds2().hasAddress(GuideNetwork.VIP));

    Doctor.Report report = Doctor.ofDirector(guide.ds1()).examine();

    assertThat(report.checked()).contains("vrrp-firewall");
    assertThat(report.found()).doesNotContain("vrrp-firewall", "vrrp-silence");
  }

  @Test
  void a_peer_that_is_mistyped_is_told_by_both_directors(Network network) {
    Guide guide = unicast(network);
    Doctor doctor = Doctor.ofDirector(guide.ds1());
    doctor.healthy("unicast-peers");
    Doctor.ofDirector(guide.ds2()).healthy("unicast-peers");
    String right = guide.ds1().read(Guide.FILE);

    guide.ds1().write(Guide.FILE, right.replace("{\n10.1.80.92\n", "{\n10.1.80.94\n"));
    JsonNode absent = doctor.examine().only("unicast-peers");
    assertThat(absent.path("fault").asText())
        .isEqualTo("nobody has the address of a peer of VI_1: 10.1.80.94");

    guide.ds1().write(Guide.FILE, right.replace("{\n10.1.80.92\n", "{\n192.0.2.7\n"));
    assertThat(doctor.examine().only("unicast-peers").path("seen").toString())
        .contains("ip route get 192.0.2.7: unreachable", Guide.FILE);

    guide.ds1().write(Guide.FILE, right.replace("ip 10.1.80.91", "ip 10.1.80.99"));
    assertThat(doctor.examine().only("unicast-peers").path("seen").toString())
        .contains("unicast_src_ip 10.1.80.99");

    String there = guide.ds2().read(Guide.FILE);
    guide.ds2().write(Guide.FILE, there.replace("{\n10.1.80.91\n", "{\n10.1.80.94\n"));
    assertThat(
            Doctor.ofDirector(guide.ds2())
                .examine()
                .finding("unicast-peers")
                .path("fault")
                .asText())
        .isIn(
            "10.1.80.91 advertises to VI_1, and is no peer of it",
            "nobody has the address of a peer of VI_1: 10.1.80.94");

    guide.ds1().write(Guide.FILE, right);
    doctor.healthy("unicast-peers");
  }

  @Test
  void a_manager_that_takes_addresses_away_is_told_with_the_drop_in_that_stops_it(Network network) {
    Guide guide = Guide.running(network);
    Host ds1 = guide.ds1();
    String index = ds1.sh("cat /sys/class/net/enp0s3/ifindex").strip();
    // What networkd writes down of an interface that it has configured.
    ds1.sh("mount -t tmpfs tmpfs /etc/systemd/network");
    ds1.write("/run/systemd/network/10-lan.network", "[Match]\nName=enp0s3\n[Network]\nDHCP=no\n");
    ds1.write(
        "/run/systemd/netif/links/" + index,
        """
        ADMIN_STATE=configured
        OPER_STATE=routable
        NETWORK_FILE=/run/systemd/network/10-lan.network
        """);
    Doctor doctor = Doctor.ofDirector(ds1);

    JsonNode finding = doctor.examine().only("interface-manager");

    assertThat(finding.path("severity").asText()).isEqualTo("WARNING");
    assertThat(finding.path("seen").toString())
        .contains("enp0s3 is configured by systemd-networkd", "10-lan.network");
    List<String> commands = Doctor.Report.commands(finding);
    ds1.sh(commands.get(0));
    assertThat(commands.get(1)).isEqualTo("networkctl reload"); // none runs here
    doctor.healthy("interface-manager");

    ds1.write("/run/NetworkManager/devices/" + index, "[device]\nmanaged=true\n");
    assertThat(doctor.examine().only("interface-manager").path("fault").asText())
        .isEqualTo("NetworkManager may take the virtual address away from enp0s3");
    ds1.write("/run/NetworkManager/devices/" + index, "[device]\nmanaged=false\n");
    doctor.healthy("interface-manager");
  }

  @Test
  void a_real_server_behind_nat_is_told_the_way_back(Network network) {
    Guide guide = Guide.running(network);
    Host rs1 = guide.rs1();
    rs1.write(Guide.FILE, file().replace("lb_kind DR", "lb_kind NAT"));
    rs1.sh("ip addr del 10.1.80.90/32 dev lo; ip route add default via 10.1.80.62");
    Doctor doctor = Doctor.ofRealServer(rs1);

    JsonNode finding = doctor.examine().only("default-route");

    assertThat(finding.path("severity").asText()).isEqualTo("CRITICAL");
    assertThat(finding.path("seen").toString())
        .contains("the default route leads to 10.1.80.62 on enp0s3");
    assertThat(Doctor.Report.commands(finding))
        .containsExactly("ip route replace default via 10.1.80.90 dev enp0s3");
    doctor.mend(finding);
    assertThat(rs1.sh("ip route show default")).contains("via 10.1.80.90");
    assertThat(finding.path("remedies").path(0).path("advice").asText())
        .contains("an ssh session", "ip route add NETWORK via 10.1.80.62 dev enp0s3");
  }

  @Test
  void of_several_default_routes_the_one_that_counts_is_looked_at(Network network) {
    Guide guide = Guide.running(network);
    Host rs1 = guide.rs1();
    String six =
        """
        vrrp_instance VI_6 {
          interface enp0s3
          virtual_router_id 61
          version 3
          virtual_ipaddress {
            fd00::90
          }
        }
        virtual_server fd00::90 80 {
          lb_kind NAT
          protocol TCP
          real_server fd00::93 80 {
            TCP_CHECK {
            }
          }
        }
        """;
    rs1.write(Guide.FILE, file().replace("lb_kind DR", "lb_kind NAT") + six);
    rs1.sh(
        """
        ip addr del 10.1.80.90/32 dev lo
        ip addr add fd00::93/64 dev enp0s3 nodad
        ip route add default via 10.1.80.62 metric 100
        ip route add default via 10.1.80.90 metric 50
        ip -6 route add default via fd00::62
        ip -6 route add default via fd00::90 metric 200
        """);
    Doctor doctor = Doctor.ofRealServer(rs1);
    doctor.healthy("default-route");

    rs1.sh("ip route add default via 10.1.80.62 metric 20");
    JsonNode four = doctor.examine().only("default-route");
    assertThat(four.path("seen").toString())
        .contains("to 10.1.80.62 on enp0s3, with metric 20", "the first one counts");
    doctor.mend(four);
    assertThat(rs1.sh("ip route get 192.0.2.1")).contains("via 10.1.80.90");

    rs1.sh("ip -6 route add default via fd00::62 metric 150");
    JsonNode ofIpv6 = doctor.examine().only("default-route");
    assertThat(Doctor.Report.commands(ofIpv6))
        .containsExactly("ip -6 route replace default via fd00::90 dev enp0s3 metric 150");
    doctor.mend(ofIpv6);
    assertThat(rs1.sh("ip -6 route get 2001:db8::1")).contains("via fd00::90");

    rs1.sh(
        "ip route add default metric 5 nexthop via 10.1.80.90 weight 1 nexthop via 10.1.80.62"
            + " weight 1");
    doctor.mend(doctor.examine().only("default-route"));
  }

  @Test
  void an_interface_that_is_absent_or_down_is_told(Network network) {
    Guide guide = Guide.running(network);
    Host ds2 = guide.ds2();
    Doctor doctor = Doctor.ofDirector(ds2);
    doctor.healthy("vrrp-interface");
    String right = ds2.read(Guide.FILE);

    ds2.write(Guide.FILE, right.replace("interface enp0s3", "interface bond0"));
    JsonNode absent = doctor.examine().only("vrrp-interface");
    assertThat(absent.path("severity").asText()).isEqualTo("CRITICAL");
    assertThat(absent.path("fault").asText())
        .isEqualTo("there is no interface bond0, which VI_1 needs");
    assertThat(absent.path("seen").toString()).contains("this host has enp0s3 (ip link)");

    ds2.write(Guide.FILE, right);
    ds2.sh("ip link set enp0s3 down");
    Doctor.Report cut = doctor.examine();
    assertThat(cut.found()).contains("vrrp-interface").doesNotContain("vrrp-silence", "daemon");
    Doctor.Report.commands(cut.finding("vrrp-interface")).forEach(ds2::sh);
    Capture wire = ds2.capture("enp0s3", "vrrp");
    Await.until("the master to be heard", Guide.SOON, () -> !wire.adverts().isEmpty());
    doctor.healthy("vrrp-interface");
  }

  @Test
  void a_scheduler_that_no_list_of_modules_has_is_told(Network network) {
    Guide guide = Guide.running(network);
    Host ds1 = guide.ds1();
    ds1.sh(
        """
        mkdir -p /run/more/modules/$(uname -r) /run/lib
        echo 'kernel/net/netfilter/ipvs/ip_vs_rr.ko: kernel/ip_vs.ko' >/run/more/modules/$(uname -r)/modules.dep
        mount -t overlay -o lowerdir=/run/more:/usr/lib overlay /usr/lib
        """);
    Doctor doctor = Doctor.ofDirector(ds1);

    JsonNode finding = doctor.examine().only("scheduler");

    assertThat(finding.path("fault").asText()).isEqualTo("this kernel has no scheduler wrr");
    String written = ds1.read(Guide.FILE);
    ds1.write(Guide.FILE, written.replace("lb_algo wrr", "lb_algo rr"));
    doctor.healthy("scheduler");
  }

  @Test
  void persistence_that_a_take_over_ends_is_no_fault_and_told(Network network) {
    Guide guide = Guide.running(network);
    String written = guide.ds1().read(Guide.FILE);
    guide
        .ds1()
        .write(
            Guide.FILE, written.replaceAll("persistence_timeout \\d+", "persistence_timeout 300"));

    Doctor.Report report = Doctor.ofDirector(guide.ds1()).examine();

    JsonNode finding = report.only("persistence-sync");
    assertThat(finding.path("severity").asText()).isEqualTo("INFO");
    guide
        .ds1()
        .write(
            Guide.FILE,
            guide
                .ds1()
                .read(Guide.FILE)
                .replace("global_defs {", "global_defs {\nlvs_sync_daemon enp0s3 VI_1 id 51"));
    Doctor.ofDirector(guide.ds1()).healthy("persistence-sync");
  }
}
