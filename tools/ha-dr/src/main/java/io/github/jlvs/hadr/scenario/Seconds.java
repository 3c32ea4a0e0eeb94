// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr.scenario;

import java.time.Duration;
import java.util.Locale;

/** Durations as people read them here: seconds with two digits after the point. */
public final class Seconds {
  private Seconds() {}

  /** Such as {@code 3.61}. */
  public static String text(Duration time) {
    return String.format(Locale.ROOT, "%.2f", time.toNanos() / 1e9);
  }
}
