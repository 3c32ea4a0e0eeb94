// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.TwoCpus;
import io.github.jlvs.kernel.vrrp.Flood;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.OutputLine;
import io.github.jlvs.lab.RunningProcess;
import io.github.jlvs.lab.VrrpAdvert;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The daemon as its launcher starts it, while somebody sends rubbish. */
@KernelTest
@TwoCpus
class DaemonUnderFloodTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String VIP = "10.1.80.90";
  private static final int A_SECOND = 50_000;
  private static final int PACKETS = 4 * A_SECOND;
  private static final long KILOBYTES_OF_GROWTH = 24 * 1024;

  @Test
  void malformed_packets_change_nothing_and_are_told_once_for_each_cause_and_peer(Network network) {
    Host host = network.host("ds1", "10.1.80.91/24");
    Host enemy = network.host("enemy", "10.1.80.66/24");
    Capture wire = network.capture("vrrp and src host 10.1.80.91");
    RunningProcess daemon = start(host);
    daemon.awaitLine("Entering MASTER STATE", SOON);
    // What is allocated once is there after some of it.
    Duration unused = Flood.from(enemy, A_SECOND, A_SECOND);
    long resident = residentKilobytes(daemon);
    Instant begin = Instant.now();

    Duration took = Flood.from(enemy, PACKETS, A_SECOND);

    Instant end = Instant.now();
    long grown = residentKilobytes(daemon) - resident;
    List<VrrpAdvert> adverts =
        wire.adverts().stream()
            .filter(a -> a.time().isAfter(begin) && a.time().isBefore(end))
            .toList();
    Await.pause(Duration.ofSeconds(2));
    List<String> refusals =
        daemon.lines().stream()
            .map(OutputLine::text)
            .filter(line -> line.contains("10.1.80.1") || line.contains("10.2."))
            .map(line -> line.substring(line.indexOf(": ") + 2))
            .toList();
    System.out.printf(
        "daemon under flood: %d packets in %d ms, %d advertisements, %d lines about peers,"
            + " resident memory grown by %d kB%n",
        PACKETS, took.toMillis(), adverts.size(), refusals.size(), grown);

    assertThat(host.hasAddress(VIP)).isTrue();
    assertThat(adverts)
        .hasSizeGreaterThanOrEqualTo((int) took.toSeconds() - 1)
        .allSatisfy(a -> assertThat(a.priority()).isEqualTo(254));
    assertThat(refusals).isNotEmpty().hasSizeLessThan(1000).doesNotHaveDuplicates();
    assertThat(daemon.lines()).filteredOn(l -> l.text().contains("Entering")).hasSize(2);
    assertThat(grown).as("kB of resident memory").isLessThan(KILOBYTES_OF_GROWTH);

    Instant stopped = Instant.now();
    assertThat(daemon.stop(SOON)).isZero();
    assertThat(daemon.output()).doesNotContain("Fault of the program", "\tat ");
    wire.awaitAdvert("the good-bye", stopped, a -> a.priority() == 0, SOON);
    assertThat(host.hasAddress(VIP)).isFalse();
  }

  private static RunningProcess start(Host host) {
    host.write(
        "/run/keepalived.conf",
        """
        vrrp_instance VI_1 {
            state BACKUP
            interface enp0s3
            virtual_router_id 51
            priority 254
            advert_int 1
            authentication {
                auth_type PASS
                auth_pass 1111
            }
            virtual_ipaddress {
                10.1.80.90
            }
        }
        """);
    return host.start(
        Checkout.path("tools/bin/jkeepalived"),
        "-nlDPG",
        "-f",
        "/run/keepalived.conf",
        "-p",
        "/run/jkeepalived.pid");
  }

  private static long residentKilobytes(RunningProcess process) {
    try (Stream<String> lines =
        Files.lines(Path.of("/proc", String.valueOf(process.pid()), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
