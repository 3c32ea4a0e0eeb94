// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

/** Why a runner was late, as far as it can be told afterwards. */
public enum LateCause {
  /** A collection of the JVM's garbage: more memory for the heap, or less that is kept in it. */
  COLLECTION,
  /** The loop's own thread computed: too many packets, or addresses, or routers on one loop. */
  BUSY,
  /**
   * The thread was ready and got no processor: other processes had them, or its control group had
   * used up its share (CPUQuota of systemd, the limit of a container).
   */
  NO_PROCESSOR,
  /** The thread waited for the kernel or a disk in the midst of its work. */
  BLOCKED,
  /** The machine was suspended. */
  SUSPENDED,
  /**
   * The thread was not to run at all: the process was stopped (SIGSTOP, a frozen control group), or
   * the machine that it runs on stood still (a paused virtual machine, one that its host gave no
   * processor).
   */
  STOPPED,
  /** The kernel does not tell what the thread did. */
  UNKNOWN
}
