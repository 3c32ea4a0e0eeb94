// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.SyncGroup;
import io.github.jlvs.vrrp.VirtualRouter;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;

/** Takes an advertisement for another one than it is, in one state. */
final class Mishearing implements Machine {
  private final Machine sound;
  private final State state;
  private final BiFunction<VirtualRouter, Heard, Optional<Heard>> takes;

  private Mishearing(
      Machine sound, State state, BiFunction<VirtualRouter, Heard, Optional<Heard>> takes) {
    this.sound = sound;
    this.state = state;
    this.takes = takes;
  }

  /** Takes what it hears in this state for something else. */
  static Machine mistaking(
      RouterPlan plan, State state, BiFunction<VirtualRouter, Heard, Heard> takes) {
    return new Mishearing(
        Machine.of(plan), state, (router, heard) -> Optional.of(takes.apply(router, heard)));
  }

  /** Does not hear some of it in this state. */
  static Machine deaf(RouterPlan plan, State state, BiPredicate<VirtualRouter, Heard> to) {
    return new Mishearing(
        Machine.of(plan),
        state,
        (router, heard) -> to.test(router, heard) ? Optional.empty() : Optional.of(heard));
  }

  @Override
  public List<SyncGroup.Step> handle(long now, int member, Input input) {
    if (!(input instanceof Input.AdvertisementReceived received)
        || sound.router(member).state() != state) {
      return sound.handle(now, member, input);
    }
    return takes
        .apply(sound.router(member), Heard.of(received))
        .map(heard -> sound.handle(now, member, heard.input()))
        .orElse(List.of());
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
