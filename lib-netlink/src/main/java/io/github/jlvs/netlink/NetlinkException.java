// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.Privilege;

/**
 * The kernel refused a request, or didn't answer it. Says which operation, why, and in what words
 * the kernel explained it (extended acknowledgement, linux/netlink.h {@code nlmsgerr_attrs}).
 */
public final class NetlinkException extends RuntimeException {
  /** What was asked, and of what. */
  private final String operation;

  /** Why it failed. */
  private final Errno errno;

  /** The kernel's explanation. */
  private final ExtendedAcknowledgement details;

  /**
   * Describes a refusal with the kernel's explanation.
   *
   * @param operation what was asked, and of what
   * @param errno why it failed
   * @param details the kernel's explanation
   */
  public NetlinkException(String operation, Errno errno, ExtendedAcknowledgement details) {
    super(operation + ": " + errno + details.suffix() + advice(errno));
    this.operation = operation;
    this.errno = errno;
    this.details = details;
  }

  /**
   * Describes a refusal without an explanation.
   *
   * @param operation what was asked, and of what
   * @param errno why it failed
   */
  public NetlinkException(String operation, Errno errno) {
    this(operation, errno, ExtendedAcknowledgement.NONE);
  }

  /**
   * What was asked.
   *
   * @return the operation and its object
   */
  public String operation() {
    return operation;
  }

  /**
   * Why it failed. ETIMEDOUT: no answer within the socket's deadline. ENOBUFS: answers were lost.
   *
   * @return the error number
   */
  public Errno errno() {
    return errno;
  }

  /**
   * The kernel's explanation.
   *
   * @return empty where the kernel gave none (before Linux 4.12, or for this error)
   */
  public ExtendedAcknowledgement details() {
    return details;
  }

  private static String advice(Errno errno) {
    if (errno.equals(Errno.EPERM) || errno.equals(Errno.EACCES)) {
      return "; " + Privilege.ofThisProcess().advice("the capability CAP_NET_ADMIN");
    }
    return "";
  }
}
