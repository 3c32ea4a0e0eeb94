// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import static io.github.jlvs.vrrp.Packets.OWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;

/** A virtual router to which anything may happen, and a plain model of what it may do then. */
final class Life {
  private final VirtualRouter router;
  private long now = 1_000_000_000_000L;
  private boolean addresses;
  private long lastLate;
  private long lateInterval;

  Life(VirtualRouterConfig config) {
    router = new VirtualRouter(config, OWN);
    lateInterval = patience();
  }

  /**
   * It hears somebody advertise.
   *
   * @param interval the sender's in version 3
   */
  void hears(long after, int priority, AdvertisementInterval interval, InetAddress source) {
    VirtualRouterConfig config = router.config();
    boolean learns = config.protocol() instanceof Protocol.V3;
    Advertisement heard =
        new Advertisement(
            config.protocol(),
            config.vrid(),
            priority,
            learns ? interval : config.interval(),
            config.addresses());
    AdvertisementInterval waitedBy = router.masterInterval();
    State before = router.state();
    int ours = router.priority();
    long due = router.nextDeadline();
    List<Action> actions = give(after, new Input.AdvertisementReceived(heard, source));

    if (config.hearsNobody()) {
      changesNothing(before, due, actions);
      assertThat(router.masterInterval()).isEqualTo(waitedBy);
    } else if (before == State.BACKUP) {
      assertThat(router.state()).as("nobody becomes master by hearing").isEqualTo(State.BACKUP);
      if (priority == 0) {
        assertDue(now + router.config().protocol().skewNanos(ours, router.masterInterval()));
      } else if (priority >= ours) {
        assertThat(router.masterInterval()).isEqualTo(heard.interval());
        assertDue(now + masterDown());
      } else if (router.config().preempt()
          && router.config().preemptDelay().isZero()
          && !router.config().owner()) {
        assertDue(Math.max(now, due));
        assertThat(router.masterInterval()).isEqualTo(waitedBy);
      }
    }
  }

  void tickAtDeadline() {
    if (router.nextDeadline() != Timers.NEVER) {
      give(router.nextDeadline() - now, Input.Tick.INSTANCE);
      assertThat(router.nextDeadline()).as("a tick in time is not due again").isGreaterThan(now);
    }
  }

  private void changesNothing(State before, long due, List<Action> actions) {
    assertThat(actions)
        .filteredOn(action -> !(action instanceof Event.Late))
        .singleElement()
        .isInstanceOf(Event.PacketRefused.class);
    assertThat(router.state()).isEqualTo(before);
    assertDue(due == Timers.NEVER ? due : Math.max(now, due));
  }

  List<Action> give(long after, Input input) {
    now += after;
    State before = router.state();
    long due = router.nextDeadline();
    List<Action> actions = router.handle(now, input);
    obey(before, actions);
    late(actions);
    assertThat(router.nextDeadline()).as("next deadline").isGreaterThanOrEqualTo(now);
    assertThat(router.priority()).isBetween(1, 255);
    boolean idle = router.state() == State.INITIALIZE || router.state() == State.FAULT;
    if (idle) {
      assertThat(router.nextDeadline()).as("no timer runs").isEqualTo(Timers.NEVER);
    } else {
      assertThat(router.nextDeadline()).as("a timer runs").isNotEqualTo(Timers.NEVER);
    }
    if (idle && router.state() == before && !(input instanceof Input.TrackedDown)) {
      assertThat(actions).allSatisfy(action -> assertThat(action).isInstanceOf(Event.class));
    }
    if (input instanceof Input.AdvertisementRefused) {
      if (!steppedBack(actions)) {
        changesNothing(before, due, actions);
      }
    }
    if (input instanceof Input.Tick && now < due) {
      assertThat(actions).as("an early tick").isEmpty();
      assertDue(due);
    }
    return actions;
  }

  private static boolean steppedBack(List<Action> actions) {
    return actions.contains(new Action.StateChanged(State.MASTER, State.BACKUP, Reason.LATE));
  }

  /** One lateness is told once: the next is more than an interval later. */
  private void late(List<Action> actions) {
    for (Action action : actions) {
      if (action instanceof Event.Late late) {
        assertThat(late.nanos()).as("lateness").isGreaterThan(Math.min(patience(), lateInterval));
        assertThat(now - lastLate).as("since it was late").isGreaterThan(lateInterval);
        lastLate = now;
      }
    }
    lateInterval = patience();
  }

  /** An interval, its own or its master's, but no less than 0.1 s. */
  private long patience() {
    long shorter = Math.min(router.config().interval().nanos(), router.masterInterval().nanos());
    return Math.max(shorter, 100_000_000L);
  }

  /** Carries the actions out, and looks at what a router in this state may want done. */
  private void obey(State before, List<Action> actions) {
    State state = before;
    for (Action action : actions) {
      if (action instanceof Action.StateChanged changed) {
        assertThat(changed.from()).isEqualTo(state).isNotEqualTo(changed.to());
        state = changed.to();
      } else if (action instanceof Action.SendAdvertisement send) {
        boolean stops = before == State.MASTER && router.state() != State.MASTER;
        assertThat(before == State.MASTER || router.state() == State.MASTER)
            .as("advertises from %s to %s", before, router.state())
            .isTrue();
        assertThat(send.priority() != 0 || stops).as("says that it stops").isTrue();
      } else if (action instanceof Action.AddAddresses) {
        addresses = true;
      } else if (action instanceof Action.RemoveAddresses) {
        addresses = false;
      } else if (!(action instanceof Event)) {
        assertThat(addresses).as("%s without the addresses", action).isTrue();
      }
    }
    assertThat(router.state()).isEqualTo(state);
    assertThat(addresses).as("addresses in %s", state).isEqualTo(state == State.MASTER);
  }

  private void assertDue(long due) {
    assertThat(router.nextDeadline()).isEqualTo(due);
  }

  private long masterDown() {
    VirtualRouterConfig config = router.config();
    return Timers.masterDownNanos(
        config.protocol(), config.downTimerAdverts(), router.masterInterval(), router.priority());
  }
}
