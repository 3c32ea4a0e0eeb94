// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.GuideNetwork;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pairs of every kind that balance: under load nothing is found, by checks that did look. */
@KernelTest
class HealthyKindsTest {
  private static final String SERVER =
      """
      virtual_server %s 80 {
        lb_algo wrr
        lb_kind %s
        delay_loop 6
        protocol TCP
        real_server %s 80 {
          weight 1
          TCP_CHECK {
          }
        }
        real_server %s 80 {
          weight 1
          TCP_CHECK {
          }
        }
      }
      """;

  private static String file(String own, String peer, boolean unicast, String kind) {
    return ("""
        vrrp_instance VI_1 {
          state BACKUP
          interface enp0s3
          virtual_router_id 51
          priority 100
          advert_int 1
          %s
          virtual_ipaddress {
            10.1.80.90
          }
        }
        vrrp_instance VI_6 {
          state BACKUP
          interface enp0s3
          virtual_router_id 61
          priority 100
          advert_int 1
          version 3
          virtual_ipaddress {
            fd00::90
          }
        }
        """
            + SERVER.formatted("10.1.80.90", kind, "10.1.80.93", "10.1.80.95")
            + SERVER.formatted("fd00::90", "DR", "fd00::93", "fd00::95"))
        .formatted(unicast ? "unicast_src_ip " + own + "\nunicast_peer {\n" + peer + "\n}" : "");
  }

  @Test
  void multicast_and_direct_routing(Network network) {
    healthy(network, false, "DR");
  }

  @Test
  void unicast_and_tunnels(Network network) {
    healthy(network, true, "TUN");
  }

  private static void healthy(Network network, boolean unicast, String kind) {
    Guide guide = Guide.in(network);
    address(guide.rs1(), "fd00::93", kind);
    address(guide.rs2(), "fd00::95", kind);
    guide.hosts().client().sh("ip addr add fd00::62/64 dev enp0s3 nodad");
    director(guide.ds1(), 91, 92, unicast, kind);
    director(guide.ds2(), 92, 91, unicast, kind);
    for (String vip : List.of("10.1.80.90", "fd00::90")) {
      Await.until(
          "a master of " + vip,
          Guide.SOON,
          () -> guide.ds1().hasAddress(vip) || guide.ds2().hasAddress(vip));
    }
    for (String url : List.of("http://10.1.80.90/", "http://[fd00::90]/")) {
      Await.until(
          "a page of " + url, Guide.SOON, () -> fetch(guide.hosts().client(), url).contains("I'm"));
      var unused = guide.keepFetching(url, 5);
    }

    for (Host each : List.of(guide.ds1(), guide.ds2())) {
      Doctor.Report report = Doctor.ofDirector(each).examine();
      assertThat(report.all()).as("findings of %s: %s", each, report.json()).isEmpty();
      assertThat(report.checked())
          .contains(
              "vrrp-firewall",
              "vrrp-sending",
              "vrrp-silence",
              "daemon",
              "vrrp-mismatch",
              "two-masters",
              "arp-answers",
              "scheduler",
              "services",
              "weights",
              "conn-table");
      if (unicast) {
        assertThat(report.checked()).contains("unicast-peers", "tunnel-mtu");
      }
    }
    for (Host each : List.of(guide.rs1(), guide.rs2())) {
      each.write(Guide.FILE, guide.ds1().read(Guide.FILE));
      Doctor.Report report = Doctor.ofRealServer(each).examine();
      assertThat(report.all()).as("findings of %s: %s", each, report.json()).isEmpty();
      assertThat(report.checked()).contains("vip-on-loopback", "arp-settings", "listener");
      if (kind.equals("TUN")) {
        assertThat(report.checked()).contains("tunnel-device", "rp-filter");
      }
    }
  }

  private static void address(Host server, String own, String kind) {
    server.sh("ip addr add " + own + "/64 dev enp0s3 nodad; ip addr add fd00::90/128 dev lo nodad");
    String file = server.read("/run/nginx.conf");
    server.write("/run/nginx.conf", file.replace("listen 80;", "listen 80; listen [::]:80;"));
    server.sh("kill $(cat /run/nginx.pid); while [ -e /run/nginx.pid ]; do sleep 0.05; done");
    var unused = server.start("nginx", "-c", "/run/nginx.conf");
    if (kind.equals("TUN")) {
      server.sh(
          """
          ip link set tunl0 up
          sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.tunl0.rp_filter=0
          """);
    }
  }

  private static void director(Host host, int own, int peer, boolean unicast, String kind) {
    host.sh(
        "sysctl -qw net.ipv4.vs.expire_nodest_conn=1; ip addr add fd00::"
            + own
            + "/64 dev enp0s3 nodad");
    host.write(Guide.FILE, file("10.1.80." + own, "10.1.80." + peer, unicast, kind));
    var unused =
        host.start(Checkout.path("tools/bin/jkeepalived"), "-n", "-l", "-D", "-f", Guide.FILE);
  }

  private static String fetch(Host client, String url) {
    return client.attempt(GuideNetwork.PAGE_OR_NONE, "curl", "-s", "-g", "-m", "2", url).out();
  }
}
