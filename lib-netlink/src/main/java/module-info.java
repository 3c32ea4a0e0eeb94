// SPDX-License-Identifier: Apache-2.0
import org.jspecify.annotations.NullMarked;

/** Linux system calls and netlink for the JVM. */
@NullMarked
module io.github.jlvs.netlink {
  requires static transitive org.jspecify;
  requires org.jnrproject.ffi;
  requires org.jnrproject.jffi;

  // jnr-ffi is an automatic module and cannot say that it needs these; without them the first
  // system
  // call on the module path fails.
  requires org.objectweb.asm;
  requires org.objectweb.asm.commons;
  requires org.objectweb.asm.tree;
  requires org.objectweb.asm.tree.analysis;
  requires org.objectweb.asm.util;

  exports io.github.jlvs.net;
  exports io.github.jlvs.linux;
  exports io.github.jlvs.linux.internal;
  exports io.github.jlvs.linux.link;
  exports io.github.jlvs.linux.process;
  exports io.github.jlvs.netlink;
  exports io.github.jlvs.netlink.generic;
  exports io.github.jlvs.netlink.netfilter;
  exports io.github.jlvs.netlink.route;
}
