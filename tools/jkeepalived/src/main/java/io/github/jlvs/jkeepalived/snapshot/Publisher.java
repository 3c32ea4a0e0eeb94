// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.snapshot;

import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.Timer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The loop's end of what it publishes. Of the loop's thread.
 *
 * @param <R> what is published; immutable
 */
public final class Publisher<R> {
  private static final long SOON = TimeUnit.SECONDS.toNanos(1);

  private final EventLoop loop;
  private final Published<R> to;
  private final Timer timer;
  private final Runnable publishing = this::publish;
  private Optional<Supplier<R>> copying = Optional.empty();
  private boolean posted;

  /** Publishes nothing yet. */
  public Publisher(EventLoop loop, Published<R> to) {
    this.loop = loop;
    this.to = to;
    this.timer = loop.timer(publishing);
  }

  /**
   * From now on there is something to publish.
   *
   * @param copy makes the copy, on the loop's thread; only reads
   */
  public void begin(Supplier<R> copy) {
    copying = Optional.of(copy);
    to.servedBy(() -> loop.post(publishing));
  }

  /**
   * Something has changed: whoever reads gets it, and it is published anyway, in a second or as
   * soon as that costs the loop little.
   */
  public void changed() {
    to.outdated();
    if (!timer.isArmed()) {
      timer.arm(loop.now() + Math.max(SOON, to.pause()));
    }
  }

  /** The same, published in this turn of the loop: it may be the last before one hangs. */
  public void changedMuch() {
    to.outdated();
    if (!posted) {
      posted = true;
      loop.post(publishing);
    }
  }

  private void publish() {
    posted = false;
    timer.cancel();
    copying.ifPresent(to::publish);
  }
}
