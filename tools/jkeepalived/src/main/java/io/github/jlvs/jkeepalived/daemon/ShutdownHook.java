// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import java.time.Duration;

/**
 * Where signals end the JVM in order, holds it until the main thread has taken everything down. It
 * exists between construction and close; both are the main thread's.
 */
final class ShutdownHook implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Thread main = Thread.currentThread();
  private final Runnable stop;
  private final Thread hook = new Thread(this::stopAndWait, "jkeepalived-shutdown");
  private final boolean set;

  ShutdownHook(SignalDelivery delivery, Runnable stop) {
    this.stop = stop;
    this.set = delivery == SignalDelivery.ENDS_IN_ORDER;
    if (set) {
      Runtime.getRuntime().addShutdownHook(hook);
    }
  }

  boolean isSet() {
    return set;
  }

  /** The main thread ends the JVM itself when it is done. */
  private void stopAndWait() {
    stop.run();
    try {
      main.join(LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    if (set) {
      try {
        boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException alreadyRuns) {
        // It has begun, and waits for the thread that is here.
      }
    }
  }
}
