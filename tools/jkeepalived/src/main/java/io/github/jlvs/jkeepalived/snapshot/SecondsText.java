// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.snapshot;

import java.math.BigDecimal;
import java.time.Duration;

/** A time in seconds, as a decimal number. */
public final class SecondsText {
  private static final int DIGITS_OF_NANOS = 9;

  private SecondsText() {}

  /** Such as {@code 0.25}; without an exponent, and without zeros at its end. */
  public static String of(Duration time) {
    BigDecimal seconds =
        BigDecimal.valueOf(time.getSeconds())
            .add(BigDecimal.valueOf(time.getNano(), DIGITS_OF_NANOS));
    return seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString();
  }
}
