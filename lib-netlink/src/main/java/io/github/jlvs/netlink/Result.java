// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

/** What became of one request of a batch. */
public sealed interface Result {
  /** The kernel did it. */
  record Done() implements Result {
    /** The only value. */
    static final Done INSTANCE = new Done();
  }

  /**
   * The kernel refused it.
   *
   * @param cause why
   */
  record Failed(NetlinkException cause) implements Result {}

  /**
   * Its answer was lost or never came: it may have been done or not. Read the table to know.
   *
   * @param cause why the answer is missing
   */
  record Unknown(NetlinkException cause) implements Result {}
}
