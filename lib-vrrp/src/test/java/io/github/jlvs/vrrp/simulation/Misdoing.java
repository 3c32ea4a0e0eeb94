// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import io.github.jlvs.vrrp.Action;
import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.SyncGroup;
import io.github.jlvs.vrrp.VirtualRouter;
import java.util.List;

/**
 * Forgets to do something that it should.
 *
 * @param sound the state machine
 * @param forgotten what is forgotten
 */
record Misdoing(Machine sound, Deed forgotten) implements Machine {
  /** What can be forgotten. */
  enum Deed {
    PRIORITY_ZERO,
    REMOVING_ADDRESSES,
    GRATUITOUS_ARP
  }

  static Machine forgetting(RouterPlan plan, Deed deed) {
    return new Misdoing(Machine.of(plan), deed);
  }

  @Override
  public List<SyncGroup.Step> handle(long now, int member, Input input) {
    return sound.handle(now, member, input).stream().filter(step -> !forgets(step)).toList();
  }

  private boolean forgets(SyncGroup.Step step) {
    if (!(step instanceof SyncGroup.OfMember of)) {
      return false;
    }
    return switch (forgotten) {
      case PRIORITY_ZERO ->
          of.action() instanceof Action.SendAdvertisement send && send.priority() == 0;
      case REMOVING_ADDRESSES -> of.action() instanceof Action.RemoveAddresses;
      case GRATUITOUS_ARP -> of.action() instanceof Action.SendGratuitousArp;
    };
  }

  @Override
  public VirtualRouter router(int member) {
    return sound.router(member);
  }

  @Override
  public long nextDeadline() {
    return sound.nextDeadline();
  }
}
