// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.list;

import io.github.jlvs.jipvsadm.Output;

/** Unsigned 64-bit numbers in columns of nine characters. */
final class LargeNumber {
  private static final long THOUSAND = 1_000L;
  private static final long MILLION = 1_000_000L;
  private static final long BILLION = 1_000_000_000L;
  private static final long TRILLION = 1_000_000_000_000L;

  private LargeNumber() {}

  /** In full, with at least one blank before. */
  static void exact(Output out, long value) {
    String digits = Long.toUnsignedString(value);
    out.right(digits, Math.max(9, digits.length() + 1));
  }

  /** Eight digits, or fewer and a letter. */
  static void shortened(Output out, long value) {
    if (below(value, 100_000_000L)) {
      out.right(Long.toUnsignedString(value), 9);
    } else if (below(value, BILLION)) {
      with(out, value, THOUSAND, 'K');
    } else if (below(value, 100 * BILLION)) {
      with(out, value, MILLION, 'M');
    } else if (below(value, 100 * TRILLION)) {
      with(out, value, BILLION, 'G');
    } else {
      with(out, value, TRILLION, 'T');
    }
  }

  private static boolean below(long value, long limit) {
    return Long.compareUnsigned(value, limit) < 0;
  }

  private static void with(Output out, long value, long unit, char letter) {
    out.right(Long.toUnsignedString(Long.divideUnsigned(value, unit)), 8).character(letter);
  }
}
