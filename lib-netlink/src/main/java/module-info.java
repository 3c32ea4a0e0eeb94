// SPDX-License-Identifier: Apache-2.0
import org.jspecify.annotations.NullMarked;

/** Linux system calls and netlink for the JVM. */
@NullMarked
module io.github.jlvs.netlink {
  requires static transitive org.jspecify;
  requires org.jnrproject.ffi;
  requires org.jnrproject.jffi;

  exports io.github.jlvs.linux;
  exports io.github.jlvs.linux.internal;
  exports io.github.jlvs.netlink;
  exports io.github.jlvs.netlink.generic;
  exports io.github.jlvs.netlink.route;
}
