// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import io.github.jlvs.healthcheck.probe.NetworkProbe;
import io.github.jlvs.healthcheck.probe.Probe;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.Timer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** What all checks of a loop share: its clock and timers, chance, and one buffer. */
final class CheckLoop {
  /** The largest datagram fits. */
  private static final int BUFFER_SIZE = 64 * 1024;

  private final EventLoop loop;
  private final RandomGenerator random;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_SIZE);

  CheckLoop(EventLoop loop, RandomGenerator random) {
    this.loop = loop;
    this.random = random;
  }

  long now() {
    return loop.now();
  }

  Timer timer(Runnable action) {
    return loop.timer(action);
  }

  /** A duration from zero to the longest, both included. */
  Duration drawUpTo(Duration longest) {
    return Duration.ofNanos(random.nextLong(longest.toNanos() + 1));
  }

  /** How tries of a probe are made. */
  Attempts attempts(Probe probe) {
    if (probe instanceof NetworkProbe network) {
      Route route = new Route(network.transport(), random);
      return outcome -> new ConversationTry(loop, random, route, network.open(), buffer, outcome);
    }
    throw new IllegalStateException("nothing tries " + probe);
  }
}
