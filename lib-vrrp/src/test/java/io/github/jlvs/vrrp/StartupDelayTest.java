// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A virtual router that only listens at first. */
class StartupDelayTest {
  private static final long SECOND = 1_000_000_000;
  private static final Input DELAYED = new Input.Startup(Duration.ofMillis(3500));

  @Test
  void theTimersBeginAtTheEndOfTheDelay() {
    VirtualRouter router = router(100);
    router.handle(0, DELAYED);

    assertThat(router.state()).isEqualTo(State.BACKUP);
    assertThat(router.nextDeadline())
        .isEqualTo(
            3_500_000_000L
                + Timers.masterDownNanos(
                    new Protocol.V2(), 3, AdvertisementInterval.ofSeconds(1), 100));
  }

  @Test
  void theOwnerWaitsToo() {
    VirtualRouter router = router(255);
    router.handle(0, DELAYED);
    assertThat(router.state()).isEqualTo(State.BACKUP);

    router.handle(router.nextDeadline(), Input.Tick.INSTANCE);
    assertThat(router.state()).isEqualTo(State.MASTER);
    assertThat(router.nextDeadline()).isBetween(4_500_000_000L, 4_550_000_000L);
  }

  @Test
  void anOwnersFaultThatEndsBeforeDoesNotEndTheDelay() {
    VirtualRouter router = router(255);
    router.handle(0, DELAYED);
    router.handle(SECOND, new Input.TrackedDown("eth0"));
    router.handle(2 * SECOND, new Input.TrackedUp("eth0"));

    assertThat(router.state()).isEqualTo(State.BACKUP);
    assertThat(router.nextDeadline()).isGreaterThanOrEqualTo(3_500_000_000L);
  }

  @Test
  void aDelayIsNotNegative() {
    assertThatThrownBy(() -> new Input.Startup(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("startup delay");
  }

  /** Whatever it hears: a good-bye would otherwise make it master after the skew. */
  @Property
  void nothingMakesItMasterBeforeTheEnd(
      @ForAll @IntRange(min = 1, max = 255) int priority,
      @ForAll List<@IntRange(min = 0, max = 255) Integer> heard) {
    VirtualRouter router = router(priority);
    router.handle(0, DELAYED);
    long now = 0;
    for (int theirs : heard) {
      now = Math.min(3_499_999_999L, now + 100_000_000);
      router.handle(
          now, new Input.AdvertisementReceived(router.config().advertisement(theirs), ip(92)));
      router.handle(now, Input.Tick.INSTANCE);
      assertThat(router.state()).isEqualTo(State.BACKUP);
      assertThat(router.nextDeadline()).isGreaterThanOrEqualTo(3_500_000_000L);
    }
  }

  private static VirtualRouter router(int priority) {
    return new VirtualRouter(
        VirtualRouterConfig.builder(51, ip(90)).priority(priority).build(), ip(91));
  }

  private static InetAddress ip(int host) {
    try {
      return InetAddress.getByAddress(new byte[] {10, 1, 80, (byte) host});
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
