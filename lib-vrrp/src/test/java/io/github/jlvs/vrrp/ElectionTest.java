// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import static io.github.jlvs.vrrp.Event.Election.OURS_BY_ADDRESS;
import static io.github.jlvs.vrrp.Event.Election.OURS_BY_PRIORITY;
import static io.github.jlvs.vrrp.Event.Election.THEIRS_BY_ADDRESS;
import static io.github.jlvs.vrrp.Event.Election.THEIRS_BY_PRIORITY;
import static io.github.jlvs.vrrp.Packets.OWN;
import static io.github.jlvs.vrrp.Packets.PEER;
import static io.github.jlvs.vrrp.Packets.address;
import static io.github.jlvs.vrrp.RouterUnderTest.SECOND;
import static io.github.jlvs.vrrp.RouterUnderTest.SKEW_100;
import static io.github.jlvs.vrrp.RouterUnderTest.add;
import static io.github.jlvs.vrrp.RouterUnderTest.advertisement;
import static io.github.jlvs.vrrp.RouterUnderTest.arp;
import static io.github.jlvs.vrrp.RouterUnderTest.changed;
import static io.github.jlvs.vrrp.RouterUnderTest.priority;
import static io.github.jlvs.vrrp.RouterUnderTest.remove;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 3768 section 6.4 row by row, and keepalived's choices; this router is 10.1.80.92. */
class ElectionTest {
  private static final InetAddress HIGHER = address("10.1.80.93");
  private static final GratuitousArp NO_ARP =
      new GratuitousArp(0, Duration.ZERO, Duration.ZERO, 0, 0, Duration.ZERO);

  // ---- 6.4.1 Initialize

  @Test
  void startedItClearsWhatAnEarlierLifeLeftAndListens() {
    RouterUnderTest r = new RouterUnderTest(priority(100));

    assertThat(r.give(new Input.Startup()))
        .containsExactly(remove(), changed(State.INITIALIZE, State.BACKUP, Reason.STARTUP));
    assertThat(r.due()).isEqualTo(3 * SECOND + SKEW_100);
  }

  @Test
  void theOwnerOfTheAddressesIsMasterFromTheStart() {
    RouterUnderTest r = new RouterUnderTest(priority(255));

    assertThat(r.give(new Input.Startup()))
        .containsExactly(
            advertisement(255),
            add(),
            arp(5),
            changed(State.INITIALIZE, State.MASTER, Reason.STARTUP));
    assertThat(r.due()).isEqualTo(SECOND);
  }

  @Test
  void beforeItIsStartedNothingMakesItAct() {
    RouterUnderTest r = new RouterUnderTest(priority(100));

    assertThat(r.hears(0)).isEmpty();
    assertThat(r.hears(200)).isEmpty();
    assertThat(r.tick()).isEmpty();
    assertThat(r.give(new Input.Shutdown())).isEmpty();
    assertThat(r.router.nextDeadline()).isEqualTo(Timers.NEVER);
  }

  // ---- 6.4.2 Backup

