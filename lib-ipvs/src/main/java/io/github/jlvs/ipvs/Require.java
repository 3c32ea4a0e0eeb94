// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import io.github.jlvs.net.Quoted;

/** Range and name checks of the records' constructors, with one wording. */
final class Require {
  static final long UNSIGNED_32 = 0xFFFF_FFFFL;

  private Require() {}

  static void range(String what, long value, long lowest, long highest) {
    if (value < lowest || value > highest) {
      throw new IllegalArgumentException(
          what + " must be " + lowest + ".." + highest + ", not " + value);
    }
  }

  static void port(String what, int value) {
    range(what, value, 0, 65535);
  }

  /** A name that the kernel keeps in a fixed array of {@code longest} + 1 bytes. */
  static void name(String what, String value, int longest) {
    if (value.isEmpty() || value.length() > longest) {
      throw new IllegalArgumentException(
          what
              + " must have 1.."
              + longest
              + " characters, not "
              + value.length()
              + ": "
              + Quoted.quote(value));
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c <= ' ' || c >= 0x7F) {
        throw new IllegalArgumentException(
            what
                + " must be printable ASCII without blanks; character "
                + (i + 1)
                + " is 0x"
                + Integer.toHexString(c));
      }
    }
  }
}
