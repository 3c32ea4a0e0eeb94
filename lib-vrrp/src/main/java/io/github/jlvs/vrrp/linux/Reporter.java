// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.vrrp.Event;
import io.github.jlvs.vrrp.IpDatagram;
import io.github.jlvs.vrrp.linux.RunnerEvent.Listener;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tells the listener what happens, and keeps a flood of packets from becoming a flood of reports:
 * what the network can bring about any number of times is told a few times for each cause and peer,
 * then counted. The number of peers kept apart is bounded; the rest is counted together.
 */
final class Reporter {
  private static final int LARGEST = 256;
  private static final int ONCE = 1;

  /** What every election brings: a backup hears the master that it is about to follow. */
  private static final int A_FEW_TIMES = 10;

  private final Listener listener;
  private final Clock clock;
  private final long intervalNanos;
  private final Clock.Alarm timer;
  private final Map<Key, Repetition> repetitions = new LinkedHashMap<>();
  private boolean closing;

  /** Router or interface, cause, and peer; without a peer, all those that were too many. */
  private record Key(String subject, String cause, Optional<InetAddress> peer) {}

  /** How often it was seen in this interval, and how often of these it was not told. */
  private static final class Repetition {
    private int told;
    private long untold;
    private RunnerEvent last;

    Repetition(RunnerEvent last) {
      this.last = last;
    }
  }

  Reporter(Listener listener, Clock clock, Duration interval) {
    this.listener = listener;
    this.clock = clock;
    this.intervalNanos = interval.toNanos();
    this.timer = clock.alarm(this::reportCounts);
  }

  void tell(RunnerEvent event) {
    try {
      listener.event(event);
    } catch (RuntimeException e) {
      if (!closing) {
        throw e;
      }
    }
  }

  /**
   * From now on nothing that the listener throws gets in the way: the runner is about to say
   * priority 0 and to remove addresses, perhaps because of the listener.
   */
  void closing() {
    closing = true;
  }

  /** What a peer's packets cause may come with each of them, and is damped; all else is told. */
  void observed(String router, Event event) {
    RunnerEvent observed = new RunnerEvent.Observed(router, event);
    if (event instanceof Event.PacketRefused refused) {
      String cause = refused.rejection().getClass().getSimpleName();
      damped(new Key(router, cause, Optional.of(refused.peer())), ONCE, observed);
    } else if (event instanceof Event.AnotherMaster another) {
      damped(new Key(router, "another", Optional.of(another.peer())), ONCE, observed);
    } else if (event instanceof Event.AddressInUseElsewhere shared) {
      damped(new Key(router, "shared", Optional.of(shared.address())), ONCE, observed);
    } else if (event instanceof Event.LowerPriorityDiscarded lower) {
      damped(new Key(router, "lower", Optional.of(lower.peer())), A_FEW_TIMES, observed);
    } else if (event instanceof Event.PriorityZeroReceived zero) {
      damped(new Key(router, "zero", Optional.of(zero.peer())), A_FEW_TIMES, observed);
    } else {
      tell(observed);
    }
  }

  void unusable(String interfaceName, IpDatagram.Unusable datagram) {
    damped(
        new Key(interfaceName, datagram.rejection().difference().field(), datagram.source()),
        ONCE,
        new RunnerEvent.UnusableDatagrams(
            interfaceName, datagram.source(), datagram.rejection(), 1));
  }

  /** Reports the counts that have come together, and stops. */
  void close() {
    reportCounts();
    timer.cancel();
  }

  private void damped(Key key, int toTell, RunnerEvent event) {
    Repetition repetition = repetitions.get(key);
    if (repetition == null) {
      Key kept =
          repetitions.size() < LARGEST
              ? key
              : new Key(key.subject(), key.cause(), Optional.empty());
      repetition = repetitions.computeIfAbsent(kept, absent -> new Repetition(event));
    }
    repetition.last = event;
    if (repetition.told < toTell) {
      repetition.told++;
      tell(event);
    } else {
      repetition.untold++;
    }
    if (!timer.isArmed()) {
      timer.arm(clock.now() + intervalNanos);
    }
  }

  /** An entry that nothing was added to is forgotten: its next occurrence is news again. */
  private void reportCounts() {
    Iterator<Map.Entry<Key, Repetition>> entries = repetitions.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<Key, Repetition> entry = entries.next();
      Repetition repetition = entry.getValue();
      if (repetition.untold == 0) {
        entries.remove();
      } else {
        tell(count(repetition, entry.getKey().peer().isEmpty()));
        repetition.untold = 0;
      }
    }
    if (!repetitions.isEmpty()) {
      timer.arm(clock.now() + intervalNanos);
    }
  }

  private static RunnerEvent count(Repetition repetition, boolean othersToo) {
    if (repetition.last instanceof RunnerEvent.Observed observed) {
      return new RunnerEvent.Repeated(
          observed.router(), observed.event(), repetition.untold, othersToo);
    }
    RunnerEvent.UnusableDatagrams unusable = (RunnerEvent.UnusableDatagrams) repetition.last;
    return new RunnerEvent.UnusableDatagrams(
        unusable.interfaceName(), unusable.peer(), unusable.rejection(), repetition.untold);
  }
}
