// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import io.github.jlvs.jkeepalived.pulse.Watched;
import io.github.jlvs.jkeepalived.snapshot.Published;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.linux.EventLoopThread;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A part of the daemon that runs. Called by the daemon's own thread alone. */
interface RunningPart {
  /** One that does nothing. */
  RunningPart NOTHING =
      new RunningPart() {
        @Override
        public void reconfigure(Configuration configuration) {
          // There is nothing to do.
        }

        @Override
        public List<Watched> loops(Duration beat) {
          return List.of();
        }

        @Override
        public void stop(Duration patience) {
          // There is nothing to do.
        }
      };

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

  /** Once the thread has ended nobody waits for what it publishes. */
  static void endPublishing(EventLoopThread<?> thread, Published<?> published) {
    Object unused = thread.ended().whenComplete((end, cause) -> published.unserved());
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
