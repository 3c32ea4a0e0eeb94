// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.NginxFile;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Virtual servers with ha_suspend, whose addresses are added and removed by hand: keepalived and
 * jkeepalived beside each other on two hosts, with the same file and the same servers of their own.
 */
@KernelTest
class HaSuspendTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String FILE = "/run/servers.conf";
  private static final Pattern COMPARED =
      Pattern.compile(".*((?:Netlink reflector reports|\\w+ing healthchecker for).*)");

  private static final String CONFIGURATION =
      service("10.1.80.90 80", "protocol TCP\nha_suspend")
          + service("10.1.80.91 80", "protocol TCP")
          + service("2001:db8::90 80", "protocol TCP\nha_suspend")
              .replace("10.0.0.1", "2001:db8::1")
          + service("fwmark 7", "ha_suspend");

  private int compared;

  @Test
  void checks_come_and_go_with_the_address_as_with_keepalived(Network network) {
    Side ours = side(network.host("ds1", "10.1.80.81/24"));
    Side reference = side(network.host("ds2", "10.1.80.82/24"));
    RunningProcess keepalived =
        reference.host.start(
            "keepalived", "-nlDGC", "-f", FILE, "-p", "/run/k.pid", "-c", "/run/checkers.pid");
    RunningProcess daemon =
        ours.host.start(
            Checkout.path("tools/bin/jkeepalived"), "-nlDGC", "-f", FILE, "-p", "/run/j.pid");
    List<Side> sides = List.of(ours, reference);
    ours.run(daemon);
    reference.run(keepalived);

    // Nothing listens at port 9. Where nothing is checked it stays, as it began.
    sides.forEach(side -> side.awaitServers("10.1.80.90:80", 2));
    sides.forEach(side -> side.awaitServers("10.1.80.91:80", 1));
    sides.forEach(side -> side.host.sh("ip addr add 10.1.80.90/32 dev enp0s3"));
    sides.forEach(side -> side.awaitLine("added", "10.1.80.90/32"));
    // Where the kernel looks for a duplicate first, it tells twice, and keepalived counts two.
    sides.forEach(side -> side.host.sh("ip addr add 2001:db8::90/128 dev enp0s3 nodad"));
    sides.forEach(side -> side.awaitLine("added", "2001:db8::90/128"));
    sides.forEach(side -> side.awaitServers("10.1.80.90:80", 1));
    sides.forEach(side -> side.awaitServers("[2001:db8::90]:80", 1));
    compare(ours, reference);

    sides.forEach(side -> side.host.sh("ip addr del 10.1.80.90/32 dev enp0s3"));
    sides.forEach(side -> side.awaitLine("Suspending", "10.1.80.90/32"));
    sides.forEach(Side::endServer);
    sides.forEach(side -> side.awaitServers("10.1.80.91:80", 0));
    // What was found stays, and nobody looks.
    sides.forEach(side -> side.awaitServers("10.1.80.90:80", 1));
    compare(ours, reference);

    // On two interfaces, and gone from one of them.
    sides.forEach(side -> side.host.sh("ip addr add 10.1.80.90/32 dev lo"));
    sides.forEach(side -> side.awaitServers("10.1.80.90:80", 0));
    sides.forEach(side -> side.host.sh("ip addr add 10.1.80.90/32 dev enp0s3"));
    sides.forEach(side -> side.host.sh("ip addr del 10.1.80.90/32 dev lo"));
    sides.forEach(side -> side.awaitLine("removed", "10.1.80.90/32"));
    compare(ours, reference);

    assertThat(daemon.stop(SOON)).isZero();
    assertThat(keepalived.stop(SOON)).isZero();
    assertThat(ours.lines()).isEqualTo(reference.lines()).hasSizeGreaterThan(12);
    System.out.printf(
        "ha_suspend, tables and log: compared %d, equal %1$d, intended differences 0, skipped 0%n",
        compared + ours.lines().size());
  }

  private void compare(Side ours, Side reference) {
    List<String> table = reference.table();
    assertThat(table).isNotEmpty();
    compared += table.size();
    Await.until("the table of keepalived: " + table, SOON, () -> ours.table().equals(table));
  }

  private static Side side(Host host) {
    host.write(FILE, CONFIGURATION);
    host.sh(
        """
        ip link set lo up
        ip addr add 10.0.0.1/32 dev lo
        ip addr add 2001:db8::1/128 dev lo nodad
        """);
    host.write(
        "/run/nginx.conf",
        NginxFile.with(
            "access_log off; server { listen 10.0.0.1:80; listen [2001:db8::1]:80; return 200; }"));
    return new Side(host, host.start("nginx", "-c", "/run/nginx.conf"));
  }

  private static final class Side {
    private final Host host;
    private final RunningProcess server;
    private final List<RunningProcess> running = new ArrayList<>();

    Side(Host host, RunningProcess server) {
      this.host = host;
      this.server = server;
      Await.until(
          "nginx",
          SOON,
          () -> host.sh("ss -Hltn").lines().filter(l -> l.contains(":80 ")).count() >= 2);
    }

    void run(RunningProcess daemon) {
      running.add(daemon);
    }

    void endServer() {
      server.close();
    }

    void awaitLine(String verb, String address) {
      String plain = address.substring(0, address.indexOf('/'));
      running
          .get(0)
          .awaitLine(
              verb + " of " + plain, 0, line -> line.contains(verb) && line.contains(plain), SOON);
    }

    void awaitServers(String service, int count) {
      Await.until(
          count + " servers of " + service,
          SOON,
          () ->
              table().stream().filter(line -> line.startsWith("-a -t " + service)).count()
                  == count);
    }

    List<String> table() {
      return host.sh("ipvsadm -Sn").lines().sorted().toList();
    }

    /** Of what is compared, as keepalived writes it. */
    List<String> lines() {
      return running.get(0).lines().stream()
          .map(line -> COMPARED.matcher(line.text()))
          .filter(Matcher::matches)
          .map(matcher -> matcher.group(1))
          .filter(line -> !line.contains("BFD"))
          .toList();
    }
  }

  private static String service(String address, String lines) {
    return """
    virtual_server %s {
      %s
      delay_loop 1
      lb_algo rr
      lb_kind NAT
      warmup 0
      real_server 10.0.0.1 80 {
        TCP_CHECK {
        }
      }
      real_server 10.0.0.1 9 {
        TCP_CHECK {
        }
      }
    }
    """
        .formatted(address, lines);
  }
}
