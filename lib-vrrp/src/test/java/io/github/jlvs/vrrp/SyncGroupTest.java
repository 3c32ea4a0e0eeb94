// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import static io.github.jlvs.vrrp.Packets.OWN;
import static io.github.jlvs.vrrp.Packets.PEER;
import static io.github.jlvs.vrrp.Packets.VIP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
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
    group.handleAll(now, new Input.Startup());
    assertThat(group.state()).isEqualTo(State.BACKUP);

    tickAtDeadline(); // the inside's timer: its skew is shorter
    assertThat(states()).containsExactly(State.BACKUP, State.BACKUP);
    List<SyncGroup.Step> steps = tickAtDeadline();

    assertThat(states()).containsExactly(State.MASTER, State.MASTER);
    assertThat(steps)
        .contains(
            new SyncGroup.OfMember(0, changed(State.BACKUP, State.MASTER, Reason.MASTER_DOWN)),
            new SyncGroup.OfMember(1, changed(State.BACKUP, State.MASTER, Reason.SYNC_GROUP)),
            new SyncGroup.GroupChanged(State.BACKUP, State.MASTER));
  }

  @Test
  void aMemberThatStillHearsItsMasterKeepsTheOthersInBackup() {
    group.handleAll(now, new Input.Startup());
    for (int second = 0; second < 20; second++) {
      now += SECOND;
      group.handle(now, 1, hears(inside, 200));
      group.handleAll(now, Input.Tick.INSTANCE);
    }

    assertThat(states()).containsExactly(State.BACKUP, State.BACKUP);
  }

  @Test
  void aMemberThatYieldsTakesTheOthersWithIt() {
    becomeMaster();

    List<SyncGroup.Step> steps = group.handle(now, 0, hears(outside, 200));

    assertThat(states()).containsExactly(State.BACKUP, State.BACKUP);
    assertThat(steps)
        .contains(
            new SyncGroup.OfMember(1, changed(State.MASTER, State.BACKUP, Reason.SYNC_GROUP)),
            new SyncGroup.OfMember(1, new Action.RemoveAddresses()));
  }

  @Test
  void aFaultHoldsAllUntilItIsGone() {
    becomeMaster();

    List<SyncGroup.Step> steps = group.handle(now, 0, new Input.TrackedDown("eth1"));
    assertThat(states()).containsExactly(State.FAULT, State.FAULT);
    assertThat(steps)
        .contains(
            new SyncGroup.OfMember(1, new Action.SendAdvertisement(0)),
            new SyncGroup.GroupChanged(State.MASTER, State.FAULT));

    assertThat(group.handle(now, 1, new Input.TrackedDown("chk"))).isEmpty();
    assertThat(group.handle(now, 1, new Input.TrackedUp("chk"))).isEmpty();
    assertThat(states()).containsExactly(State.FAULT, State.FAULT);

    group.handle(now, 0, new Input.TrackedUp("eth1"));
    assertThat(states()).containsExactly(State.BACKUP, State.BACKUP);
  }

  @Test
  void aFaultBeforeTheStartHoldsAll() {
    group.handle(now, 0, new Input.TrackedDown("eth1"));
    group.handleAll(now, new Input.Startup());

    assertThat(states()).containsExactly(State.FAULT, State.FAULT);
  }

  @Test
  void ownersAreMastersTogetherFromTheStart() {
    SyncGroup owners = new SyncGroup(List.of(router(1, 255), router(2, 255)));

    owners.handleAll(now, new Input.Startup());

    assertThat(owners.state()).isEqualTo(State.MASTER);
  }

  @Test
  void ownersAreMastersTogetherWhenAFaultIsGone() {
    SyncGroup owners = new SyncGroup(List.of(router(1, 255), router(2, 255)));
    owners.handleAll(now, new Input.Startup());
    owners.handle(now, 0, new Input.TrackedDown("eth1"));
    assertThat(owners.state()).isEqualTo(State.FAULT);

    owners.handle(now, 0, new Input.TrackedUp("eth1"));

    assertThat(owners.state()).isEqualTo(State.MASTER);
  }

  @Test
  void anOwnerThatHasYieldedToAnotherOwnerDoesNotLetTheGroupTakeOver() {
    VirtualRouter owner = router(1, 255);
    VirtualRouter other = router(2, 120);
    SyncGroup mixed = new SyncGroup(List.of(owner, other));
    mixed.handleAll(now, new Input.Startup());
    for (int second = 0; second < 20; second++) {
      now += SECOND;
      mixed.handle(now, 0, hears(owner, 255));
      mixed.handleAll(now, Input.Tick.INSTANCE);
    }

    assertThat(List.of(owner.state(), other.state())).containsOnly(State.BACKUP);
  }

  @Test
  void shutDownAllSayThatTheyStop() {
    becomeMaster();

    assertThat(group.handleAll(now, new Input.Shutdown()))
        .contains(
            new SyncGroup.OfMember(0, new Action.SendAdvertisement(0)),
            new SyncGroup.OfMember(1, new Action.SendAdvertisement(0)),
            new SyncGroup.GroupChanged(State.MASTER, State.INITIALIZE));
    assertThat(group.nextDeadline()).isEqualTo(Timers.NEVER);
  }

  @Test
  void aGroupOfThreeWaitsForEachOfItsMembers() {
    for (int hearing = 0; hearing < 3; hearing++) {
      VirtualRouter[] three = {router(1, 100), router(2, 100), router(3, 100)};
      SyncGroup all = new SyncGroup(List.of(three));
      all.handleAll(0, new Input.Startup());
      for (int second = 1; second < 20; second++) {
        all.handle(second * SECOND, hearing, hears(three[hearing], 200));
        all.handleAll(second * SECOND, Input.Tick.INSTANCE);
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
    waiting.handleAll(now, new Input.Startup());
    for (int second = 1; second <= 3600; second++) {
      now = second * SECOND;
      if (second <= 30) {
        List<SyncGroup.Step> steps = waiting.handle(now, 0, hears(delayed, 90));
        assertThat(steps.contains(new SyncGroup.OfMember(0, started))).isEqualTo(second == 1);
      }
      waiting.handle(now, 1, hears(inside, 200));
      waiting.handleAll(now, Input.Tick.INSTANCE);
    }

    assertThat(waiting.handle(now, 0, hears(delayed, 90)))
        .containsExactly(new SyncGroup.OfMember(0, started));
  }

  @Test
  void aDelayThatBeginsAfterTheTimerFiredInVainCountsFromItsBeginning() {
    VirtualRouter delayed =
        new VirtualRouter(
            VirtualRouterConfig.builder(1, VIP).preemptDelay(Duration.ofSeconds(1)).build(), OWN);
    SyncGroup waiting = new SyncGroup(List.of(delayed, inside));
    waiting.handleAll(now, new Input.Startup());
    waiting.handle(3 * SECOND, 1, hears(inside, 200));
    now = delayed.nextDeadline();
    assertThat(waiting.handleAll(now, Input.Tick.INSTANCE))
        .containsExactly(new SyncGroup.OfMember(0, new Event.WaitingForSyncGroup()));

    now += SECOND / 10;
    waiting.handle(now, 0, hears(delayed, 90));

    assertThat(delayed.nextDeadline() - now).isEqualTo(SECOND);
  }

  /**
   * Each is the better one on one network: both yield, and the group whose skew is shorter wins.
   */
  @Test
  void groupsWhosePrioritiesCrossYieldToEachOtherAndOneTakesOver() {
    becomeMaster();

    group.handle(now, 1, hears(inside, 150));
    group.handle(now, 0, hears(outside, 90));

    assertThat(states()).containsExactly(State.BACKUP, State.BACKUP);
    long yielded = now;
    while (group.state() != State.MASTER) {
      tickAtDeadline();
    }
    assertThat(now - yielded).isEqualTo(Timers.masterDownNanos(3, 1, 100));
  }

  @Test
  void aTickOnWhichMembersOnlyAdvertiseReturnsAListMadeBeforehand() {
    VirtualRouter first = router(1, 255);
    SyncGroup owners = new SyncGroup(List.of(first, router(2, 255)));
    owners.handleAll(now, new Input.Startup());
    List<SyncGroup.Step> advertisements = advertiseTogether(owners);

    assertThat(advertiseTogether(owners)).isSameAs(advertisements);

    // In different rhythms they act in turns.
    now += SECOND / 2;
    owners.handle(now, 0, hears(first, 0));
    List<SyncGroup.Step> second = tick(owners);
    List<SyncGroup.Step> one = tick(owners);
    assertThat(second).containsExactly(advertises(1));
    assertThat(one).containsExactly(advertises(0));
    assertThat(tick(owners)).isSameAs(second);
    assertThat(tick(owners)).isSameAs(one);
  }

  private List<SyncGroup.Step> advertiseTogether(SyncGroup owners) {
    List<SyncGroup.Step> steps = tick(owners);
    assertThat(steps).startsWith(advertises(0)).contains(advertises(1));
    return steps;
  }

  private List<SyncGroup.Step> tick(SyncGroup ticked) {
    now = ticked.nextDeadline();
    return ticked.handleAll(now, Input.Tick.INSTANCE);
  }

  private static SyncGroup.Step advertises(int member) {
    return new SyncGroup.OfMember(member, new Action.SendAdvertisement(255));
  }

  @Test
  void aMemberWhosePriorityChangesAdvertisesTheNewOne() {
    becomeMaster();
    tickAtDeadline();
    group.handle(now, 0, new Input.PriorityChanged(7));

    assertThat(tickAtDeadline())
        .contains(new SyncGroup.OfMember(0, new Action.SendAdvertisement(7)));
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
    group.handleAll(now, new Input.Startup());
    tickAtDeadline();
    tickAtDeadline();
    assertThat(group.state()).isEqualTo(State.MASTER);
  }

  private List<SyncGroup.Step> tickAtDeadline() {
    now = group.nextDeadline();
    return group.handleAll(now, Input.Tick.INSTANCE);
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
