// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import static io.github.jlvs.kernel.vrrp.Directors.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.VrrpAdvert;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.linux.InterfaceStatus;
import io.github.jlvs.vrrp.linux.RouterStatus;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import io.github.jlvs.vrrp.linux.VrrpRunner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rubbish on the wire, as fast as one sender can make it. */
@KernelTest
class FloodTest {
  private static final Duration FLOOD = Duration.ofSeconds(6);

  @Test
  void a_flood_changes_nothing_delays_nothing_and_is_counted_to_the_packet(Network network) {
    Host host = network.host("ds1", "10.1.80.91/24");
    Host enemy = network.host("enemy", "10.1.80.66/24");
    Capture wire = network.capture("vrrp and src host 10.1.80.91");
    try (Ours ours = Ours.start(host, Directors.setup(254))) {
      ours.awaitState(State.MASTER, SOON);
      int before = ours.events().size();
      Instant begin = Instant.now();

      long sent = Flood.from(enemy, FLOOD);

      Instant end = Instant.now();
      // The last of it is still on its way through the socket.
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
                  + router.counters().advertisementsReceived()
                  + counted.otherVirtualRouters()
                  + counted.unusable())
          .as("every received packet is in one counter")
          .isEqualTo(counted.received());

      assertThat(router.state()).isEqualTo(State.MASTER);
      assertThat(host.hasAddress(Directors.VIP)).isTrue();
      assertThat(ours.events(RunnerEvent.StateChanged.class)).hasSize(2);
      List<VrrpAdvert> adverts =
          wire.adverts().stream()
              .filter(a -> a.time().isAfter(begin) && a.time().isBefore(end))
              .toList();
      assertThat(adverts.size())
          .as("advertisements in %s", Duration.between(begin, end))
          .isGreaterThanOrEqualTo((int) Duration.between(begin, end).toSeconds() - 1);
      // 256 causes and peers are kept apart, each told once, and counted every two seconds.
      assertThat(ours.events().size() - before).isLessThan(3000);
      System.out.printf(
          "flood: %d packets sent in %d ms, %d received, %d dropped at the socket, %d reports,"
              + " %d advertisements%n",
          sent,
          Duration.between(begin, end).toMillis(),
          counted.received(),
          counted.dropped(),
          ours.events().size() - before,
          adverts.size());
    }
  }

  private static InterfaceStatus port(Ours ours) {
    return ours.daemon().ask(VrrpRunner::interfaces).get(0);
  }
}
