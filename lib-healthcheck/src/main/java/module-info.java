// SPDX-License-Identifier: Apache-2.0
import org.jspecify.annotations.NullMarked;

/** Health checks of real servers. */
@NullMarked
module io.github.jlvs.healthcheck {
  requires static transitive org.jspecify;
  requires transitive io.github.jlvs.netlink;
}
