// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.vrrp.Event;
import java.time.Duration;
import java.util.Optional;

/**
 * Tells how late a router was, and why.
 *
 * <p>What the thread did while it was late is the difference between two readings of its times, and
 * the first of them has to be there before anything is late. So it is read every five seconds, not
 * with every advertisement: that is two system calls and one small object. What is done in the
 * seconds between counts as well, little as a rule.
 */
final class LateWatch {
  private static final long BETWEEN = Duration.ofSeconds(5).toNanos();
  private static final long SOON = Duration.ofMillis(1).toNanos();

  /** Later than this, a lateness that is still to be told may lie before a reading. */
  private static final long IN_TIME = Duration.ofMillis(500).toNanos();

  private final Host host;
  private final Reporter reporter;
  private final Clock.Alarm alarm;
  private Optional<TimeUse> before = Optional.empty();
  private long due;

  LateWatch(Host host, Reporter reporter) {
    this.host = host;
    this.reporter = reporter;
    this.alarm = host.alarm(this::read);
    readIn(0);
  }

  /** Tells it of a router. */
  void late(String router, Event.Late late) {
    long now = host.now();
    Optional<TimeUse> used = before.flatMap(first -> host.timeUse().map(last -> last.since(first)));
    LateCause cause =
        new CauseOfLateness(late.nanos(), now - host.awakeSince())
            .find(used, () -> host.collectedWithin(late.nanos()));
    reporter.tell(new RunnerEvent.Late(router, late, cause));
    // Others may tell of the same lateness in this turn; the next one begins anew.
    readIn(SOON);
  }

  void close() {
    alarm.cancel();
  }

  private void read() {
    if (host.now() - due > IN_TIME && before.isPresent()) {
      readIn(SOON);
      return;
    }
    before = host.timeUse();
    readIn(BETWEEN);
  }

  private void readIn(long nanos) {
    due = host.now() + nanos;
    alarm.arm(due);
  }
}
