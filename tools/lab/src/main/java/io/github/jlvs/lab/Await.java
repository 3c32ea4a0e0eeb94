// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.lab;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Waiting for something to be so, with a deadline, and with what was seen last when it never was.
 *
 * <p>After a look it pauses for four times as long as that took, 20 to 500 ms. A look is often a
 * command, which costs much in user-mode Linux: several tests that wait together would otherwise
 * keep its processor busy with nothing but looking.
 */
public final class Await {
  private static final long SHORTEST_PAUSE = 20;
  private static final long LONGEST_PAUSE = 500;
  private static final int PAUSE_FOR_A_LOOK = 4;

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
      long begin = System.nanoTime();
      boolean last = begin >= deadline;
      T seen = look.get();
      if (wanted.test(seen)) {
        return seen;
      }
      if (last) {
        throw new LabException(
            "waited %s s for %s; seen last: %s".formatted(seconds(limit), what, seen));
      }
      pause(begin, deadline);
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

  private static void pause(long begin, long deadline) {
    long now = System.nanoTime();
    pause(pauseAfter(Duration.ofNanos(now - begin), Duration.ofNanos(deadline - now)));
  }

  /**
   * How long to pause after a look.
   *
   * @param look how long that took
   * @param left what is left of the limit: the last look is made when it has passed, not later
   */
  static Duration pauseAfter(Duration look, Duration left) {
    long pause =
        Math.max(SHORTEST_PAUSE, Math.min(LONGEST_PAUSE, PAUSE_FOR_A_LOOK * look.toMillis()));
    return Duration.ofMillis(Math.max(1, Math.min(pause, left.toMillis() + 1)));
  }

  static String seconds(Duration time) {
    return String.valueOf(time.toMillis() / 1000.0);
  }
}
