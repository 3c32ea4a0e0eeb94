// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.SyncGroup;
import io.github.jlvs.vrrp.Timers;
import io.github.jlvs.vrrp.VirtualRouter;
import java.util.List;

/**
 * Fires the master down timer earlier by the skew time, by setting the sound machine's clock
 * forward at that moment. Only differences of times matter to it, so nothing else changes.
 */
final class WithoutSkew implements Machine {
  private final Machine.Single sound;
  private long ahead;
  private long now = Long.MIN_VALUE;

  WithoutSkew(VirtualRouter router) {
    this.sound = new Machine.Single(router);
  }

  @Override
  public List<SyncGroup.Step> handle(long time, int member, Input input) {
    now = time;
    if (input instanceof Input.Tick && due() <= time) {
      ahead += early();
    }
    return sound.handle(time + ahead, member, input);
  }

  @Override
  public VirtualRouter router(int member) {
    return sound.router();
  }

  @Override
  public long nextDeadline() {
    return Math.max(now, due());
  }

  private long due() {
    long deadline = sound.nextDeadline();
    return deadline == Timers.NEVER ? deadline : deadline - ahead - early();
  }

  private long early() {
    return sound.router().state() == State.BACKUP ? Timers.skewNanos(sound.router().priority()) : 0;
  }
}
