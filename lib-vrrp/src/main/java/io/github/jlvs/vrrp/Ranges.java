// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

/** The ranges of the protocol's numbers, with one wording for whoever leaves them. */
final class Ranges {
  private Ranges() {}

  static int vrid(int vrid) {
    return within("VRID", vrid, 1, 255);
  }

  static int interval(int seconds) {
    return within("advertisement interval in seconds", seconds, 1, 255);
  }

  static int within(String what, int value, int lowest, int highest) {
    if (value < lowest || value > highest) {
      throw new IllegalArgumentException(
          what + " is " + value + ", it must be " + lowest + " to " + highest);
    }
    return value;
  }
}
