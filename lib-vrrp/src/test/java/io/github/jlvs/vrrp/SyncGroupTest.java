// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import static io.github.jlvs.vrrp.Packets.OWN;
import static io.github.jlvs.vrrp.Packets.PEER;
import static io.github.jlvs.vrrp.Packets.VIP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyncGroupTest {
  private static final long SECOND = 1_000_000_000L;

  private final VirtualRouter outside = router(1, 100);
  private final VirtualRouter inside = router(2, 120);
  private final SyncGroup group = new SyncGroup(List.of(outside, inside));
  private long now;

  @Test
  void theMembersBecomeMasterTogetherWhenNoneHearsAMaster() {
    Step.handleAll(group, now, new Input.Startup());
    assertThat(group.state()).isEqualTo(State.BACKUP);

    tickAtDeadline(); // the inside's timer: its skew is shorter
    assertThat(states()).containsExactly(State.BACKUP, State.BACKUP);
    List<Step> steps = tickAtDeadline();

    assertThat(states()).containsExactly(State.MASTER, State.MASTER);
    assertThat(steps)
        .contains(
            new Step.OfMember(0, changed(State.BACKUP, State.MASTER, Reason.MASTER_DOWN)),
            new Step.OfMember(1, changed(State.BACKUP, State.MASTER, Reason.SYNC_GROUP)),
            new Step.GroupChanged(State.BACKUP, State.MASTER));
  }

  @Test
  void aMemberThatStillHearsItsMasterKeepsTheOthersInBackup() {
    Step.handleAll(group, now, new Input.Startup());
    for (int second = 0; second < 20; second++) {
      now += SECOND;
      Step.handle(group, now, 1, hears(inside, 200));
      Step.handleAll(group, now, Input.Tick.INSTANCE);
    }

    assertThat(states()).containsExactly(State.BACKUP, State.BACKUP);
  }

  @Test
  void aMemberThatYieldsTakesTheOthersWithIt() {
    becomeMaster();

    List<Step> steps = Step.handle(group, now, 0, hears(outside, 200));

    assertThat(states()).containsExactly(State.BACKUP, State.BACKUP);
    assertThat(steps)
        .contains(
            new Step.OfMember(1, changed(State.MASTER, State.BACKUP, Reason.SYNC_GROUP)),
            new Step.OfMember(1, new Action.RemoveAddresses()));
  }

  /** Unlike one that yields: nobody has been heard, so each says for itself that it stops. */
  @Test
  void withAMemberThatResignsAllDo() {
    becomeMaster();

    List<Step> steps = Step.handle(group, now, 1, new Input.Resign());

    assertThat(states()).containsExactly(State.BACKUP, State.BACKUP);
    for (int member = 0; member < 2; member++) {
      assertThat(steps)
          .containsSubsequence(
              new Step.OfMember(member, new Action.SendAdvertisement(0)),
              new Step.OfMember(member, new Action.RemoveAddresses()),
              new Step.OfMember(member, changed(State.MASTER, State.BACKUP, Reason.RESIGNED)));
    }
    becomeMaster();
    List<Step> all = Step.handleAll(group, now, new Input.Resign());
    assertThat(all.stream().filter(new Step.OfMember(0, new Action.SendAdvertisement(0))::equals))
        .hasSize(1);
    assertThat(all).contains(new Step.GroupChanged(State.MASTER, State.BACKUP));
  }

  @Test
  void aFaultHoldsAllUntilItIsGone() {
    becomeMaster();

    List<Step> steps = Step.handle(group, now, 0, new Input.TrackedDown("eth1"));
    assertThat(states()).containsExactly(State.FAULT, State.FAULT);
    assertThat(steps)
        .contains(
            new Step.OfMember(1, new Action.SendAdvertisement(0)),
            new Step.GroupChanged(State.MASTER, State.FAULT));

    assertThat(Step.handle(group, now, 1, new Input.TrackedDown("chk"))).isEmpty();
    assertThat(Step.handle(group, now, 1, new Input.TrackedUp("chk"))).isEmpty();
    assertThat(states()).containsExactly(State.FAULT, State.FAULT);

    Step.handle(group, now, 0, new Input.TrackedUp("eth1"));
    assertThat(states()).containsExactly(State.BACKUP, State.BACKUP);
  }

  @Test
  void aFaultBeforeTheStartHoldsAll() {
    Step.handle(group, now, 0, new Input.TrackedDown("eth1"));
    Step.handleAll(group, now, new Input.Startup());

    assertThat(states()).containsExactly(State.FAULT, State.FAULT);
  }

  @Test
  void ownersAreMastersTogetherFromTheStart() {
    SyncGroup owners = new SyncGroup(List.of(router(1, 255), router(2, 255)));

    Step.handleAll(owners, now, new Input.Startup());

    assertThat(owners.state()).isEqualTo(State.MASTER);
  }

  @Test
  void ownersAreMastersTogetherWhenAFaultIsGone() {
    SyncGroup owners = new SyncGroup(List.of(router(1, 255), router(2, 255)));
    Step.handleAll(owners, now, new Input.Startup());
    Step.handle(owners, now, 0, new Input.TrackedDown("eth1"));
    assertThat(owners.state()).isEqualTo(State.FAULT);

    Step.handle(owners, now, 0, new Input.TrackedUp("eth1"));

    assertThat(owners.state()).isEqualTo(State.MASTER);
  }

  @Test
  void anOwnerThatHasYieldedToAnotherOwnerDoesNotLetTheGroupTakeOver() {
    VirtualRouter owner = router(1, 255);
    VirtualRouter other = router(2, 120);
    SyncGroup mixed = new SyncGroup(List.of(owner, other));
    Step.handleAll(mixed, now, new Input.Startup());
    for (int second = 0; second < 20; second++) {
      now += SECOND;
      Step.handle(mixed, now, 0, hears(owner, 255));
      Step.handleAll(mixed, now, Input.Tick.INSTANCE);
    }

    assertThat(List.of(owner.state(), other.state())).containsOnly(State.BACKUP);
  }

  @Test
  void shutDownAllSayThatTheyStop() {
    becomeMaster();

    assertThat(Step.handleAll(group, now, new Input.Shutdown()))
        .contains(
            new Step.OfMember(0, new Action.SendAdvertisement(0)),
            new Step.OfMember(1, new Action.SendAdvertisement(0)),
            new Step.GroupChanged(State.MASTER, State.INITIALIZE));
    assertThat(group.nextDeadline()).isEqualTo(Timers.NEVER);
  }

  @Test
  void aGroupOfThreeWaitsForEachOfItsMembers() {
    for (int hearing = 0; hearing < 3; hearing++) {
      VirtualRouter[] three = {router(1, 100), router(2, 100), router(3, 100)};
      SyncGroup all = new SyncGroup(List.of(three));
      Step.handleAll(all, 0, new Input.Startup());
      for (int second = 1; second < 20; second++) {
        Step.handle(all, second * SECOND, hearing, hears(three[hearing], 200));
        Step.handleAll(all, second * SECOND, Input.Tick.INSTANCE);
      }

      assertThat(all.members())
          .as("member %d hears its master", hearing)
          .allSatisfy(member -> assertThat(member.state()).isEqualTo(State.BACKUP));
    }
  }

  /** The lower master of an hour ago has had its delay; the next one has its own. */
  @Test
  void theDelayCountsForTheNextMasterOfLowerPriorityToo() {
    VirtualRouter delayed =
        new VirtualRouter(
            VirtualRouterConfig.builder(1, VIP).preemptDelay(Duration.ofSeconds(20)).build(), OWN);
    SyncGroup waiting = new SyncGroup(List.of(delayed, inside));
    Event started = new Event.PreemptDelayStarted(20 * SECOND);
    Step.handleAll(waiting, now, new Input.Startup());
    for (int second = 1; second <= 3600; second++) {
      now = second * SECOND;
      if (second <= 30) {
        List<Step> steps = Step.handle(waiting, now, 0, hears(delayed, 90));
        assertThat(steps.contains(new Step.OfMember(0, started))).isEqualTo(second == 1);
      }
      Step.handle(waiting, now, 1, hears(inside, 200));
      Step.handleAll(waiting, now, Input.Tick.INSTANCE);
    }

    assertThat(Step.handle(waiting, now, 0, hears(delayed, 90)))
        .containsExactly(new Step.OfMember(0, started));
  }

  @Test
  void aDelayThatBeginsAfterTheTimerFiredInVainCountsFromItsBeginning() {
    VirtualRouter delayed =
        new VirtualRouter(
            VirtualRouterConfig.builder(1, VIP).preemptDelay(Duration.ofSeconds(1)).build(), OWN);
    SyncGroup waiting = new SyncGroup(List.of(delayed, inside));
    Step.handleAll(waiting, now, new Input.Startup());
    Step.handle(waiting, 3 * SECOND, 1, hears(inside, 200));
    now = delayed.nextDeadline();
    assertThat(Step.handleAll(waiting, now, Input.Tick.INSTANCE))
        .containsExactly(new Step.OfMember(0, new Event.WaitingForSyncGroup()));

    now += SECOND / 10;
    Step.handle(waiting, now, 0, hears(delayed, 90));

    assertThat(delayed.nextDeadline() - now).isEqualTo(SECOND);
  }

  /**
   * Each is the better one on one network: both yield, and the group whose skew is shorter wins.
   */
  @Test
  void groupsWhosePrioritiesCrossYieldToEachOtherAndOneTakesOver() {
    becomeMaster();

    Step.handle(group, now, 1, hears(inside, 150));
    Step.handle(group, now, 0, hears(outside, 90));

    assertThat(states()).containsExactly(State.BACKUP, State.BACKUP);
    long yielded = now;
    while (group.state() != State.MASTER) {
      tickAtDeadline();
    }
    assertThat(now - yielded)
        .isEqualTo(
            Timers.masterDownNanos(new Protocol.V2(), 3, AdvertisementInterval.ofSeconds(1), 100));
  }

  @Test
  void mastersInDifferentRhythmsAdvertiseInTurns() {
    VirtualRouter first = router(1, 255);
    SyncGroup owners = new SyncGroup(List.of(first, router(2, 255)));
    Step.handleAll(owners, now, new Input.Startup());

    assertThat(tick(owners)).startsWith(advertises(0)).contains(advertises(1));

    now += SECOND / 2;
    Step.handle(owners, now, 0, hears(first, 0));
    for (int second = 0; second < 3; second++) {
      assertThat(tick(owners)).contains(advertises(1)).doesNotContain(advertises(0));
      assertThat(tick(owners)).contains(advertises(0)).doesNotContain(advertises(1));
    }
  }

  /** As a listener may that answers a change of state. */
  @Test
  void aSinkThatGivesAnotherInputFindsTheGroupInItsNewState() {
    becomeMaster();
    List<State> seen = new ArrayList<>();

    group.handle(
        now,
        0,
        new Input.TrackedDown("eth1"),
        new StateMachine.Sink() {
          @Override
          public void act(int member, Action action) {
            seen.addAll(states());
            Step.handle(group, now, 0, new Input.TrackedUp("eth1"));
          }

          @Override
          public void groupChanged(State from, State to) {
            seen.add(to);
          }
        });

    assertThat(seen).startsWith(State.FAULT, State.FAULT).endsWith(State.FAULT);
    assertThat(states()).containsExactly(State.BACKUP, State.BACKUP);
  }

  private List<Step> tick(SyncGroup ticked) {
    now = ticked.nextDeadline();
    return Step.handleAll(ticked, now, Input.Tick.INSTANCE);
  }

  private static Step advertises(int member) {
    return new Step.OfMember(member, new Action.SendAdvertisement(255));
  }

  @Test
  void aMemberWhosePriorityChangesAdvertisesTheNewOne() {
    becomeMaster();
    tickAtDeadline();
    Step.handle(group, now, 0, new Input.PriorityChanged(7));

    assertThat(tickAtDeadline()).contains(new Step.OfMember(0, new Action.SendAdvertisement(7)));
  }

  @Test
  void aRouterThatRunsCannotJoin() {
    VirtualRouter running = router(3, 100);
    running.handle(0, new Input.Startup());

    assertThatThrownBy(() -> new SyncGroup(List.of(running)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3");
  }

  private void becomeMaster() {
    Step.handleAll(group, now, new Input.Startup());
    tickAtDeadline();
    tickAtDeadline();
    assertThat(group.state()).isEqualTo(State.MASTER);
  }

  private List<Step> tickAtDeadline() {
    now = group.nextDeadline();
    return Step.handleAll(group, now, Input.Tick.INSTANCE);
  }

  private List<State> states() {
    return List.of(outside.state(), inside.state());
  }

  private static Input hears(VirtualRouter router, int priority) {
    return new Input.AdvertisementReceived(router.config().advertisement(priority), PEER);
  }

  private static VirtualRouter router(int vrid, int priority) {
    return new VirtualRouter(
        VirtualRouterConfig.builder(vrid, VIP).priority(priority).build(), OWN);
  }

  private static Action changed(State from, State to, Reason reason) {
    return new Action.StateChanged(from, to, reason);
  }
}
