// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.route;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.Prefix;
import java.util.Optional;

/** Checks of the records' constructors, with one wording. */
final class Require {
  private Require() {}

  /** What goes out in fewer bits than it has here is checked, for the rest would be cut off. */
  static void range(String what, long value, long highest) {
    if (value < 0 || value > highest) {
      throw new IllegalArgumentException(what + " must be 0.." + highest + ", not " + value);
    }
  }

  /** A message has one family for all prefixes in it. */
  static void family(String what, AddressFamily family, Optional<Prefix> prefix) {
    if (prefix.isPresent() && prefix.get().family() != family) {
      throw new IllegalArgumentException(
          what + " must be of the family " + family + ", not " + prefix.get());
    }
  }
}
