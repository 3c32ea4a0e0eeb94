// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import static io.github.jlvs.vrrp.Packets.PEER;
import static io.github.jlvs.vrrp.Packets.VIP;
import static io.github.jlvs.vrrp.Packets.address;
import static io.github.jlvs.vrrp.RouterUnderTest.SECOND;
import static io.github.jlvs.vrrp.RouterUnderTest.SKEW_100;
import static io.github.jlvs.vrrp.RouterUnderTest.add;
import static io.github.jlvs.vrrp.RouterUnderTest.advertisement;
import static io.github.jlvs.vrrp.RouterUnderTest.arp;
import static io.github.jlvs.vrrp.RouterUnderTest.priority;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A new configuration while a virtual router runs: what runs counts on under the new values. */
class ReloadTest {

  @Test
  void aMasterTellsItsNewConfigurationAtOnceAndAnnouncesNewAddresses() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).master().after(SECOND / 2);
    VirtualRouterConfig more =
        VirtualRouterConfig.builder(51, VIP, address("10.1.80.89")).priority(120).build();

    assertThat(r.give(new Input.Reconfigured(more)))
        .containsExactly(
            new Event.EffectivePriorityChanged(100, 120), advertisement(120), add(), arp(5));
    assertThat(r.due()).isEqualTo(SECOND);
    assertThat(r.give(new Input.Reconfigured(more))).isEmpty();
  }

  @Test
  void weightsSurviveANewConfiguration() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).started();
    r.give(new Input.PriorityChanged(90));

    r.give(new Input.Reconfigured(priority(120).build()));

    assertThat(r.router.priority()).isEqualTo(110);
  }

  @Test
  void anotherVridIsAnotherVirtualRouter() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).started();
    Input other = new Input.Reconfigured(VirtualRouterConfig.builder(52, VIP).build());

    assertThatThrownBy(() -> r.give(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("51")
        .hasMessageContaining("52");
  }

  // ---- The timer that runs

  @Test
  void missedAdvertisementsAndIntervalsCountFromWhenTheMasterWasHeard() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).started();
    r.hears(200);
    r.after(SECOND);

    r.give(new Input.Reconfigured(priority(100).downTimerAdverts(6).build()));
    assertThat(r.due()).isEqualTo(5 * SECOND + SKEW_100);
    r.give(new Input.Reconfigured(priority(100).downTimerAdverts(6).intervalSeconds(2).build()));
    assertThat(r.due()).isEqualTo(11 * SECOND + SKEW_100);
    r.give(new Input.Reconfigured(priority(100).build()));
    assertThat(r.due()).isEqualTo(2 * SECOND + SKEW_100);
  }

  @Test
  void afterAGoodByeMoreMissedAdvertisementsChangeNothing() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).started();
    r.hears(0);

    r.give(new Input.Reconfigured(priority(100).downTimerAdverts(6).build()));

    assertThat(r.due()).isEqualTo(SKEW_100);
  }

  @Test
  void aShorterIntervalMakesNoStallOfWhatWasInTime() {
    RouterUnderTest r = new RouterUnderTest(priority(100).intervalSeconds(10)).started();
    r.after(25 * SECOND);

    r.give(new Input.Reconfigured(priority(100).intervalSeconds(1).build()));
    r.tick();

    assertThat(r.router.state()).isEqualTo(State.MASTER);
  }

  // ---- preempt_delay

  @Test
  void aShorterPreemptDelayCountsFromItsBeginning() {
    RouterUnderTest r = delayed(600);
    r.after(3 * SECOND).hears(90);

    r.give(new Input.Reconfigured(priority(100).preemptDelay(Duration.ofSeconds(5)).build()));

    // The delay began 3 s ago; without it the timer would have fired 0.609375 s from now.
    assertThat(r.due()).isEqualTo(3 * SECOND + SKEW_100);
    assertThat(r.after(2 * SECOND).hears(90))
        .containsExactly(new Event.LowerPriorityDiscarded(PEER, 90, 100));
  }

  @Test
  void aPreemptDelayThatIsOverByTheNewConfigurationHoldsNobody() {
    RouterUnderTest r = delayed(600);
    for (int second = 0; second < 60; second++) {
      r.after(SECOND).hears(90);
    }

    r.give(new Input.Reconfigured(priority(100).preemptDelay(Duration.ofSeconds(5)).build()));

    assertThat(r.due()).isZero();
    r.tick();
    assertThat(r.router.state()).isEqualTo(State.MASTER);
  }

  @Test
  void aPreemptDelayThatIsTakenAwayHoldsNobodyAndALaterOneBeginsAnew() {
    RouterUnderTest r = delayed(600);
    r.give(new Input.Reconfigured(priority(100).build()));
    assertThat(r.hears(90)).containsExactly(new Event.LowerPriorityDiscarded(PEER, 90, 100));

    r.give(new Input.Reconfigured(priority(100).preemptDelay(Duration.ofSeconds(9)).build()));
    assertThat(r.hears(90)).containsExactly(new Event.PreemptDelayStarted(9 * SECOND));
  }

  private static RouterUnderTest delayed(int seconds) {
    RouterUnderTest r =
        new RouterUnderTest(priority(100).preemptDelay(Duration.ofSeconds(seconds))).started();
    assertThat(r.hears(90)).containsExactly(new Event.PreemptDelayStarted(seconds * SECOND));
    return r;
  }

  // ---- Owner and accept mode

  @Test
  void whoBecomesTheOwnerHas255AndWhoCeasesToBeHasWhatIsConfigured() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).master();

    assertThat(r.give(new Input.Reconfigured(priority(255).build())))
        .contains(new Event.EffectivePriorityChanged(100, 255), advertisement(255));
    assertThat(r.router.priority()).isEqualTo(255);
    r.give(new Input.Reconfigured(priority(100).build()));
    assertThat(r.router.priority()).isEqualTo(100);
  }

  /**
   * A master that is not the owner must not accept packets to the addresses without accept mode.
   */
  @Test
  void whetherPacketsAreAcceptedFollowsTheOwner() {
    RouterUnderTest r = new RouterUnderTest(priority(255).acceptMode(false)).master();

    assertThat(r.give(new Input.Reconfigured(priority(100).acceptMode(false).build())))
        .contains(new Action.AddAddresses(false));
    assertThat(r.give(new Input.Reconfigured(priority(255).acceptMode(false).build())))
        .contains(new Action.AddAddresses(true));
    assertThat(r.give(new Input.Reconfigured(priority(255).acceptMode(true).build())))
        .doesNotHaveAnyElementsOfTypes(Action.AddAddresses.class);
  }

  // ---- Gratuitous ARP

  @Test
  void aMasterAnnouncesByTheNewScheduleFromTheReloadOn() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).master();
    GratuitousArp refreshing =
        new GratuitousArp(1, Duration.ZERO, Duration.ofSeconds(30), 2, 1, Duration.ZERO);
    r.give(new Input.Reconfigured(priority(100).gratuitousArp(refreshing).build()));

    for (int round = 1; round <= 2; round++) {
      long end = r.now() + 30 * SECOND;
      List<Action> out = List.of();
      while (r.now() < end) {
        out = r.tickAtDeadline();
      }
      assertThat(r.now()).isEqualTo(end);
      assertThat(out).as("30 s, time %d", round).contains(arp(2));
    }
  }
}
