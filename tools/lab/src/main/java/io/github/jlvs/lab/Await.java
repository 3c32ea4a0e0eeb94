// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.lab;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Waiting for something to be so, with a deadline, and with what was seen last when it never was.
 */
public final class Await {
  private static final Duration PAUSE = Duration.ofMillis(20);

  private Await() {}

  /**
   * Looks again and again until what is seen is what is wanted.
   *
   * @param what what is waited for, as it reads after "waited 5.0 s for"
   * @param limit how long to look
   * @param look tells what is there now; its text form stands in the message of a failure
   * @param wanted whether that is it
   * @param <T> what is looked at
   * @return what was seen
   * @throws LabException when the limit passed
   */
  public static <T> T value(
      String what, Duration limit, Supplier<T> look, Predicate<? super T> wanted) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      boolean last = System.nanoTime() >= deadline;
      T seen = look.get();
      if (wanted.test(seen)) {
        return seen;
      }
      if (last) {
        throw new LabException(
            "waited %s s for %s; seen last: %s".formatted(seconds(limit), what, seen));
      }
      pause();
    }
  }

  /**
   * Looks again and again until a condition holds.
   *
   * @param what what is waited for, as it reads after "waited 5.0 s for"
   * @param limit how long to look
   * @param condition whether it is so
   * @throws LabException when the limit passed
   */
  public static void until(String what, Duration limit, BooleanSupplier condition) {
    value(what, limit, condition::getAsBoolean, so -> so);
  }

  /**
   * Lets time pass, for what has no event to wait for.
   *
   * @param time how long
   */
  public static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while waiting", e);
    }
  }

  static void pause() {
    pause(PAUSE);
  }

  static String seconds(Duration time) {
    return String.valueOf(time.toMillis() / 1000.0);
  }
}
