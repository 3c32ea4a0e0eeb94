// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import static io.github.jlvs.vrrp.Packets.OWN;
import static io.github.jlvs.vrrp.Packets.PEER;
import static io.github.jlvs.vrrp.Packets.VIP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    group.handle(now, 1, new Input.TrackedDown("chk"));
    group.handle(now, 1, new Input.TrackedUp("chk"));
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
