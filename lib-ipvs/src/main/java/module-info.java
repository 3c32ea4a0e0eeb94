// SPDX-License-Identifier: Apache-2.0
import org.jspecify.annotations.NullMarked;

/** IP Virtual Server for the JVM. */
@NullMarked
module io.github.jlvs.ipvs {
  requires static transitive org.jspecify;
  requires transitive io.github.jlvs.netlink;

  exports io.github.jlvs.ipvs;
  exports io.github.jlvs.ipvs.text;
  // The testkit's fake kernel speaks the same numbers.
  exports io.github.jlvs.ipvs.wire to
      io.github.jlvs.ipvs.testkit;
}
