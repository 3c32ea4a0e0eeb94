// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import static io.github.jlvs.vrrp.Packets.OWN;
import static io.github.jlvs.vrrp.Packets.PEER;
import static io.github.jlvs.vrrp.Packets.VIP;
import static io.github.jlvs.vrrp.Packets.address;
import static io.github.jlvs.vrrp.RouterUnderTest.SECOND;
import static io.github.jlvs.vrrp.RouterUnderTest.SKEW_100;
import static io.github.jlvs.vrrp.RouterUnderTest.advertisement;
import static io.github.jlvs.vrrp.RouterUnderTest.arp;
import static io.github.jlvs.vrrp.RouterUnderTest.changed;
import static io.github.jlvs.vrrp.RouterUnderTest.lateToAdvertise;
import static io.github.jlvs.vrrp.RouterUnderTest.lateToTakeOver;
import static io.github.jlvs.vrrp.RouterUnderTest.priority;
import static io.github.jlvs.vrrp.RouterUnderTest.remove;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the RFC does not know: tracking, priorities that move, lost addresses, lateness. */
class RunTimeChangesTest {

  // ---- Fault

  @Test
  void aMasterWhoseTrackedThingGoesDownStopsAndGoesToFault() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).master();

    assertThat(r.give(new Input.TrackedDown("eth0")))
        .containsExactly(
            advertisement(0), remove(), changed(State.MASTER, State.FAULT, Reason.TRACKED_DOWN));
    assertThat(r.router.nextDeadline()).isEqualTo(Timers.NEVER);
  }

  @Test
  void faultEndsWithTheLastThingThatWasDown() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).started();
    r.give(new Input.TrackedDown("eth0"));
    r.give(new Input.TrackedDown("eth0"));

    assertThat(r.give(new Input.TrackedDown("chk"))).isEmpty();
    assertThat(r.give(new Input.TrackedUp("eth0"))).isEmpty();
    assertThat(r.give(new Input.TrackedUp("chk")))
        .containsExactly(changed(State.FAULT, State.BACKUP, Reason.TRACKED_UP));
    assertThat(r.due()).isEqualTo(3 * SECOND + SKEW_100);
  }

  @Test
  void startedWithSomethingDownItIsInFault() {
    RouterUnderTest r = new RouterUnderTest(priority(255));
    r.give(new Input.TrackedDown("eth0"));

    assertThat(r.give(new Input.Startup()))
        .containsExactly(remove(), changed(State.INITIALIZE, State.FAULT, Reason.STARTUP));
    assertThat(r.give(new Input.TrackedUp("eth0")))
        .contains(changed(State.FAULT, State.MASTER, Reason.TRACKED_UP));
  }

  @Test
  void inFaultItHearsNobody() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).started();
    r.give(new Input.TrackedDown("eth0"));

    assertThat(r.hears(200)).isEmpty();
    assertThat(r.tick()).isEmpty();
  }

  // ---- Resigning

  @Test
  void aMasterThatResignsSaysThatItStopsAndListensAsABackup() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).master();

    assertThat(r.give(new Input.Resign()))
        .containsExactly(
            advertisement(0), remove(), changed(State.MASTER, State.BACKUP, Reason.RESIGNED));
    assertThat(r.due()).isEqualTo(3 * SECOND + SKEW_100);
    assertThat(r.hears(1)).isNotEmpty();
    assertThat(r.tickAtDeadline())
        .contains(changed(State.BACKUP, State.MASTER, Reason.MASTER_DOWN));
  }

  @Test
  void whoIsNotMasterHasNothingToResign() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).started();
    long due = r.due();

    assertThat(r.give(new Input.Resign())).isEmpty();
    assertThat(r.due()).isEqualTo(due);
    r.give(new Input.TrackedDown("eth0"));
    assertThat(r.give(new Input.Resign())).isEmpty();
  }

  // ---- Priority

  @Test
  void aChangedPriorityMovesTheMasterDownTimerByTheSkewAlone() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).started().after(2 * SECOND);

    assertThat(r.give(new Input.PriorityChanged(228)))
        .containsExactly(new Event.EffectivePriorityChanged(100, 228));
    assertThat(r.due())
        .isEqualTo(SECOND + new Protocol.V2().skewNanos(228, AdvertisementInterval.ofSeconds(1)));
  }

  @Test
  void aMasterAdvertisesItsNewPriorityAtTheNextInterval() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).master();
    r.give(new Input.PriorityChanged(60));

    assertThat(r.due()).isEqualTo(SECOND);
    assertThat(r.tickAtDeadline()).containsExactly(advertisement(60));
  }

  @Test
  void theEffectivePriorityStaysWithin1And254AndTheOwnersIsFixed() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).started();
    r.give(new Input.PriorityChanged(-40));
    assertThat(r.router.priority()).isEqualTo(1);
    r.give(new Input.PriorityChanged(1000));
    assertThat(r.router.priority()).isEqualTo(254);

    RouterUnderTest owner = new RouterUnderTest(priority(255)).started();
    assertThat(owner.give(new Input.PriorityChanged(10))).isEmpty();
    assertThat(owner.router.priority()).isEqualTo(255);
  }

  @Test
  void aPriorityRaisedLateDoesNotSetADeadlineInThePast() {
    RouterUnderTest r = new RouterUnderTest(priority(1)).started();
    r.after(r.due() - 1);

    r.give(new Input.PriorityChanged(254));

    assertThat(r.due()).isZero();
  }

  @Test
  void aNewPrimaryAddressDecidesBetweenEqualPriorities() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).master();
    r.give(new Input.PrimaryAddressChanged(address("10.1.80.10")));

    r.hears(100, PEER);

    assertThat(r.router.state()).isEqualTo(State.BACKUP);
  }

  // ---- Addresses

  @Test
  void anAddressTakenFromAMasterIsPutBackAtOnceAndNothingElseChanges() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).master();
    long due = r.due();

    assertThat(r.give(new Input.AddressLost(VIP))).containsExactly(new Action.RestoreAddress(VIP));
    assertThat(r.give(new Input.AddressRestored(VIP)))
        .containsExactly(new Action.AnnounceAddress(VIP, 5), new Event.AddressRestored(VIP));
    assertThat(r.router.state()).isEqualTo(State.MASTER);
    assertThat(r.due()).isEqualTo(due);
  }

  @Test
  void aBackupMissesNoAddress() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).started();

    assertThat(r.give(new Input.AddressLost(VIP))).isEmpty();
    assertThat(r.give(new Input.AddressRestored(VIP))).isEmpty();
  }

  @Test
  void anAddressThatCouldNotBePutBackIsNeitherToldNorAnnounced() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).master();

    for (int attempt = 0; attempt < 3; attempt++) {
      assertThat(r.give(new Input.AddressLost(VIP)))
          .containsExactly(new Action.RestoreAddress(VIP));
    }
  }

  // ---- Refused packets

  @Test
  void aRefusedPacketIsCountedReportedAndChangesNothing() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).started().after(SECOND);
    long due = r.due();
    Rejection interval = Packets.otherInterval();

    assertThat(r.give(new Input.AdvertisementRefused(interval, PEER)))
        .containsExactly(new Event.PacketRefused(PEER, interval));
    assertThat(r.due()).isEqualTo(due);
    assertThat(r.router.counters().of(Counter.INTERVAL_ERRORS)).isOne();
    assertThat(r.router.counters().refused()).isOne();
  }

  // ---- Lateness

  @Test
  void aLittleLateTheMasterKeepsItsRhythm() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).master();
    r.after(r.due() + SECOND / 10);

    assertThat(r.tick()).containsExactly(advertisement(100));
    assertThat(r.due()).isEqualTo(SECOND - SECOND / 10);
  }

  @Test
  void veryLateTheMasterAdvertisesOnceAndAnnouncesItsAddressesAnew() {
    RouterUnderTest r =
        new RouterUnderTest(
                priority(100)
                    .gratuitousArp(
                        new GratuitousArp(
                            5,
                            java.time.Duration.ZERO,
                            java.time.Duration.ZERO,
                            1,
                            5,
                            java.time.Duration.ZERO)))
            .master();
    r.after(r.due() + 20 * SECOND);

    assertThat(r.tick())
        .containsExactly(
            advertisement(100),
            arp(5),
            new Event.AnnouncingAfterStall(20 * SECOND),
            lateToAdvertise(20 * SECOND));
    assertThat(r.tick()).isEmpty();
    assertThat(r.due()).isEqualTo(SECOND);
  }

  @Test
  void anIntervalLateTheMasterHasMissedNothingYet() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).master();
    r.after(r.due() + SECOND);

    assertThat(r.tick()).containsExactly(advertisement(100));
  }

  @Test
  void aMasterSupersededWhileItSleptStepsDownBeforeItAdvertises() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).master();
    r.after(10 * SECOND);

    assertThat(r.hears(200)).doesNotContain(advertisement(100)).contains(remove());
    assertThat(r.tick()).isEmpty();
  }

  @Test
  void aBackupWhoseMasterSpokeWhileItSleptStaysSilent() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).started();
    r.after(10 * SECOND);
    r.hears(200);

    assertThat(r.tick()).isEmpty();
    assertThat(r.due()).isEqualTo(3 * SECOND + SKEW_100);
  }

  @Test
  void aBackupThatWokeUpToSilenceListensForOneMoreInterval() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).started();
    r.after(r.due() + 10 * SECOND);

    assertThat(r.tick())
        .containsExactly(new Event.ListeningAfterStall(10 * SECOND), lateToTakeOver(10 * SECOND));
    assertThat(r.due()).isEqualTo(SECOND + SKEW_100);
    // Late again: the second expiry counts, or an overloaded machine would never take over.
    r.after(r.due() + 10 * SECOND).tick();
    assertThat(r.router.state()).isEqualTo(State.MASTER);
  }

  @Test
  void oneIntervalLateIsNoStallAndAnInstantMoreIsOne() {
    RouterUnderTest late = new RouterUnderTest(priority(100)).started();
    late.after(late.due() + SECOND + 1);
    assertThat(late.tick())
        .containsExactly(new Event.ListeningAfterStall(SECOND + 1), lateToTakeOver(SECOND + 1));

    RouterUnderTest inTime = new RouterUnderTest(priority(100)).started();
    inTime.after(inTime.due() + SECOND).tick();
    assertThat(inTime.router.state()).isEqualTo(State.MASTER);
  }

  @Test
  void everyStallAfterAMasterWasHeardIsSpared() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).started();
    for (int theirs : new int[] {200, 100, 0, 200}) {
      r.after(r.due() + 10 * SECOND);
      assertThat(r.tick())
          .containsExactly(new Event.ListeningAfterStall(10 * SECOND), lateToTakeOver(10 * SECOND));
      r.hears(theirs);
    }
  }

  @Test
  void aChangedPriorityDoesNotHideThatItStoodStill() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).started();
    r.after(r.due() + 10 * SECOND);
    r.give(new Input.PriorityChanged(150));

    assertThat(r.tick()).containsExactly(new Event.ListeningAfterStall(10 * SECOND));
  }

  @Test
  void aStallOfAnEarlierLifeIsForgotten() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).started();
    r.after(r.due() + 10 * SECOND).tick();
    r.give(new Input.TrackedDown("eth0"));
    r.give(new Input.TrackedUp("eth0"));

    r.after(r.due() + 10 * SECOND);
    assertThat(r.tick())
        .containsExactly(new Event.ListeningAfterStall(10 * SECOND), lateToTakeOver(10 * SECOND));
  }

  /** Otherwise each advertisement of a worse master would let it listen once more. */
  @Test
  void aMachineThatIsAlwaysLateStillPreemptsAWorseMasterThatItHears() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).started();
    r.after(r.due() + 2 * SECOND).hears(90);
    assertThat(r.tick()).containsExactly(new Event.ListeningAfterStall(2 * SECOND));

    r.after(r.due() + 2 * SECOND).hears(90);
    r.tick();

    assertThat(r.router.state()).isEqualTo(State.MASTER);
  }

  @Test
  void aMasterThatWakesToAGoodByeAnswersItAndAnnouncesItsAddressesAnew() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).master();
    r.after(r.due() + 5 * SECOND);

    assertThat(r.hears(0))
        .containsExactly(
            new Event.PriorityZeroReceived(PEER, State.MASTER),
            advertisement(100),
            arp(5),
            new Event.AnnouncingAfterStall(5 * SECOND),
            lateToAdvertise(5 * SECOND));
    assertThat(r.tick()).isEmpty();
  }

  @Test
  void aClockThatGoesBackStandsStill() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).after(10 * SECOND).started();
    r.after(-5 * SECOND).hears(200);

    assertThat(r.router.nextDeadline()).isEqualTo(13 * SECOND + SKEW_100);
  }

  @Test
  void theCountersCountWhatWasDone() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).master();
    r.tickAtDeadline();
    r.hears(0, OWN);
    r.give(new Input.Shutdown());

    Counters counters = r.router.counters();
    assertThat(counters.of(Counter.BECAME_MASTER)).isOne();
    assertThat(counters.of(Counter.RELEASED_MASTER)).isOne();
    assertThat(counters.of(Counter.ADVERTISEMENTS_SENT)).isEqualTo(4);
    assertThat(counters.of(Counter.PRIORITY_ZERO_SENT)).isOne();
    assertThat(counters.of(Counter.PRIORITY_ZERO_RECEIVED)).isOne();
    assertThat(counters.of(Counter.ADVERTISEMENTS_RECEIVED)).isOne();
  }

  @Test
  void whatIsCountedSinceAnEarlierMomentIsTheDifference() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).master();
    Counters before = r.router.counters();
    r.tickAtDeadline();

    Counters since = r.router.counters().since(before);

    assertThat(before.of(Counter.BECAME_MASTER)).isOne();
    assertThat(since.of(Counter.BECAME_MASTER)).isZero();
    assertThat(since.of(Counter.ADVERTISEMENTS_SENT)).isOne();
  }

  @Test
  void thePriorityOfTheMasterThatWasFollowedStaysWhenItHasGone() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).started();
    assertThat(r.router.masterPriority()).isZero();

    r.hears(200);
    assertThat(r.router.masterPriority()).isEqualTo(200);
    r.hears(90);
    r.hears(0);

    assertThat(r.router.masterPriority()).isEqualTo(200);
    assertThat(r.router.master()).isEmpty();
  }
}
