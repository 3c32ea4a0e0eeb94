// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import io.github.jlvs.healthcheck.probe.FileProbe;
import io.github.jlvs.healthcheck.probe.NetworkProbe;
import io.github.jlvs.healthcheck.probe.Probe;
import io.github.jlvs.healthcheck.probe.ScriptProbe;
import io.github.jlvs.healthcheck.probe.direct.DirectProbe;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.FileWatcher;
import io.github.jlvs.linux.Timer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What all checks of a loop share: its clock and timers, chance, and one buffer. */
final class CheckLoop implements AutoCloseable {
  /** The largest datagram fits. */
  private static final int BUFFER_SIZE = 64 * 1024;

  private final EventLoop loop;
  private final RandomGenerator random;
  private final ScriptRunner scripts;
  private final Slots slots;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_SIZE);

  /** Only where there is a file to watch: a user has few inotify instances. */
  private Optional<FileWatcher> watcher = Optional.empty();

  /** Only where a real server is asked as a virtual address. */
  private Optional<DirectLinks> links = Optional.empty();

  CheckLoop(EventLoop loop, RandomGenerator random, ScriptRunner scripts, SlotLimits limits) {
    this.slots = new Slots(limits, loop::post);
    this.loop = loop;
    this.random = random;
    this.scripts = scripts;
  }

  long now() {
    return loop.now();
  }

  Timer timer(Runnable action) {
    return loop.timer(action);
  }

  /** The places of tries over the network. */
  Slots slots() {
    return slots;
  }

  /** A duration from zero to the longest, both included. */
  Duration drawUpTo(Duration longest) {
    return Duration.ofNanos(random.nextLong(longest.toNanos() + 1));
  }

  /** How tries of a probe are made, each of which is given so much time. */
  Attempts attempts(Probe probe, Duration limit) {
    if (probe instanceof NetworkProbe network) {
      Route route = new Route(network.transport(), random);
      return owner -> new ConversationTry(loop, random, route, network.open(), buffer, owner);
    }
    if (probe instanceof DirectProbe direct) {
      return new DirectAttempts(loop, direct, this::links, buffer);
    }
    if (probe instanceof ScriptProbe script) {
      return owner -> new ScriptTry(loop, scripts, script, limit, owner);
    }
    if (probe instanceof FileProbe file) {
      return new FileAttempts(file, this::watcher);
    }
    throw new IllegalStateException("nothing tries " + probe);
  }

  private DirectLinks links() {
    DirectLinks open = links.orElseGet(() -> new DirectLinks(loop, random));
    links = Optional.of(open);
    return open;
  }

  /** Where the kernel cannot tell of changes, the files are looked at every second. */
  private FileWatcher watcher() {
    FileWatcher open = watcher.orElseGet(() -> FileWatcher.open(loop, trouble -> {}));
    watcher = Optional.of(open);
    return open;
  }

  /** Watches no files and hears no answers any more; a second call does nothing. */
  @Override
  public void close() {
    links.ifPresent(DirectLinks::close);
    links = Optional.empty();
    watcher.ifPresent(FileWatcher::close);
    watcher = Optional.empty();
  }
}
