// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import io.github.jlvs.vrrp.Action;
import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.SyncGroup;
import io.github.jlvs.vrrp.Timers;
import io.github.jlvs.vrrp.VirtualRouter;
import java.util.ArrayList;
import java.util.List;

/** The Adver_Timer is not cancelled when a master becomes backup: it fires once more. */
final class StillAdvertising implements Machine {
  private final Machine sound;
  private final long interval;
  private long due = Timers.NEVER;

  StillAdvertising(Machine sound, RouterPlan plan) {
    this.sound = sound;
    this.interval = Timers.intervalNanos(plan.config().intervalSeconds());
  }

  @Override
  public List<SyncGroup.Step> handle(long now, int member, Input input) {
    State before = sound.router(0).state();
    List<SyncGroup.Step> steps = sound.handle(now, member, input);
    if (before == State.MASTER && sound.router(0).state() == State.BACKUP) {
      due = now + interval;
    }
    if (!(input instanceof Input.Tick) || now < due) {
      return steps;
    }
    due = Timers.NEVER;
    List<SyncGroup.Step> more = new ArrayList<>(steps);
    if (sound.router(0).state() == State.BACKUP) {
      Action send = new Action.SendAdvertisement(sound.router(0).priority());
      more.add(new SyncGroup.OfMember(0, send));
    }
    return more;
  }

  @Override
  public VirtualRouter router(int member) {
    return sound.router(member);
  }

  @Override
  public long nextDeadline() {
    return Math.min(due, sound.nextDeadline());
  }
}
