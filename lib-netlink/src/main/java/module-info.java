// SPDX-License-Identifier: Apache-2.0
import org.jspecify.annotations.NullMarked;

/** Linux system calls and netlink for the JVM. */
@NullMarked
module io.github.jlvs.netlink {
  requires static transitive org.jspecify;
  requires org.jnrproject.ffi;
}
