// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import java.math.BigDecimal;
import java.time.Duration;

/** Numbers as texts. */
final class Numbers {
  private static final int DIGITS_OF_NANOS = 9;

  private Numbers() {}

  /** Such as {@code 0.25}; without an exponent. */
  static String seconds(Duration time) {
    BigDecimal seconds =
        BigDecimal.valueOf(time.getSeconds())
            .add(BigDecimal.valueOf(time.getNano(), DIGITS_OF_NANOS));
    return seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString();
  }
}
