// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

/** Message flags and control message types of linux/netlink.h. */
public final class NetlinkFlags {
  /** The message is a request. */
  public static final int NLM_F_REQUEST = 0x1;

  /** The message is part of several, ended by {@link #NLMSG_DONE}. */
  public static final int NLM_F_MULTI = 0x2;

  /** Answer with an acknowledgement. */
  public static final int NLM_F_ACK = 0x4;

  /** The dump was inconsistent: the table changed while it was read. */
  public static final int NLM_F_DUMP_INTR = 0x10;

  /** Return the whole table. */
  public static final int NLM_F_DUMP = 0x300;

  /** Replace what exists. */
  public static final int NLM_F_REPLACE = 0x100;

  /** Fail if it exists. */
  public static final int NLM_F_EXCL = 0x200;

  /** Create if it doesn't exist. */
  public static final int NLM_F_CREATE = 0x400;

  /** Add at the end of the list. */
  public static final int NLM_F_APPEND = 0x800;

  /** In an acknowledgement: the request's payload is left out. */
  public static final int NLM_F_CAPPED = 0x100;

  /** In an acknowledgement: attributes follow. */
  public static final int NLM_F_ACK_TLVS = 0x200;

  /** Nothing. */
  public static final int NLMSG_NOOP = 1;

  /** An error, or with the number 0 an acknowledgement. */
  public static final int NLMSG_ERROR = 2;

  /** The end of several messages. */
  public static final int NLMSG_DONE = 3;

  /** Data was lost. */
  public static final int NLMSG_OVERRUN = 4;

  private NetlinkFlags() {}
}
