// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import io.github.jlvs.jkeepalived.pulse.Watched;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.linux.EventLoopThread;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A part of the daemon that runs. Called by the daemon's own thread alone. */
interface RunningPart {
  /** Goes over to another configuration; what did not change is not touched. */
  void reconfigure(Configuration configuration);

  /** Done when all that it was started for is there. Thread-safe. */
  default CompletableFuture<Void> settled() {
    return CompletableFuture.completedFuture(null);
  }

  /**
   * Takes everything down in order, whatever has happened to its threads. Never throws.
   *
   * @param patience how long a thread that does not end is waited for
   */
  void stop(Duration patience);

  /**
   * Its loops, of which somebody asks whether they turn.
   *
   * @param beat how often they are asked
   */
  List<Watched> loops(Duration beat);

  /** One of them. */
  static Watched watched(EventLoopThread<?> thread, Duration patience, Duration beat) {
    int beats = (int) Math.max(2, patience.toNanos() / beat.toNanos());
    return new Watched(thread.name(), beats, thread::post);
  }

  /** Has somebody told, on that thread, when it ends by an exception. */
  static void tellDeath(EventLoopThread<?> thread, Consumer<Throwable> died) {
    CompletableFuture<Void> unused =
        thread
            .ended()
            .exceptionally(
                cause -> {
                  died.accept(cause);
                  return null;
                });
  }
}
