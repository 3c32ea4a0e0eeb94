// SPDX-License-Identifier: Apache-2.0
import org.jspecify.annotations.NullMarked;

/**
 * VRRP for the JVM: a packet codec and a state machine that know no socket, thread or clock, and
 * the shell that runs them on Linux.
 */
@NullMarked
module io.github.jlvs.vrrp {
  requires static transitive org.jspecify;
  requires transitive io.github.jlvs.netlink;
  requires java.management;
  requires jdk.management;

  exports io.github.jlvs.vrrp;
  exports io.github.jlvs.vrrp.hmac;
  exports io.github.jlvs.vrrp.recording;
  exports io.github.jlvs.vrrp.linux;
  exports io.github.jlvs.vrrp.tracking;
}
