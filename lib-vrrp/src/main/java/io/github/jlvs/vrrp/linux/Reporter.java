// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.vrrp.Event;
import io.github.jlvs.vrrp.IpDatagram;
import io.github.jlvs.vrrp.Rejection;
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

  /** What is told of something that was seen so many times more. */
  private interface Count {
    RunnerEvent of(long times, boolean othersToo);
  }

  /** How often it was seen in this interval, and how often of these it was not told. */
  private static final class Repetition {
    private int told;
    private long untold;
    private Count last;

    Repetition(Count last) {
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
    Count count = (times, others) -> new RunnerEvent.Repeated(router, event, times, others);
    if (event instanceof Event.PacketRefused refused) {
      String cause = cause(refused.rejection());
      damped(new Key(router, cause, Optional.of(refused.peer())), ONCE, observed, count);
    } else if (event instanceof Event.DifferenceNoticed noticed) {
      String cause = "differs: " + cause(noticed.difference());
      damped(new Key(router, cause, Optional.of(noticed.peer())), ONCE, observed, count);
    } else if (event instanceof Event.MasterIntervalChanged change) {
      damped(new Key(router, "interval", Optional.of(change.peer())), A_FEW_TIMES, observed, count);
    } else if (event instanceof Event.AnotherMaster another) {
      damped(new Key(router, "another", Optional.of(another.peer())), ONCE, observed, count);
    } else if (event instanceof Event.AddressInUseElsewhere shared) {
      damped(new Key(router, "shared", Optional.of(shared.address())), ONCE, observed, count);
    } else if (event instanceof Event.LowerPriorityDiscarded lower) {
      damped(new Key(router, "lower", Optional.of(lower.peer())), A_FEW_TIMES, observed, count);
    } else if (event instanceof Event.PriorityZeroReceived zero) {
      damped(new Key(router, "zero", Optional.of(zero.peer())), A_FEW_TIMES, observed, count);
    } else {
      tell(observed);
    }
  }

  private static String cause(Rejection rejection) {
    Object kind = rejection instanceof Rejection.Hmac hmac ? hmac.verdict() : rejection;
    return kind.getClass().getSimpleName();
  }

  void unusable(String interfaceName, IpDatagram.Unusable datagram) {
    damped(
        new Key(interfaceName, datagram.rejection().difference().field(), datagram.source()),
        ONCE,
        unusable(interfaceName, datagram, 1),
        (times, others) -> unusable(interfaceName, datagram, times));
  }

  void unknownRouter(String interfaceName, int vrid, InetAddress peer) {
    damped(
        new Key(interfaceName, "VRID " + vrid, Optional.of(peer)),
        ONCE,
        new RunnerEvent.UnknownVirtualRouter(interfaceName, vrid, peer, 1),
        (times, others) -> new RunnerEvent.UnknownVirtualRouter(interfaceName, vrid, peer, times));
  }

  /** A router hears another of this host, which it should not. */
  void ownRouter(RouterSetup router, RouterSetup heard) {
    damped(
        new Key(router.name(), "hears " + heard.name(), Optional.empty()),
        ONCE,
        ownRouter(router, heard, 1),
        (times, others) -> ownRouter(router, heard, times));
  }

  private static RunnerEvent ownRouter(RouterSetup router, RouterSetup heard, long times) {
    return new RunnerEvent.OwnRouterHeard(
        router.name(),
        router.interfaceName(),
        heard.name(),
        heard.interfaceName(),
        router.config().vrid(),
        times);
  }

  private static RunnerEvent unusable(
      String interfaceName, IpDatagram.Unusable datagram, long times) {
    return new RunnerEvent.UnusableDatagrams(
        interfaceName, datagram.source(), datagram.rejection(), times);
  }

  /** Reports the counts that have come together, and stops. */
  void close() {
    reportCounts();
    timer.cancel();
  }

  private void damped(Key key, int toTell, RunnerEvent event, Count count) {
    Repetition repetition = repetitions.get(key);
    if (repetition == null) {
      Key kept =
          repetitions.size() < LARGEST
              ? key
              : new Key(key.subject(), key.cause(), Optional.empty());
      repetition = repetitions.computeIfAbsent(kept, absent -> new Repetition(count));
    }
    repetition.last = count;
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
        tell(repetition.last.of(repetition.untold, entry.getKey().peer().isEmpty()));
        repetition.untold = 0;
      }
    }
    if (!repetitions.isEmpty()) {
      timer.arm(clock.now() + intervalNanos);
    }
  }
}
