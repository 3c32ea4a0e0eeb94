// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr;

import io.github.jlvs.hadr.scenario.Allowed;
import java.time.Duration;

/**
 * The times that VRRP (RFC 3768 section 6.1) and the guide's configuration set: {@code advert_int
 * 1}, priorities 101 and 100, {@code delay_loop 6}, and keepalived's defaults of one retry after
 * one second.
 */
public final class Protocol {
  /** Between two advertisements. */
  public static final Duration ADVERTISEMENT_INTERVAL = Duration.ofSeconds(1);

  /** Between two checks of a real server. */
  public static final Duration DELAY_LOOP = Duration.ofSeconds(6);

  /** IPVS adds its counters up this often. */
  public static final Duration COUNTER_REFRESH = Duration.ofSeconds(2);

  private Protocol() {}

  /** What a backup waits after a master said that it leaves. */
  public static Allowed skew(int priority) {
    return Allowed.exactly(skewTime(priority), skewText(priority));
  }

  /**
   * What a backup waits after the last advertisement it heard, and every router after its start.
   */
  public static Allowed masterDown(int priority) {
    return Allowed.exactly(masterDownTime(priority), "3 x 1 s + " + skewText(priority));
  }

  /** The same as a duration. */
  public static Duration masterDownTime(int priority) {
    return ADVERTISEMENT_INTERVAL.multipliedBy(3).plus(skewTime(priority));
  }

  /** At the latest with the next advertisement. */
  public static Allowed nextAdvertisement() {
    return Allowed.atMost(ADVERTISEMENT_INTERVAL, "the next advertisement");
  }

  /** From the death of a real server to its removal: the next check and one retry. */
  public static Allowed removal() {
    return Allowed.atMost(DELAY_LOOP.plusSeconds(1), "delay_loop 6 s + delay_before_retry 1 s");
  }

  /** From a real server's return to its return to the table: the next check. */
  public static Allowed recovery() {
    return Allowed.atMost(DELAY_LOOP, "delay_loop 6 s");
  }

  private static Duration skewTime(int priority) {
    return Duration.ofSeconds(256 - priority).dividedBy(256);
  }

  private static String skewText(int priority) {
    return "(256-%d)/256 s".formatted(priority);
  }
}
