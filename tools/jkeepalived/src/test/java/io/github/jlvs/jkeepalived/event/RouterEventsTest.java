// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.vrrp.Event;
import io.github.jlvs.vrrp.Reason;
import io.github.jlvs.vrrp.Rejection;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which events of virtual routers are in the stream. */
class RouterEventsTest {
  private static Optional<EventKind> kind(RunnerEvent event) {
    return RouterEvents.of(event).map(DaemonEvent::kind);
  }

  private static Optional<EventKind> observed(Event event) {
    return kind(new RunnerEvent.Observed("VI_1", event));
  }

  @Test
  void a_packet_of_a_router_that_is_set_up_differently_is_a_mismatch() {
    assertThat(observed(new Event.PacketRefused(EveryEvent.PEER, new Rejection.Password())))
        .contains(EventKind.ROUTER_MISMATCH);
    assertThat(observed(new Event.PacketRefused(EveryEvent.PEER, new Rejection.Checksum(2, 1, 2))))
        .contains(EventKind.ROUTER_REFUSED);
  }

  @Test
  void what_is_repeated_and_what_every_election_brings_is_not_there() {
    Event refused = new Event.PacketRefused(EveryEvent.PEER, new Rejection.Password());

    assertThat(kind(new RunnerEvent.Repeated("VI_1", refused, 60, false))).isEmpty();
    assertThat(observed(new Event.LowerPriorityDiscarded(EveryEvent.PEER, 50, 100))).isEmpty();
    assertThat(
            observed(
                new Event.AnotherMaster(
                    EveryEvent.PEER, 150, 100, Event.Election.THEIRS_BY_PRIORITY)))
        .isEmpty();
    assertThat(kind(new RunnerEvent.AddressesAdded("VI_1"))).isEmpty();
  }

  @Test
  void a_state_is_there_with_what_the_runner_told() {
    RunnerEvent.StateChanged change =
        new RunnerEvent.StateChanged(
            "VI_1", State.MASTER, State.FAULT, Reason.TRACKED_DOWN, 100, Optional.empty());

    assertThat(RouterEvents.of(change)).contains(new OfRouter.StateChange(change));
  }
}
