// SPDX-License-Identifier: Apache-2.0
import org.jspecify.annotations.NullMarked;

/** VRRP for the JVM. */
@NullMarked
module io.github.jlvs.vrrp {
  requires static transitive org.jspecify;
  requires transitive io.github.jlvs.netlink;
}
