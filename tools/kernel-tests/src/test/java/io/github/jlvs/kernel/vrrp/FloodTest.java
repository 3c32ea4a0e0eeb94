// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import static io.github.jlvs.kernel.vrrp.Directors.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.TwoCpus;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import io.github.jlvs.lab.VrrpAdvert;
import io.github.jlvs.vrrp.Counter;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import io.github.jlvs.vrrp.linux.InterfaceStatus;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.RouterStatus;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import io.github.jlvs.vrrp.linux.VrrpRunner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rubbish on the wire, 50,000 packets in a second. */
@KernelTest
@TwoCpus
class FloodTest {
  private static final int A_SECOND = 50_000;
  private static final int PACKETS = 5 * A_SECOND;
  private static final int REPORTS_A_SECOND = 300;
  private static final int MEGABYTE = 1 << 20;
  private static final List<Counter> EVERY_WRONG_SIGNATURE =
      List.of(
          Counter.HMAC_MISSING,
          Counter.HMAC_MALFORMED,
          Counter.HMAC_UNKNOWN_KEY,
          Counter.HMAC_STALE,
          Counter.HMAC_INVALID,
          Counter.HMAC_REPLAYED);

  @ParameterizedTest
  @CsvSource({
    "VERSION_2, false",
    "VERSION_3, false",
    "VERSION_3_IPV6, false",
    "VERSION_3, true",
  })
  void a_flood_changes_nothing_delays_nothing_and_is_counted_to_the_packet(
      VrrpKind kind, boolean signed, Network network) {
    VirtualRouterConfig config = kind.config(254).build();
    Host host = network.host("ds1", "10.1.80.91/24");
    Host second = network.host("ds2", "10.1.80.92/24");
    Host enemy = network.host("enemy", "10.1.80.66/24");
    String own = kind.own(host).getHostAddress();
    String others = kind.own(second).getHostAddress();
    Capture wire =
        network.capture(
            "ip%s proto 112 and (src host %s or src host %s)"
                .formatted(own.contains(":") ? "6" : "", own, others));
    RouterSetup setup = signed ? Directors.signed(config) : Directors.setup(config);
    try (Ours ours = Ours.start(host, setup)) {
      ours.awaitState(State.MASTER, SOON);
      int changes = ours.events(RunnerEvent.StateChanged.class).size();
      RunningProcess backup =
          signed
              ? RouterProcess.startSigned(second, kind, 200)
              : RouterProcess.start(second, kind, 200);
      backup.awaitLine("to=BACKUP", SOON);
      // What is allocated once is there after some of it.
      Duration unused = flood(kind, signed, enemy, A_SECOND);
      int told = ours.events().size();
      long heap = usedHeap();
      Instant begin = Instant.now();
      Duration interval = Duration.ofNanos(config.interval().nanos());

      Duration took = flood(kind, signed, enemy, PACKETS);

      Instant end = Instant.now();
      // The backup says nothing, and the own advertisements do not come back.
      long sent = A_SECOND + PACKETS;
      InterfaceStatus counted =
          Await.value(
              "all " + sent + " packets to be received or dropped",
              SOON,
              () -> port(ours),
              port -> port.received() + port.dropped() >= sent);
      assertThat(counted.received() + counted.dropped()).isEqualTo(sent);
      RouterStatus router = ours.status();
      assertThat(
              router.counters().refused()
                  + router.counters().of(Counter.ADVERTISEMENTS_RECEIVED)
                  + counted.otherVirtualRouters()
                  + counted.unusable())
          .as("every received packet is in one counter")
          .isEqualTo(counted.received());

      assertThat(router.state()).isEqualTo(State.MASTER);
      assertThat(host.hasAddress(kind.virtualAddress())).isTrue();
      assertThat(ours.events(RunnerEvent.StateChanged.class)).hasSize(changes);
      assertThat(wire.adverts())
          .as("no backup takes over")
          .extracting(VrrpAdvert::source)
          .containsOnly(own);
      int ended = backup.stop(SOON);
      assertThat(backup.output()).as("it ended with %d", ended).doesNotContain("to=MASTER");
      List<VrrpAdvert> adverts =
          wire.adverts().stream()
              .filter(a -> a.time().isAfter(begin) && a.time().isBefore(end))
              .toList();
      long grown = usedHeap() - heap;
      // 256 causes and peers are kept apart, each told once, and counted every two seconds.
      int reports = ours.events().size() - told;
      System.out.printf(
          "flood of %s%s: %d packets in %d ms (%.0f a second), %d received, %d dropped at the socket, %d"
              + " reports, %d advertisements, heap grown by %d kB%n",
          kind,
          signed ? ", wrongly signed" : "",
          PACKETS,
          took.toMillis(),
          PACKETS * 1e9 / took.toNanos(),
          counted.received(),
          counted.dropped(),
          reports,
          adverts.size(),
          grown / 1024);
      assertThat(adverts.size())
          .as("advertisements in %s", took)
          .isGreaterThanOrEqualTo((int) took.minusSeconds(1).dividedBy(interval));
      // A machine that has more to do takes longer to send as many.
      assertThat(reports).isLessThan(REPORTS_A_SECOND * (5 + (int) took.toSeconds()));
      if (signed) {
        assertThat(EVERY_WRONG_SIGNATURE)
            .allSatisfy(
                counter ->
                    assertThat(router.counters().of(counter)).as("%s", counter).isPositive());
        assertThat(router.counters().of(Counter.ADVERTISEMENTS_RECEIVED))
            .as("those that are right, each once")
            .isLessThan(sent / 100);
      }
      assertThat(grown).as("bytes that stay").isLessThan(4 * MEGABYTE);
    }
  }

  private static Duration flood(VrrpKind kind, boolean signed, Host enemy, int packets) {
    if (signed) {
      return Flood.ofWrongSignatures(enemy, packets, A_SECOND);
    } else if (kind == VrrpKind.VERSION_2) {
      return Flood.from(enemy, packets, A_SECOND);
    }
    return kind == VrrpKind.VERSION_3
        ? Flood.ofVersion3(enemy, packets, A_SECOND)
        : Flood.ofIpv6(enemy, packets, A_SECOND);
  }

  private static long usedHeap() {
    Runtime.getRuntime().gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static InterfaceStatus port(Ours ours) {
    return ours.daemon().ask(VrrpRunner::interfaces).join().get(0);
  }
}
