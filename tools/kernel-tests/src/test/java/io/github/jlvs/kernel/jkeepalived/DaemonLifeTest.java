// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.GuideDaemon;
import io.github.jlvs.kernel.GuideNetwork;
import io.github.jlvs.kernel.JavaProgram;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.CommandResult;
import io.github.jlvs.lab.ExitStatuses;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import io.github.jlvs.lab.VirtualServer;
import io.github.jlvs.lab.VirtualServer.RealServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A director's day: start, repair, reload, crash, restart, stop. */
@KernelTest
class DaemonLifeTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  /** Foreign to the configuration: somebody else's. */
  private static final String FOREIGN = "TCP 10.1.80.89:25";

  @Test
  void what_is_configured_comes_about_and_nothing_else_is_touched(Network network) {
    GuideNetwork guide = GuideNetwork.serving(network);
    Host ds1 = guide.ds1();
    ds1.sh("ipvsadm -A -t 10.1.80.89:25 -s rr");
    String file = GuideNetwork.configuration(ds1);

    RunningProcess daemon = GuideDaemon.start(ds1, file);
    Await.until("the address", SOON, () -> ds1.hasAddress(GuideNetwork.VIP));
    assertThat(weights(ds1)).containsExactlyInAnyOrder(100, 100);
    assertThat(ds1.read(GuideDaemon.PID_FILE).strip()).isEqualTo(String.valueOf(daemon.pid()));
    daemon.awaitLine("(VI_1) setting VIPs.", SOON);
    assertThat(daemon.output())
        .contains("(VI_1) Entering BACKUP STATE (init)")
        .contains("(VI_1) Receive advertisement timeout")
        .contains("(VI_1) Entering MASTER STATE")
        .contains("(VI_1) setting VIPs.");

    ds1.sh("ipvsadm -D -t 10.1.80.90:80");
    daemon.awaitLine("put right: -A -t 10.1.80.90:80", SOON);
    assertThat(weights(ds1)).containsExactlyInAnyOrder(100, 100);
    ds1.sh("ip addr del 10.1.80.90/32 dev enp0s3");
    daemon.awaitLine("address 10.1.80.90 was removed by somebody else, put back", SOON);
    Await.until("the address again", SOON, () -> ds1.hasAddress(GuideNetwork.VIP));

    int before = daemon.lines().size();
    ds1.write(file, ds1.read(file).replaceFirst("weight 100", "weight 40"));
    daemon.signal("HUP");
    daemon.awaitLine("the reload", before, line -> line.contains("Reload complete"), SOON);
    Await.until("the new weight", SOON, () -> weights(ds1).contains(40));
    assertThat(weights(ds1)).containsExactlyInAnyOrder(40, 100);

    before = daemon.lines().size();
    ds1.write(file, ds1.read(file).replaceFirst("virtual_router_id 51", "virtual_router_id 5x"));
    daemon.signal("HUP");
    daemon.awaitLine("the refusal", before, line -> line.contains("goes on unchanged"), SOON);
    assertThat(ds1.hasAddress(GuideNetwork.VIP)).isTrue();
    assertThat(weights(ds1)).containsExactlyInAnyOrder(40, 100);

    assertThat(daemon.stop(SOON)).isZero();
    assertThat(ds1.hasAddress(GuideNetwork.VIP)).isFalse();
    assertThat(ds1.ipvsTable()).extracting(VirtualServer::name).containsExactly(FOREIGN);
    assertThat(ds1.attempt(ExitStatuses.of(0, 1), "test", "-e", GuideDaemon.PID_FILE).ok())
        .isFalse();
    assertThat(daemon.output()).contains("(VI_1) sent 0 priority").contains("(VI_1) removing VIPs");
  }

  @Test
  void after_a_crash_the_next_start_takes_over_what_is_left(Network network) {
    GuideNetwork guide = GuideNetwork.serving(network);
    Host ds1 = guide.ds1();
    String file = GuideNetwork.configuration(ds1);
    RunningProcess first = GuideDaemon.start(ds1, file);
    Await.until("the address", SOON, () -> ds1.hasAddress(GuideNetwork.VIP));
    first.crash();
    assertThat(ds1.hasAddress(GuideNetwork.VIP)).isTrue();
    assertThat(weights(ds1)).hasSize(2);

    RunningProcess second = GuideDaemon.start(ds1, file);
    second.awaitLine("Entering MASTER STATE", SOON);
    second.awaitLine("setting VIPs.", SOON);

    assertThat(ds1.addresses())
        .filteredOn(address -> address.address().equals(GuideNetwork.VIP))
        .hasSize(1);
    assertThat(ds1.ipvsTable()).hasSize(1);
    assertThat(weights(ds1)).containsExactlyInAnyOrder(100, 100);
    assertThat(second.stop(SOON)).isZero();
    assertThat(ds1.hasAddress(GuideNetwork.VIP)).isFalse();
    assertThat(ds1.ipvsTable()).isEmpty();
  }

  @Test
  void a_log_that_nobody_reads_stops_no_advertisement(Network network) {
    GuideNetwork guide = GuideNetwork.in(network);
    Host ds1 = guide.ds1();
    Capture wire = network.capture("vrrp");
    // A syslog daemon that hangs: it has its socket and reads nothing.
    JavaProgram.start(ds1, HungSyslog.class).awaitLine(HungSyslog.READY, SOON);
    // The pipe is full before the daemon says its first word, and nobody will ever read it.
    RunningProcess daemon =
        ds1.start(
            "sh",
            "-c",
            """
            mkfifo /run/log; exec 3<>/run/log; timeout 1 yes >&3
            exec %s -nlD -f %s -p %s >&3 2>&3
            """
                .formatted(
                    Checkout.path("tools/bin/jkeepalived"),
                    GuideNetwork.configuration(ds1),
                    GuideDaemon.PID_FILE));

    Instant begin = Instant.now();
    wire.awaitAdvert("an advertisement", begin, a -> a.source().equals("10.1.80.91"), SOON);
    Instant from = Instant.now();
    Await.pause(Duration.ofSeconds(8));
    assertThat(wire.adverts().stream().filter(a -> a.time().isAfter(from)))
        .as("advertisements in 8 s")
        .hasSizeGreaterThanOrEqualTo(7)
        .allSatisfy(a -> assertThat(a.priority()).isEqualTo(101));
    // timeout's status: the socket takes no more.
    CommandResult unused =
        ds1.attempt(
            ExitStatuses.of(124), "timeout", "2", "logger", "-d", "-u", "/run/dev-log", "more");
    Instant later = Instant.now();
    assertThat(daemon.stop(SOON)).isZero();
    wire.awaitAdvert("the good-bye", later, a -> a.priority() == 0, SOON);
    assertThat(ds1.hasAddress(GuideNetwork.VIP)).isFalse();
  }

  @Test
  void one_mark_of_ipv4_and_of_ipv6_packets_is_two_virtual_servers(Network network) {
    Host director = network.host("ds1", "10.1.80.91/24");
    director.write(
        "/run/marks.conf",
        """
        virtual_server fwmark 3 {
          lvs_sched wlc
          lvs_method DR
          real_server 10.1.80.93 80 { weight 7 }
        }
        virtual_server fwmark 3 {
          ip_family inet6
          lvs_sched rr
          lvs_method DR
          real_server 2001:db8::1 80 { weight 8 }
        }
        """);

    RunningProcess daemon = GuideDaemon.start(director, "/run/marks.conf");

    Await.until(
        "both services",
        SOON,
        () -> director.ipvsTable().stream().mapToInt(s -> s.destinations().size()).sum() == 2);
    assertThat(director.sh("ipvsadm -Sn").lines())
        .containsExactlyInAnyOrder(
            "-A -f 3 -s wlc",
            "-a -f 3 -r 10.1.80.93:0 -g -w 7",
            "-A -f 3 -6 -s rr",
            "-a -f 3 -6 -r [2001:db8::1]:0 -g -w 8");
    assertThat(daemon.stop(SOON)).isZero();
    assertThat(director.sh("ipvsadm -Sn")).isBlank();
  }

  private static List<Integer> weights(Host host) {
    return host.ipvsTable().stream()
        .filter(service -> service.name().equals(GuideNetwork.SERVICE))
        .flatMap(service -> service.destinations().stream())
        .map(RealServer::weight)
        .toList();
  }
}
