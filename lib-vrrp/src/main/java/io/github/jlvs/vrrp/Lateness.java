// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import java.util.Optional;

/**
 * Whether a router is run later than it should be: more than an advertisement interval, and more
 * than a tenth of a second, after a deadline of the protocol. Whatever it is given first tells, for
 * what waits in the sockets is handed in before the deadline is looked at, and may take it away.
 */
final class Lateness {
  private final Transitions router;

  /** A deadline that had passed by then has been told. */
  private long taken = Long.MIN_VALUE;

  Lateness(Transitions router) {
    this.router = router;
  }

  boolean isNew() {
    long due = due();
    return due != Timers.NEVER && due > taken && router.now() - due > patience();
  }

  /** What {@link #isNew} has found, if it has; from now on it is told. */
  Optional<Event.Late> take() {
    if (!isNew()) {
      return Optional.empty();
    }
    taken = router.now();
    return Optional.of(
        new Event.Late(
            router.state() == State.MASTER
                ? Event.ProtocolTimer.ADVERTISEMENT
                : Event.ProtocolTimer.MASTER_DOWN,
            router.now() - due()));
  }

  private long patience() {
    return Transitions.patience(
        router.state() == State.MASTER ? router.interval() : router.mastersInterval());
  }

  private long due() {
    return router.state() == State.MASTER
        ? router.advertisementDue()
        : router.masterDown.deadline();
  }
}
