// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

import io.github.jlvs.linux.Capability;
import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.Privilege;

/**
 * The kernel refused a request, or did not answer it. The reason holds the words in which the
 * kernel explained it (extended acknowledgement, linux/netlink.h {@code nlmsgerr_attrs}).
 *
 * <p>Besides what the operation says, {@link #errno()} is ETIMEDOUT where no answer came within the
 * socket's deadline, and ENOBUFS where answers were lost.
 */
public class NetlinkException extends LinuxException {
  /** The kernel's explanation. */
  private final ExtendedAcknowledgement details;

  /**
   * Describes a refusal with the kernel's explanation.
   *
   * @param operation what was asked, and of what; its {@code toString} says it when it is asked for
   * @param errno why it failed
   * @param details the kernel's explanation
   */
  public NetlinkException(Object operation, Errno errno, ExtendedAcknowledgement details) {
    super(operation, errno);
    this.details = details;
  }

  /**
   * Describes a refusal without an explanation.
   *
   * @param operation what was asked, and of what; its {@code toString} says it when it is asked for
   * @param errno why it failed
   */
  public NetlinkException(Object operation, Errno errno) {
    this(operation, errno, ExtendedAcknowledgement.NONE);
  }

  /**
   * Describes an operation that failed because something that it needed did: with the same error
   * number and explanation.
   *
   * @param operation what was asked, and of what; its {@code toString} says it when it is asked for
   * @param cause what it needed
   */
  public NetlinkException(Object operation, LinuxException cause) {
    this(operation, cause.errno(), cause);
  }

  /**
   * Describes an operation that failed because something else did.
   *
   * @param operation what was asked, and of what; its {@code toString} says it when it is asked for
   * @param errno why it failed
   * @param cause what is behind it; where that is the kernel's refusal, its explanation is kept
   */
  protected NetlinkException(Object operation, Errno errno, Throwable cause) {
    super(operation, errno, cause);
    this.details =
        cause instanceof NetlinkException refusal
            ? refusal.details()
            : ExtendedAcknowledgement.NONE;
  }

  /**
   * The kernel's explanation.
   *
   * @return empty where the kernel gave none (before Linux 4.12, or for this error)
   */
  public final ExtendedAcknowledgement details() {
    return details;
  }

  @Override
  public String reason() {
    return super.reason() + details.suffix();
  }

  @Override
  public String advice() {
    if (!errno().isPermission()) {
      return super.advice();
    }
    // Where the kernel says why, it is something else than a right that is missing.
    return details.message().isEmpty() ? Privilege.ofThisThread().advice(Capability.NET_ADMIN) : "";
  }
}
