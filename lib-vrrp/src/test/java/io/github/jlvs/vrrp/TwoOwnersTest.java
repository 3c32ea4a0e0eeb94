// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import static io.github.jlvs.vrrp.Packets.address;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * RFC 3768 section 4.2: two routers, each the owner of its own address and the backup of the
 * other's, so that both work and either can do the work of both.
 */
class TwoOwnersTest {
  private static final long SECOND = 1_000_000_000L;

  private final InetAddress first = address("10.1.80.91");
  private final InetAddress second = address("10.1.80.92");
  private final List<VirtualRouter> atFirst =
      List.of(router(1, first, 255, first), router(2, second, 100, first));
  private final List<VirtualRouter> atSecond =
      List.of(router(1, first, 100, second), router(2, second, 255, second));
  private long now;

  @Test
  void eachHasItsOwnAddressAndTheSurvivorHasBoth() {
    List<VirtualRouter> both = new ArrayList<>(atFirst);
    both.addAll(atSecond);
    both.forEach(each -> give(each, new Input.Startup(), both));
    runFor(10 * SECOND, both);
    assertThat(states(both))
        .containsExactly(State.MASTER, State.BACKUP, State.BACKUP, State.MASTER);

    // The second is gone without a word.
    runFor(10 * SECOND, atFirst);
    assertThat(states(atFirst)).containsExactly(State.MASTER, State.MASTER);

    // It is back: as owner it listens to nobody first, and the first gives its address back.
    atSecond.forEach(each -> each.handle(now, new Input.TrackedDown("machine")));
    atSecond.forEach(each -> give(each, new Input.TrackedUp("machine"), both));
    runFor(10 * SECOND, both);
    assertThat(states(both))
        .containsExactly(State.MASTER, State.BACKUP, State.BACKUP, State.MASTER);
  }

  private void runFor(long nanos, List<VirtualRouter> running) {
    long end = now + nanos;
    while (true) {
      long next = running.stream().mapToLong(VirtualRouter::nextDeadline).min().orElseThrow();
      if (next > end) {
        now = end;
        return;
      }
      now = next;
      running.forEach(each -> give(each, Input.Tick.INSTANCE, running));
    }
  }

  private void give(VirtualRouter router, Input input, List<VirtualRouter> running) {
    for (Action action : router.handle(now, input)) {
      if (action instanceof Action.SendAdvertisement send) {
        Input heard =
            new Input.AdvertisementReceived(
                router.config().advertisement(send.priority()), router.primary());
        for (VirtualRouter other : running) {
          if (other != router && other.config().vrid() == router.config().vrid()) {
            give(other, heard, running);
          }
        }
      }
    }
  }

  private static List<State> states(List<VirtualRouter> routers) {
    return routers.stream().map(VirtualRouter::state).toList();
  }

  private static VirtualRouter router(
      int vrid, InetAddress address, int priority, InetAddress primary) {
    return new VirtualRouter(
        VirtualRouterConfig.builder(vrid, address).priority(priority).build(), primary);
  }
}
