// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.GuideNetwork;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import io.github.jlvs.lab.VirtualServer.RealServer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the kernel makes of the checks' packets and ports. */
@KernelTest
class ChecksTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  /** keepalived #306, #2697: the virtual address itself is asked, through one real server. */
  @Test
  void a_check_has_the_mark_and_the_interface_it_is_told_to(Network network) {
    Host director = network.host("ds1", "10.1.80.91/24");
    Host server = network.host("rs1", "10.1.80.93/24");
    GuideNetwork.prepareRealServer(server);
    GuideNetwork.serve(server);
    director.sh(
        """
        ip rule add fwmark 7 table 100
        ip route add 10.1.80.90 via 10.1.80.93 table 100
        ip link add other type dummy
        ip addr add 10.9.9.1/24 dev other
        ip link set other up
        """);
    String check = "TCP_CHECK { \n connect_ip 10.1.80.90 \n connect_timeout 1 \n";
    director.write(
        "/run/checks.conf",
        """
        virtual_server 10.1.80.90 80 {
          protocol TCP
          lb_algo rr
          lb_kind DR
          delay_loop 1
          retry 0
          alpha
          warmup 0
          real_server 10.1.80.101 80 {
            %1$s fwmark 7
            }
          }
          real_server 10.1.80.102 80 {
            %1$s fwmark 7
              bind_if enp0s3
              bindto 10.1.80.91
              bind_port 40000
            }
          }
          real_server 10.1.80.103 80 {
            %1$s fwmark 7
              bind_if other
            }
          }
          real_server 10.1.80.104 80 {
            %1$s }
          }
        }
        """
            .formatted(check));

    RunningProcess daemon = start(director, "/run/checks.conf");
    for (int i : List.of(1, 2)) {
      daemon.awaitLine("TCP connection to [10.1.80.10" + i + "]:tcp:80 success.", SOON);
    }
    for (int i : List.of(3, 4)) {
      daemon.awaitLine("TCP_CHECK on service [10.1.80.10" + i + "]:tcp:80 failed", SOON);
    }

    Await.until("the two", SOON, () -> servers(director).size() == 2);
    assertThat(servers(director)).containsExactlyInAnyOrder("10.1.80.101:80", "10.1.80.102:80");
    assertThat(daemon.stop(SOON)).isZero();
  }

  /** keepalived #1495, #2358. */
  @Test
  void many_checks_of_one_port_do_not_use_up_the_local_ports(Network network) {
    Host director = network.host("ds1", "10.1.80.91/24");
    Host server = network.host("rs1", "10.1.80.93/24");
    GuideNetwork.serve(server);
    director.sh("echo 20000 20099 >/proc/sys/net/ipv4/ip_local_port_range");
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= 40; i++) {
      text.append(
          """
          virtual_server 10.1.81.%d 80 {
            protocol TCP
            lb_algo rr
            lb_kind DR
            delay_loop 0.2
            real_server 10.1.80.93 80 {
              TCP_CHECK {
              }
            }
          }
          """
              .formatted(i));
    }
    director.write("/run/many.conf", text.toString());
    RunningProcess daemon = start(director, "/run/many.conf");
    daemon.awaitLine("success.", SOON);
    int before = accepted(server);

    Await.until("600 checks", SOON, () -> accepted(server) - before > 600);

    assertThat(director.procNet("sockstat")).containsPattern("TCP: .* tw 0 ");
    assertThat(servers(director)).hasSize(40);
    assertThat(daemon.stop(SOON)).isZero();
    assertThat(daemon.output()).doesNotContain("Cannot check", "failed");
  }

  @Test
  void ports_that_somebody_else_has_used_up_are_said_once_and_take_no_server_out(Network network) {
    Host director = network.host("ds1", "10.1.80.91/24");
    Host server = network.host("rs1", "10.1.80.93/24");
    GuideNetwork.serve(server);
    // One port, and it is kept back.
    director.sh(
        """
        echo 20000 20001 >/proc/sys/net/ipv4/ip_local_port_range
        echo 20000-20001 >/proc/sys/net/ipv4/ip_local_reserved_ports
        """);
    director.write(
        "/run/none.conf",
        """
        virtual_server 10.1.80.90 80 {
          protocol TCP
          lb_algo rr
          lb_kind DR
          delay_loop 0.2
          retry 0
          warmup 0
          real_server 10.1.80.93 80 {
            TCP_CHECK {
            }
          }
          real_server 10.1.80.93 81 {
            lvs_method NAT
            TCP_CHECK {
              connect_port 80
            }
          }
        }
        """);

    RunningProcess daemon = start(director, "/run/none.conf");
    daemon.awaitLine("its state is kept", SOON);
    Await.pause(Duration.ofSeconds(2));
    assertThat(daemon.lines()).filteredOn(l -> l.text().contains("Cannot check")).hasSize(1);
    assertThat(servers(director)).hasSize(2);

    director.sh("echo >/proc/sys/net/ipv4/ip_local_reserved_ports");
    daemon.awaitLine("All checks can be made again", SOON);
    daemon.awaitLine("success.", SOON);
    assertThat(daemon.stop(SOON)).isZero();
    assertThat(daemon.output()).doesNotContain("failed");
  }

  private static int accepted(Host server) {
    List<String[]> tcp =
        server
            .procNet("snmp")
            .lines()
            .filter(line -> line.startsWith("Tcp:"))
            .map(line -> line.split(" "))
            .toList();
    return Integer.parseInt(tcp.get(1)[Arrays.asList(tcp.get(0)).indexOf("PassiveOpens")]);
  }

  private static List<String> servers(Host director) {
    return director.ipvsTable().stream()
        .flatMap(service -> service.destinations().stream())
        .map(RealServer::address)
        .toList();
  }

  private static RunningProcess start(Host host, String file) {
    return host.start(
        Checkout.path("tools/bin/jkeepalived"), "-nlGC", "-f", file, "-p", "/run/jkeepalived.pid");
  }
}
