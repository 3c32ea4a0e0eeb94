// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

/** Whether a dump shows one moment. */
public enum DumpOutcome {
  /** The kernel saw no change while it was read. */
  CONSISTENT,

  /**
   * The table changed while it was read (NLM_F_DUMP_INTR): entries may be missing or doubled. Read
   * it again where that matters.
   */
  INTERRUPTED
}
