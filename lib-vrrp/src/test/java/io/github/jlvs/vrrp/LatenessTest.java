// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import static io.github.jlvs.vrrp.Packets.OWN;
import static io.github.jlvs.vrrp.Packets.PEER;
import static io.github.jlvs.vrrp.Packets.VIP;
import static io.github.jlvs.vrrp.RouterUnderTest.SECOND;
import static io.github.jlvs.vrrp.RouterUnderTest.SKEW_100;
import static io.github.jlvs.vrrp.RouterUnderTest.advertisement;
import static io.github.jlvs.vrrp.RouterUnderTest.changed;
import static io.github.jlvs.vrrp.RouterUnderTest.lateToAdvertise;
import static io.github.jlvs.vrrp.RouterUnderTest.lateToTakeOver;
import static io.github.jlvs.vrrp.RouterUnderTest.priority;
import static io.github.jlvs.vrrp.RouterUnderTest.remove;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A router that is run too late says so, and steps back where it was told to. */
class LatenessTest {
  /** What the best of the others waits for: three intervals and the skew of priority 254. */
  private static final long PATIENCE = 3 * SECOND + 7_812_500;

  @Test
  void whateverComesFirstAfterAStallTellsIt() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).started();
    r.after(r.due() + 2 * SECOND);

    assertThat(r.hears(200)).containsExactly(lateToTakeOver(2 * SECOND));
    assertThat(r.tick()).isEmpty();
  }

  @Test
  void aMasterThatYieldsFirstSaysSoAfterIt() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).master();
    r.after(r.due() + 5 * SECOND);

    List<Action> actions = r.hears(200);

    assertThat(actions)
        .contains(changed(State.MASTER, State.BACKUP, Reason.HIGHER_PRIORITY))
        .endsWith(lateToAdvertise(5 * SECOND));
  }

  @Test
  void anIntervalLateNothingIsTold() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).started();
    r.after(r.due() + SECOND);

    assertThat(r.hears(200)).isEmpty();
  }

  /** What is refused leaves the deadline where it is: told once, it is not told again. */
  @Test
  void oneDeadlineIsToldOnce() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).master();
    Input refused = new Input.AdvertisementRefused(new Rejection.Checksum(2, 1, 2), PEER);
    r.after(r.due() + 2 * SECOND);

    assertThat(r.give(refused)).contains(lateToAdvertise(2 * SECOND));
    assertThat(r.give(refused)).hasSize(1);
    assertThat(r.tick()).contains(advertisement(100)).doesNotContain(lateToAdvertise(2 * SECOND));
  }

  @Test
  void theNextStallIsToldAgain() {
    RouterUnderTest r = new RouterUnderTest(priority(100)).master();
    for (int stall = 0; stall < 3; stall++) {
      r.after(r.due() + 2 * SECOND);
      assertThat(r.tick()).contains(lateToAdvertise(2 * SECOND));
    }
  }

  @Test
  void whoHasNoTimerIsNeverLate() {
    RouterUnderTest r = new RouterUnderTest(priority(100));
    assertThat(r.after(100 * SECOND).hears(200)).isEmpty();
    r.started().give(new Input.TrackedDown("eth0"));

    assertThat(r.after(100 * SECOND).hears(200)).isEmpty();
  }

  // ---- keepalived's timer_expired_backup

  @Test
  void aMasterThatMayHaveBeenReplacedStepsBackWithoutAWord() {
    RouterUnderTest r = new RouterUnderTest(steppingBack(254)).master();
    r.after(PATIENCE);

    assertThat(r.tick())
        .containsExactly(
            remove(),
            changed(State.MASTER, State.BACKUP, Reason.LATE),
            lateToAdvertise(PATIENCE - SECOND));
    assertThat(r.due()).isEqualTo(3 * SECOND + SKEW_100);
  }

  @Test
  void anInstantBeforeTheOthersCouldHaveTakenOverItStays() {
    RouterUnderTest r = new RouterUnderTest(steppingBack(254)).master();
    r.after(PATIENCE - 1);

    assertThat(r.tick()).contains(advertisement(100));
    assertThat(r.router.state()).isEqualTo(State.MASTER);
  }

  @Test
  void theLowerTheOthersTheLongerItMayBeSilent() {
    RouterUnderTest r = new RouterUnderTest(steppingBack(100)).master();
    r.after(3 * SECOND + SKEW_100 - 1).tick();
    assertThat(r.router.state()).isEqualTo(State.MASTER);

    r.after(3 * SECOND + SKEW_100).tick();
    assertThat(r.router.state()).isEqualTo(State.BACKUP);
  }

  @Test
  void advertisementsThatMayBeMissedCount() {
    RouterUnderTest r = new RouterUnderTest(steppingBack(254).downTimerAdverts(5)).master();
    r.after(PATIENCE).tick();
    assertThat(r.router.state()).isEqualTo(State.MASTER);

    r.after(PATIENCE + 2 * SECOND).tick();
    assertThat(r.router.state()).isEqualTo(State.BACKUP);
  }

  /** Where one advertisement may be missed, a moment's lateness would do. */
  @Test
  void whoIsNotLateByMoreThanAnIntervalStays() {
    RouterUnderTest r = new RouterUnderTest(steppingBack(254).downTimerAdverts(1)).master();
    r.after(2 * SECOND).tick();
    assertThat(r.router.state()).isEqualTo(State.MASTER);

    r.after(2 * SECOND + 1).tick();
    assertThat(r.router.state()).isEqualTo(State.BACKUP);
  }

  @Test
  void itStepsBackThoughItsLatenessWasToldBefore() {
    RouterUnderTest r = new RouterUnderTest(steppingBack(254)).master();
    Input refused = new Input.AdvertisementRefused(new Rejection.Checksum(2, 1, 2), PEER);
    assertThat(r.after(2 * SECOND + 1).give(refused)).contains(lateToAdvertise(SECOND + 1));

    assertThat(r.after(PATIENCE - 2 * SECOND).tick())
        .containsExactly(remove(), changed(State.MASTER, State.BACKUP, Reason.LATE));
  }

  /** It would else answer the new master, which is the worse one, and have it yield. */
  @Test
  void itFollowsTheWorseMasterThatHasTakenItsPlace() {
    RouterUnderTest r = new RouterUnderTest(steppingBack(254)).master();
    r.after(PATIENCE);

    assertThat(r.hears(50)).doesNotContain(advertisement(100)).contains(remove());
    assertThat(r.router.state()).isEqualTo(State.BACKUP);
    assertThat(r.router.master()).contains(PEER);
  }

  @Test
  void whoPreemptsOrOwnsTheAddressesTakesItsPlaceBackAndStays() {
    for (VirtualRouterConfig.Builder config :
        List.of(priority(100).highestOther(254), steppingBack(254).priority(255))) {
      RouterUnderTest r = new RouterUnderTest(config).master();
      r.after(60 * SECOND).tick();

      assertThat(r.router.state()).isEqualTo(State.MASTER);
    }
  }

  @Test
  void aSyncGroupStepsBackAsAWhole() {
    SyncGroup group = groupWhoseSecondStepsBack();

    List<Step> steps = Step.handleAll(group, 3 * SECOND + SKEW_100 + PATIENCE, Input.Tick.INSTANCE);

    assertThat(group.state()).isEqualTo(State.BACKUP);
    assertThat(steps)
        .contains(
            new Step.OfMember(0, changed(State.MASTER, State.BACKUP, Reason.SYNC_GROUP)),
            new Step.OfMember(1, changed(State.MASTER, State.BACKUP, Reason.LATE)),
            new Step.GroupChanged(State.MASTER, State.BACKUP));
  }

  /** Another may be master by now: its neighbours must not be led back here for a moment. */
  @Test
  void noMemberOfAGroupSpeaksBeforeAnotherStepsBack() {
    SyncGroup group = groupWhoseSecondStepsBack();

    List<Step> steps = Step.handleAll(group, 3 * SECOND + SKEW_100 + PATIENCE, Input.Tick.INSTANCE);

    assertThat(steps)
        .contains(new Step.OfMember(0, changed(State.MASTER, State.BACKUP, Reason.SYNC_GROUP)))
        .doesNotContain(new Step.OfMember(0, RouterUnderTest.advertisement(100)))
        .noneMatch(
            step ->
                step instanceof Step.OfMember of
                    && of.action() instanceof Action.SendGratuitousArp);
  }

  private static SyncGroup groupWhoseSecondStepsBack() {
    VirtualRouter first = new VirtualRouter(priority(100).build(), OWN);
    VirtualRouterConfig config =
        VirtualRouterConfig.builder(52, VIP).preempt(false).highestOther(254).build();
    SyncGroup group = new SyncGroup(List.of(first, new VirtualRouter(config, OWN)));
    Step.handleAll(group, 0, new Input.Startup());
    Step.handleAll(group, group.nextDeadline(), Input.Tick.INSTANCE);
    assertThat(group.state()).isEqualTo(State.MASTER);
    return group;
  }

  @Test
  void thePriorityOfTheOthersIsOneThatTheyMayHave() {
    for (int outside : new int[] {0, 255}) {
      assertThatThrownBy(() -> priority(100).highestOther(outside).build())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("highest priority of the others");
    }
  }

  private static VirtualRouterConfig.Builder steppingBack(int highestOther) {
    return priority(100).preempt(false).highestOther(highestOther);
  }
}
