// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.dump;

import java.time.Duration;
import java.util.Locale;

/** How keepalived writes what is set, and how long something takes. */
final class DumpWords {
  /** What stands in the place of a password. */
  static final String MASKED = "********";

  private static final double NANOS = 1e9;

  private DumpWords() {}

  static String yesNo(boolean is) {
    return is ? "yes" : "no";
  }

  static String enabled(boolean is) {
    return is ? "enabled" : "disabled";
  }

  static String onOff(boolean is) {
    return is ? "ON" : "OFF";
  }

  static int bit(boolean is) {
    return is ? 1 : 0;
  }

  /** Seconds, to the microsecond. */
  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.6f", time.toNanos() / NANOS);
  }
}
