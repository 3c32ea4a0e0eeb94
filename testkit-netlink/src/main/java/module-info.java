// SPDX-License-Identifier: Apache-2.0
import org.jspecify.annotations.NullMarked;

/** A fake kernel behind a netlink socket, for tests. */
@NullMarked
module io.github.jlvs.netlink.testkit {
  requires static transitive org.jspecify;
  requires transitive io.github.jlvs.netlink;

  exports io.github.jlvs.netlink.fake;
}
