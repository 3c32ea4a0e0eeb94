// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

/** The time, and what is done at a time. */
interface Clock {
  /** Nanoseconds, monotonic, from an arbitrary origin. */
  long now();

  /** Nanoseconds since 1970-01-01T00:00:00Z, as this host believes; it may go back. */
  long wallClock();

  /** Makes an alarm, not armed yet. */
  Alarm alarm(Runnable action);

  /** Does one thing at its time; armed, moved and cancelled any number of times. */
  interface Alarm {
    /** Arms it, or moves it when it is armed already. */
    void arm(long deadline);

    /** Cancels it; one that isn't armed stays so. */
    void cancel();

    boolean isArmed();
  }
}
