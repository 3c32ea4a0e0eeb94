// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.SyncGroup;
import io.github.jlvs.vrrp.VirtualRouter;
import java.util.List;
import java.util.function.Predicate;

/**
 * Some inputs never reach the state machine.
 *
 * @param sound the state machine
 * @param passes which do
 */
record Misinformed(Machine sound, Predicate<Input> passes) implements Machine {
  @Override
  public List<SyncGroup.Step> handle(long now, int member, Input input) {
    return passes.test(input) ? sound.handle(now, member, input) : List.of();
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
