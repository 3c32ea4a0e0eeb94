// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.GuideNetwork;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.OutputLine;
import io.github.jlvs.lab.RunningProcess;
import io.github.jlvs.lab.VirtualServer.RealServer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * DR_CHECK beside TCP_CHECK in one configuration, on a director that has the virtual address and on
 * one that does not: what no client is served through leaves the table, and comes back.
 */
@KernelTest
class DirectChecksTest {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final String VIP = GuideNetwork.VIP;
  private static final String ASKED = "10.1.80.93:80";
  private static final String ASKED_IPV6 = "[2001:db8:0:0:0:0:0:93]:80";
  private static final String CONNECTED = "10.1.80.93:8080";

  @Test
  void what_serves_no_client_leaves_the_table_on_both_directors_and_comes_back(Network network) {
    GuideNetwork guide = GuideNetwork.in(network);
    Host server = guide.rs1();
    GuideNetwork.prepareRealServer(server);
    addIpv6(guide.ds1(), "2001:db8::91/64");
    addIpv6(guide.ds2(), "2001:db8::92/64");
    addIpv6(server, "2001:db8::93/64");
    server.sh("ip addr add 2001:db8::90/128 dev lo nodad");
    GuideNetwork.serve(server, "80", "[::]:80", "8080");
    guide.ds1().sh("ip addr add %s/32 dev %s".formatted(VIP, Network.INTERFACE));
    addIpv6(guide.ds1(), "2001:db8::90/128");
    RunningProcess master = start(guide.ds1());
    RunningProcess backup = start(guide.ds2());
    List<Host> directors = List.of(guide.ds1(), guide.ds2());
    Set<String> all = Set.of(ASKED, ASKED_IPV6, CONNECTED);

    await("all is well", directors, all);
    assertThat(fetch(guide.client(), "80")).isZero();

    server.sh("ip addr del %s/32 dev lo; ip addr del 2001:db8::90/128 dev lo".formatted(VIP));
    await("no virtual address on lo", directors, Set.of(CONNECTED));
    assertThat(fetch(guide.client(), "8080")).as("through TCP_CHECK: time-out").isEqualTo(28);
    assertThat(fetch(guide.client(), "80")).as("through DR_CHECK: at once").isEqualTo(7);
    server.sh("ip addr add %s/32 dev lo; ip addr add 2001:db8::90/128 dev lo nodad".formatted(VIP));
    await("the addresses are back", directors, all);

    server.sh("iptables-legacy -I INPUT -d %s -j DROP".formatted(VIP));
    await("a packet filter", directors, Set.of(ASKED_IPV6, CONNECTED));
    assertThat(fetch(guide.client(), "8080")).isEqualTo(28);
    server.sh("iptables-legacy -F INPUT");
    await("no packet filter", directors, all);

    stopServing(server);
    GuideNetwork.serve(server, "10.1.80.93:80", "[2001:db8::93]:80", "10.1.80.93:8080");
    await("bound to its own addresses alone", directors, Set.of(CONNECTED));
    stopServing(server);
    await("the ports are closed", directors, Set.of());
    GuideNetwork.serve(server, "80", "[::]:80", "8080");
    await("it serves again", directors, all);
    assertThat(fetch(guide.client(), "80")).isZero();

    for (RunningProcess daemon : List.of(master, backup)) {
      OutputLine unused = daemon.awaitLine("No answer as 10.1.80.90:80 within 1000 ms", SOON);
      OutputLine unusedToo = daemon.awaitLine("Connection refused as [2001:db8::90]:80", SOON);
      assertThat(daemon.stop(SOON)).isZero();
      assertThat(daemon.output()).doesNotContain("Cannot check");
    }
    Await.until("nothing half open", SOON, () -> synReceived(server).isEmpty());
  }

