// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.vrrp.AdvertisementInterval;
import io.github.jlvs.vrrp.Event;
import io.github.jlvs.vrrp.State;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Whether a master hears another one: one that should yield and does not, as it does not hear this
 * one or refuses what it hears; or one that is set up differently, so that this one refuses what it
 * sends. One other at a time.
 */
final class Rivalry {
  /** The other may be as late as this host, and is no less a master for it. */
  private static final long SHORTEST_SILENCE = TimeUnit.SECONDS.toNanos(10);

  /**
   * One that is set up differently refuses what it hears, too, and may be silent for longer:
   * keepalived puts its own advertisement off with each packet that it refuses.
   */
  private static final long SILENCE_OF_MISMATCHED = TimeUnit.SECONDS.toNanos(60);

  private static final int INTERVALS = 3;

  private final String router;
  private final Reporter reporter;
  private final Clock clock;
  private final Runnable alone;
  private final Clock.Alarm silence;
  private Optional<InetAddress> rival = Optional.empty();

  /** Whether its second advertisement has come: the first it may have sent before it heard ours. */
  private boolean told;

  private long heardAt;
  private long limit = SHORTEST_SILENCE;

  /**
   * Has heard of nobody yet.
   *
   * @param alone run when the other is gone and this one is the only master: neighbours may have
   *     learnt the other's hardware address, and nobody else tells them better
   */
  Rivalry(String router, Reporter reporter, Clock clock, Runnable alone) {
    this.router = router;
    this.alone = alone;
    this.reporter = reporter;
    this.clock = clock;
    this.silence = clock.alarm(this::listen);
  }

  /**
   * The state machine has seen something.
   *
   * @param state that it is in
   * @param interval between its advertisements
   */
  void observed(Event event, State state, AdvertisementInterval interval) {
    Optional<RunnerEvent.Rival> other = rival(event).filter(each -> state == State.MASTER);
    if (other.isPresent()) {
      heard(other.get(), interval);
    } else if (event instanceof Event.PriorityZeroReceived zero
        && rival.equals(Optional.of(zero.peer()))) {
      over(RunnerEvent.RivalryEnd.OTHER_STOPPED);
    }
  }

  private static long shortestSilence(RunnerEvent.Rival other) {
    return other instanceof RunnerEvent.Rival.Mismatched ? SILENCE_OF_MISMATCHED : SHORTEST_SILENCE;
  }

  private static Optional<RunnerEvent.Rival> rival(Event event) {
    if (event instanceof Event.AnotherMaster other && isOurs(other.election())) {
      return Optional.of(new RunnerEvent.Rival.Unyielding(other));
    } else if (event instanceof Event.PacketRefused refused && refused.rejection().mismatch()) {
      return Optional.of(new RunnerEvent.Rival.Mismatched(refused));
    }
    return Optional.empty();
  }

  private static boolean isOurs(Event.Election election) {
    return switch (election) {
      case OURS_BY_PRIORITY, OURS_BY_ADDRESS -> true;
      case THEIRS_BY_PRIORITY, THEIRS_BY_ADDRESS -> false;
    };
  }

  /** The router has left a state. */
  void left(State state) {
    if (state == State.MASTER) {
      over(RunnerEvent.RivalryEnd.YIELDED);
    }
  }

  private void heard(RunnerEvent.Rival other, AdvertisementInterval interval) {
    if (rival.isPresent() && !rival.get().equals(other.peer())) {
      return;
    }
    limit = Math.max(shortestSilence(other), INTERVALS * interval.nanos());
    if (rival.isEmpty()) {
      rival = Optional.of(other.peer());
      silence.arm(clock.now() + limit);
    } else if (!told) {
      told = true;
      reporter.tell(new RunnerEvent.TwoMasters(router, other));
    }
    heardAt = clock.now();
  }

  private void listen() {
    if (clock.now() - heardAt < limit) {
      silence.arm(heardAt + limit);
    } else {
      over(RunnerEvent.RivalryEnd.OTHER_SILENT);
    }
  }

  private void over(RunnerEvent.RivalryEnd why) {
    Optional<InetAddress> toTell = rival.filter(other -> told);
    rival = Optional.empty();
    told = false;
    silence.cancel();
    toTell.ifPresent(
        other -> {
          reporter.tell(new RunnerEvent.TwoMastersOver(router, other, why));
          if (why != RunnerEvent.RivalryEnd.YIELDED) {
            alone.run();
          }
        });
  }
}
