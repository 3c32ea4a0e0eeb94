// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.event;

import io.github.jlvs.vrrp.Event;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import java.util.Optional;

/** What of the news of virtual routers belongs into the stream. */
public final class RouterEvents {
  private RouterEvents() {}

  /**
   * The event; empty for what only the log has: what happens at every election, and what is
   * repeated.
   */
  public static Optional<DaemonEvent> of(RunnerEvent event) {
    if (event instanceof RunnerEvent.StateChanged change) {
      return Optional.of(new OfRouter.StateChange(change));
    } else if (event instanceof RunnerEvent.GroupChanged change) {
      return Optional.of(new OfRouter.GroupChange(change));
    } else if (event instanceof RunnerEvent.Observed observed) {
      return ofObserved(observed.router(), observed.event());
    } else if (event instanceof RunnerEvent.OwnRouterHeard heard) {
      return Optional.of(new OfRouter.OwnRouter(heard));
    } else if (event instanceof RunnerEvent.TwoMasters rivalry) {
      return Optional.of(new OfRouter.TwoMasters(rivalry));
    } else if (event instanceof RunnerEvent.TwoMastersOver over) {
      return Optional.of(new OfRouter.TwoMastersOver(over));
    } else if (event instanceof RunnerEvent.Late late) {
      return Optional.of(new OfRouter.Lateness(late));
    } else if (event instanceof RunnerEvent.TrackingChanged change) {
      return Optional.of(new OfRouter.TrackedChange(change));
    } else if (event instanceof RunnerEvent.InterfaceChanged change) {
      return Optional.of(new OfRouter.InterfaceChange(change));
    } else if (event instanceof RunnerEvent.AddressFailed failed) {
      return Optional.of(new OfRouter.AddressFailure(failed));
    } else if (event instanceof RunnerEvent.AddressRecovered recovered) {
      return Optional.of(new OfRouter.AddressRecovery(recovered));
    } else if (event instanceof RunnerEvent.EntryRestored restored) {
      return Optional.of(new OfRouter.EntryBack(restored));
    } else if (event instanceof RunnerEvent.AdvertisementFailed failed) {
      return Optional.of(new OfRouter.SendFailure(failed));
    } else if (event instanceof RunnerEvent.AdvertisementRecovered recovered) {
      return Optional.of(new OfRouter.SendRecovery(recovered));
    }
    return Optional.empty();
  }

  private static Optional<DaemonEvent> ofObserved(String router, Event event) {
    if (event instanceof Event.PacketRefused refused) {
      return Optional.of(new OfRouter.Refusal(router, refused));
    } else if (event instanceof Event.AddressInUseElsewhere shared) {
      return Optional.of(new OfRouter.SharedAddress(router, shared));
    } else if (event instanceof Event.EffectivePriorityChanged change) {
      return Optional.of(new OfRouter.PriorityChange(router, change));
    } else if (event instanceof Event.AddressRestored restored) {
      return Optional.of(new OfRouter.AddressBack(router, restored));
    }
    return Optional.empty();
  }
}