  @Test
  void aBackupThatHearsNobodyBecomesMaster() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).started();

    assertThat(r.tickAtDeadline())
        .containsExactly(
            advertisement(100),
            add(),
            arp(5),
            changed(State.BACKUP, State.MASTER, Reason.MASTER_DOWN));
  }

  @Test
  void aMasterOfHigherOrEqualPriorityKeepsItInBackup() {
    for (int theirs : new int[] {100, 101, 254}) {
      RouterUnderTest r = new RouterUnderTest(priority(100)).started().after(2 * SECOND);

      assertThat(r.hears(theirs)).isEmpty();
      assertThat(r.due()).isEqualTo(3 * SECOND + SKEW_100);
      assertThat(r.router.master()).contains(PEER);
    }
  }

  @Test
  void anAdvertisementOfLowerPriorityIsDiscardedAndTheTimerRunsOn() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).started().after(2 * SECOND);

    assertThat(r.hears(90)).containsExactly(new Event.LowerPriorityDiscarded(PEER, 90, 100));
    assertThat(r.due()).isEqualTo(SECOND + SKEW_100);
  }

  @Test
  void withoutPreemptionAMasterOfLowerPriorityKeepsItInBackup() {
    RouterUnderTest r = new RouterUnderTest(priority(100).preempt(false)).started().after(SECOND);

    assertThat(r.hears(1)).isEmpty();
    assertThat(r.due()).isEqualTo(3 * SECOND + SKEW_100);
  }

  @Test
  void theOwnerPreemptsWhateverIsConfigured() {
    RouterUnderTest r = new RouterUnderTest(priority(255).preempt(false)).master();
    r.hears(255, HIGHER);

    assertThat(r.hears(254)).containsExactly(new Event.LowerPriorityDiscarded(PEER, 254, 255));
  }

  @Test
  void aMasterThatStopsIsFollowedAfterTheSkewTimeAlone() {
    for (boolean preempt : new boolean[] {true, false}) {
      RouterUnderTest r = new RouterUnderTest(priority(100).preempt(preempt)).started();
      r.hears(200);

      assertThat(r.hears(0)).containsExactly(new Event.PriorityZeroReceived(PEER, State.BACKUP));
      assertThat(r.due()).isEqualTo(SKEW_100);
      assertThat(r.router.master()).isEmpty();
    }
  }

  @Test
  void aBackupIsShutDownSilently() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).started();

    assertThat(r.give(new Input.Shutdown()))
        .containsExactly(changed(State.BACKUP, State.INITIALIZE, Reason.SHUTDOWN));
    assertThat(r.router.nextDeadline()).isEqualTo(Timers.NEVER);
  }

  // ---- 6.4.3 Master

  @Test
  void aMasterIsShutDownWithPriorityZero() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).master();

    assertThat(r.give(new Input.Shutdown()))
        .containsExactly(
            advertisement(0), remove(), changed(State.MASTER, State.INITIALIZE, Reason.SHUTDOWN));
    assertThat(r.router.nextDeadline()).isEqualTo(Timers.NEVER);
  }

  @Test
  void aMasterAdvertisesEveryInterval() {
    RouterUnderTest r = new RouterUnderTest(priority(100).intervalSeconds(2)).master();

    assertThat(r.due()).isEqualTo(2 * SECOND);
    assertThat(r.tickAtDeadline()).containsExactly(advertisement(100));
    assertThat(r.due()).isEqualTo(2 * SECOND);
  }

  @Test
  void aMasterAnswersPriorityZeroAndStays() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).master().after(SECOND / 2);

    assertThat(r.hears(0))
        .containsExactly(new Event.PriorityZeroReceived(PEER, State.MASTER), advertisement(100));
    assertThat(r.due()).isEqualTo(SECOND);
  }

  @Test
  void aMasterYieldsToAHigherPriority() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).master();

    assertThat(r.hears(101))
        .containsExactly(
            new Event.AnotherMaster(PEER, 101, 100, THEIRS_BY_PRIORITY),
            remove(),
            changed(State.MASTER, State.BACKUP, Reason.HIGHER_PRIORITY));
    assertThat(r.due()).isEqualTo(3 * SECOND + SKEW_100);
    assertThat(r.router.master()).contains(PEER);
  }

  @Test
  void aMasterYieldsToAnEqualPriorityWithAHigherAddress() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).master();

    assertThat(r.hears(100, HIGHER))
        .containsExactly(
            new Event.AnotherMaster(HIGHER, 100, 100, THEIRS_BY_ADDRESS),
            remove(),
            changed(State.MASTER, State.BACKUP, Reason.HIGHER_ADDRESS));
  }

  @Test
  void addressesAreComparedWithoutASign() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).master();

    r.hears(100, address("192.0.2.1"));

    assertThat(r.router.state()).isEqualTo(State.BACKUP);
  }

  @Test
  void aMasterStaysWhenTheOtherHasAnEqualPriorityAndALowerAddress() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).master();

    assertThat(r.hears(100, PEER))
        .containsExactly(
            new Event.AnotherMaster(PEER, 100, 100, OURS_BY_ADDRESS), advertisement(100), arp(5));
  }

  @Test
  void aMasterAnswersALowerPriorityAtOnceAndRepeatsItsArp() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).master().after(SECOND / 2);

    assertThat(r.hears(99))
        .containsExactly(
            new Event.AnotherMaster(PEER, 99, 100, OURS_BY_PRIORITY), advertisement(100), arp(5));
    assertThat(r.due()).isEqualTo(SECOND / 2);
  }

  @Test
  void byTheRfcItDiscardsALowerPriority() {
    RouterUnderTest r = new RouterUnderTest(priority(100).answerLowerPriority(false)).master();

    assertThat(r.hears(99)).doesNotContain(advertisement(100));
  }

  @Test
  void aFloodOfLowerPrioritiesIsAnsweredOnceInAQuarterOfAnInterval() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).master();
    List<Action> out = new ArrayList<>();
    for (int packet = 0; packet < 1000; packet++) {
      r.after(SECOND / 1000);
      out.addAll(r.hears(99));
    }

    assertThat(out.stream().filter(advertisement(100)::equals)).hasSize(4);
    assertThat(out.stream().filter(arp(5)::equals)).hasSize(4);
  }

  @Test
  void theRationIsAQuarterOfAnIntervalToTheNanosecond() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).master();
    r.hears(99);

    assertThat(r.after(SECOND / 4 - 1).hears(99)).doesNotContain(advertisement(100));
    assertThat(r.after(1).hears(99)).contains(advertisement(100));
  }

  @Test
  void priorityZeroIsAnsweredAtTheEndOfTheRationWhenItMayNotBeAtOnce() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).master().after(SECOND / 10);
    assertThat(r.hears(90)).contains(advertisement(100));

    r.after(SECOND / 20);
    assertThat(r.hears(0)).containsExactly(new Event.PriorityZeroReceived(PEER, State.MASTER));
    assertThat(r.due()).isEqualTo(SECOND / 5);
    assertThat(r.tickAtDeadline()).containsExactly(advertisement(100));
    assertThat(r.due()).isEqualTo(SECOND);
  }

  @Test
  void aFloodOfPriorityZeroIsAnsweredOnceInAQuarterOfAnInterval() {
    for (int other : new int[] {0, 99}) {
      RouterUnderTest r = new RouterUnderTest(priority(100).gratuitousArp(NO_ARP)).master();
      List<Action> out = new ArrayList<>();
      for (int packet = 0; packet < 1000; packet++) {
        r.after(SECOND / 1000);
        out.addAll(r.hears(packet % 2 == 0 ? 0 : other));
        out.addAll(r.tick());
      }

      assertThat(out.stream().filter(advertisement(100)::equals)).hasSizeBetween(4, 5);
    }
  }

  @Test
  void anAnswerThatIsDueLaterSurvivesAReloadThatMakesTheIntervalShorter() {
    RouterUnderTest r = new RouterUnderTest(priority(100).intervalSeconds(200)).master();
    assertThat(r.hears(90)).contains(advertisement(100));
    r.give(new Input.Reconfigured(priority(100).intervalSeconds(1).build()));

    assertThat(r.hears(0)).contains(advertisement(100));
  }

  // ---- Another router with this one's address

  @Test
  void aBackupThatHearsItsOwnAddressHearsAnotherRouter() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).started().after(2 * SECOND);

    assertThat(r.hears(101, OWN)).containsExactly(new Event.AddressInUseElsewhere(OWN, 101, 100));
    assertThat(r.due()).isEqualTo(3 * SECOND + SKEW_100);
    assertThat(r.router.master()).contains(OWN);
  }

  @Test
  void aMasterYieldsToAHigherPriorityFromItsOwnAddress() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).master();

    assertThat(r.hears(101, OWN))
        .startsWith(
            new Event.AddressInUseElsewhere(OWN, 101, 100),
            new Event.AnotherMaster(OWN, 101, 100, THEIRS_BY_PRIORITY));
    assertThat(r.router.state()).isEqualTo(State.BACKUP);
  }

  @Test
  void whatMayBeAnEchoIsRefusedAndNamedAsTheDangerThatItMayBe() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).master();
    Rejection echo = new Rejection.OwnAddress(OWN);

    assertThat(r.hears(100, OWN)).containsExactly(new Event.PacketRefused(OWN, echo));
    assertThat(echo.mismatch()).isTrue();
    assertThat(r.router.counters().of(Counter.OTHER_ERRORS)).isOne();
    assertThat(r.router.counters().of(Counter.ADVERTISEMENTS_RECEIVED)).isZero();
  }

  @Test
  void anAddressThatThisRouterHadBeforeIsAnothersNow() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).master();
    r.give(new Input.PrimaryAddressChanged(HIGHER));

    assertThat(r.hears(100, OWN))
        .startsWith(new Event.AnotherMaster(OWN, 100, 100, OURS_BY_ADDRESS));
  }

  // ---- Owners

  @Test
  void ofTwoOwnersThatMeetTheOneWithTheLowerAddressYields() {
    RouterUnderTest r = new RouterUnderTest(priority(255)).master();

    assertThat(r.hears(255, HIGHER))
        .containsExactly(
            new Event.AnotherMaster(HIGHER, 255, 255, THEIRS_BY_ADDRESS),
            remove(),
            changed(State.MASTER, State.BACKUP, Reason.HIGHER_ADDRESS));
    assertThat(new RouterUnderTest(priority(255)).master().hears(255, PEER))
        .contains(new Event.AnotherMaster(PEER, 255, 255, OURS_BY_ADDRESS), advertisement(255));
  }

  /** RFC 3768 and RFC 9568, section 7.1. */
  @Test
  void anOwnerThatIsToldSoHeedsNobody() {
    RouterUnderTest r = new RouterUnderTest(priority(255).ignoresAsOwner(true)).master();
    long due = r.due();

    for (int priority : List.of(0, 100, 254, 255)) {
      for (InetAddress source : List.of(PEER, HIGHER, OWN)) {
        Rejection refused = new Rejection.HeardByOwner(priority);
        assertThat(r.hears(priority, source))
            .containsExactly(new Event.PacketRefused(source, refused));
        assertThat(refused.mismatch()).as("two owners").isEqualTo(priority == 255);
      }
    }
    assertThat(r.router.state()).isEqualTo(State.MASTER);
    assertThat(r.due()).isEqualTo(due);
    assertThat(r.router.counters().of(Counter.OTHER_ERRORS)).isEqualTo(12);
    assertThat(r.router.counters().of(Counter.ADVERTISEMENTS_RECEIVED)).isZero();
  }

  @Test
  void whoOwnsNothingHeedsOthersAllTheSame() {
    RouterUnderTest r = new RouterUnderTest(priority(254).ignoresAsOwner(true)).master();

    assertThat(r.hears(255)).contains(changed(State.MASTER, State.BACKUP, Reason.HIGHER_PRIORITY));
  }

  @Test
  void anOwnerThatIsNotToldSoAnyMoreYieldsToAnother() {
    RouterUnderTest r = new RouterUnderTest(priority(255).ignoresAsOwner(true)).master();
    r.hears(255, HIGHER);
    r.give(new Input.Reconfigured(priority(255).build()));

    assertThat(r.hears(255, HIGHER))
        .contains(changed(State.MASTER, State.BACKUP, Reason.HIGHER_ADDRESS));
  }

  @Test
  void theOwnerObeysNoDelay() {
    RouterUnderTest r =
        new RouterUnderTest(priority(255).preemptDelay(Duration.ofSeconds(60))).master();
    r.hears(255, HIGHER);

    assertThat(r.hears(200)).containsExactly(new Event.LowerPriorityDiscarded(PEER, 200, 255));
  }

  @Test
  void beforeYieldingItAdvertisesOnceMoreWhenToldSo() {
    RouterUnderTest r = new RouterUnderTest(priority(100).advertiseBeforeYielding(true)).master();

    assertThat(r.hears(101)).containsSubsequence(advertisement(100), remove());
  }

  @Test
  void aMasterThatIsNotTheOwnerDoesNotAcceptPacketsWithoutAcceptMode() {
    RouterUnderTest r = new RouterUnderTest(priority(100).acceptMode(false)).started();
    RouterUnderTest owner = new RouterUnderTest(priority(255).acceptMode(false));

    assertThat(r.tickAtDeadline()).contains(new Action.AddAddresses(false));
    assertThat(owner.give(new Input.Startup())).contains(new Action.AddAddresses(true));
  }

  @Test
  void theMasterDownIntervalCountsTheAdvertisementsThatMayBeMissed() {
    RouterUnderTest r = new RouterUnderTest(priority(100).downTimerAdverts(5)).started();

    assertThat(r.due()).isEqualTo(5 * SECOND + SKEW_100);
  }

  // ---- preempt_delay

  @Test
  void withADelayAMasterOfLowerPriorityIsLeftInPlaceForThatLong() {
    Duration delay = Duration.ofSeconds(2);
    RouterUnderTest r = new RouterUnderTest(priority(100).preemptDelay(delay)).started();

    assertThat(r.hears(90)).containsExactly(new Event.PreemptDelayStarted(2 * SECOND));
    assertThat(r.after(SECOND).hears(90)).isEmpty();
    assertThat(r.after(SECOND).hears(90))
        .containsExactly(new Event.LowerPriorityDiscarded(PEER, 90, 100));
    // The last one respected came a second ago.
    assertThat(r.due()).isEqualTo(2 * SECOND + SKEW_100);
  }

  @Test
  void theDelayIsCancelledByAMasterThatDeservesItsPlace() {
    Duration delay = Duration.ofSeconds(60);
    RouterUnderTest r = new RouterUnderTest(priority(100).preemptDelay(delay)).started();
    r.hears(90);

    assertThat(r.hears(110)).containsExactly(new Event.PreemptDelayStopped());
    assertThat(r.hears(90)).containsExactly(new Event.PreemptDelayStarted(60 * SECOND));
  }

  @Test
  void aFaultEndsTheDelayAndTheNextLifeHasOneOfItsOwn() {
    Duration delay = Duration.ofSeconds(1);
    RouterUnderTest r = new RouterUnderTest(priority(100).preemptDelay(delay)).started();
    r.hears(90);
    r.give(new Input.TrackedDown("eth0"));
    r.after(60 * SECOND);
    r.give(new Input.TrackedUp("eth0"));

    assertThat(r.hears(90)).containsExactly(new Event.PreemptDelayStarted(SECOND));
  }

  @Test
  void theDelayDoesNotHoldItBackWhenTheMasterFallsSilent() {
    Duration delay = Duration.ofSeconds(60);
    RouterUnderTest r = new RouterUnderTest(priority(100).preemptDelay(delay)).started();
    r.hears(90);
    long heard = r.now();

    r.tickAtDeadline();

    assertThat(r.router.state()).isEqualTo(State.MASTER);
    assertThat(r.now() - heard).isEqualTo(3 * SECOND + SKEW_100);
  }
}
