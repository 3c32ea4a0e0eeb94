// SPDX-License-Identifier: Apache-2.0
import org.jspecify.annotations.NullMarked;

/** keepalived.conf: read, walked and checked, without a kernel, root or a daemon. */
@NullMarked
module io.github.jlvs.keepalived.conf {
  requires static transitive org.jspecify;
  requires transitive io.github.jlvs.ipvs;
  requires transitive io.github.jlvs.vrrp;
  requires transitive io.github.jlvs.healthcheck;

  exports io.github.jlvs.keepalived.conf;
  exports io.github.jlvs.keepalived.conf.compare;
  exports io.github.jlvs.keepalived.conf.explain;
  exports io.github.jlvs.keepalived.conf.model;
  exports io.github.jlvs.keepalived.conf.source;
  exports io.github.jlvs.keepalived.conf.text;
}
