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
import io.github.jlvs.vrrp.linux.InterfaceStatus;
import io.github.jlvs.vrrp.linux.RouterStatus;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import io.github.jlvs.vrrp.linux.VrrpRunner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rubbish on the wire, 50,000 packets in a second. */
@KernelTest
@TwoCpus
class FloodTest {
  private static final int A_SECOND = 50_000;
  private static final int PACKETS = 5 * A_SECOND;
  private static final int MEGABYTE = 1 << 20;

  @ParameterizedTest
  @EnumSource(names = {"VERSION_2", "VERSION_3"})
  void a_flood_changes_nothing_delays_nothing_and_is_counted_to_the_packet(
      VrrpKind kind, Network network) {
    Host host = network.host("ds1", "10.1.80.91/24");
    Host second = network.host("ds2", "10.1.80.92/24");
    Host enemy = network.host("enemy", "10.1.80.66/24");
    Capture wire = network.capture("vrrp and (src host 10.1.80.91 or src host 10.1.80.92)");
    try (Ours ours = Ours.start(host, Directors.setup(kind.config(254).build()))) {
      ours.awaitState(State.MASTER, SOON);
      RunningProcess backup = RouterProcess.start(second, kind, 200);
      backup.awaitLine("to=BACKUP", SOON);
      // What is allocated once is there after some of it.
      Duration unused = flood(kind, enemy, A_SECOND);
      int told = ours.events().size();
      long heap = usedHeap();
      Instant begin = Instant.now();
      Duration interval = Duration.ofNanos(kind.config(254).build().interval().nanos());

      Duration took = flood(kind, enemy, PACKETS);

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
      assertThat(host.hasAddress(Directors.VIP)).isTrue();
      assertThat(ours.events(RunnerEvent.StateChanged.class)).hasSize(2);
      assertThat(wire.adverts())
          .as("no backup takes over")
          .extracting(VrrpAdvert::source)
          .containsOnly("10.1.80.91");
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
          "flood of %s: %d packets in %d ms (%.0f a second), %d received, %d dropped at the socket, %d"
              + " reports, %d advertisements, heap grown by %d kB%n",
          kind,
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
      assertThat(reports).isLessThan(3000);
      assertThat(grown).as("bytes that stay").isLessThan(4 * MEGABYTE);
    }
  }

  private static Duration flood(VrrpKind kind, Host enemy, int packets) {
    return kind == VrrpKind.VERSION_2
        ? Flood.from(enemy, packets, A_SECOND)
        : Flood.ofVersion3(enemy, packets, A_SECOND);
  }

  private static long usedHeap() {
    Runtime.getRuntime().gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static InterfaceStatus port(Ours ours) {
    return ours.daemon().ask(VrrpRunner::interfaces).join().get(0);
  }
}