  @Test
  void through_tunnels_of_each_kind(Network network) {
    GuideNetwork guide = GuideNetwork.in(network);
    Host server = guide.rs1();
    GuideNetwork.prepareRealServer(server);
    GuideNetwork.serve(server, "80");
    server.sh(
        """
        sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
        ip fou add port 6080 gue
        ip link add ipip1 type ipip local 10.1.80.93 remote any
        ip link add gre1 type gre local 10.1.80.93 remote any csum
        ip link set ipip1 up
        ip link set gre1 up
        """);
    guide.ds1().write("/run/tunnels.conf", tunnels());
    guide.ds1().sh("ip addr add 10.1.80.90/32 dev " + Network.INTERFACE);
    RunningProcess daemon = start(guide.ds1(), "/run/tunnels.conf");
    Set<String> names = Set.of(ASKED, "10.1.80.93:81", "10.1.80.93:82");

    await("all three", List.of(guide.ds1()), names);
    server.sh("ip addr del %s/32 dev lo".formatted(VIP));
    await("no virtual address on lo", List.of(guide.ds1()), Set.of());
    server.sh("ip addr add %s/32 dev lo".formatted(VIP));
    await("the address is back", List.of(guide.ds1()), names);
    assertThat(daemon.stop(SOON)).isZero();
    assertThat(daemon.output()).doesNotContain("Cannot check");
  }

  private static void addIpv6(Host host, String address) {
    host.sh("ip addr add %s dev %s nodad".formatted(address, Network.INTERFACE));
  }

  private static String tunnels() {
    StringBuilder text = new StringBuilder();
    String[] kinds = {"TUN type ipip", "TUN type gue port 6080", "TUN type gre csum"};
    for (int i = 0; i < kinds.length; i++) {
      text.append(server("10.1.80.90 8" + i, "10.1.80.93 8" + i, kinds[i], "DR_CHECK", "80"));
    }
    return text.toString();
  }

  private static String server(
      String virtual, String real, String method, String check, String port) {
    return """
        virtual_server %s {
          protocol TCP
          lb_algo rr
          lb_kind %s
          delay_loop 1
          warmup 0
          retry 1
          delay_before_retry 1
          connect_timeout 1
          alpha
          real_server %s {
            %s {
              connect_port %s
            }
          }
        }
        """
        .formatted(virtual, method, real, check, port);
  }

  private static RunningProcess start(Host director) {
    director.write(
        "/run/direct.conf",
        server("10.1.80.90 80", "10.1.80.93 80", "DR", "DR_CHECK", "80")
            + server("2001:db8::90 80", "2001:db8::93 80", "DR", "DR_CHECK", "80")
            + server("10.1.80.90 8080", "10.1.80.93 8080", "DR", "TCP_CHECK", "8080"));
    return start(director, "/run/direct.conf");
  }

  private static RunningProcess start(Host director, String file) {
    return director.start(
        Checkout.path("tools/bin/jkeepalived"), "-nlDGC", "-f", file, "-p", "/run/jkeepalived.pid");
  }

  private static void stopServing(Host server) {
    server.sh("kill $(cat /run/nginx.pid); while [ -e /run/nginx.pid ]; do sleep 0.05; done");
  }

  private static void await(String what, List<Host> directors, Set<String> servers) {
    for (Host director : directors) {
      Set<String> unused =
          Await.value(
              "real servers of " + director.name() + ": " + what,
              SOON,
              () -> table(director),
              table -> table.equals(servers));
    }
  }

  private static Set<String> table(Host director) {
    return director.ipvsTable().stream()
        .flatMap(service -> service.destinations().stream())
        .map(RealServer::address)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static int fetch(Host client, String port) {
    return client
        .attempt(
            GuideNetwork.PAGE_OR_NONE, "curl", "-s", "-m", "3", "http://" + VIP + ":" + port + "/")
        .status();
  }

  private static String synReceived(Host server) {
    return server.sh("ss -Htn state syn-recv");
  }
}
