// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.netlink.ExtendedAcknowledgement;
import io.github.jlvs.netlink.NetlinkException;

/**
 * The kernel refused something, or did not answer. Says what was asked, why it failed, what that
 * error number means for this operation, and the kernel's own explanation where it gave one.
 */
public class IpvsException extends RuntimeException {
  /** What was asked. */
  private final String operation;

  /** Why it failed. */
  private final Errno errno;

  /** The kernel's explanation. */
  private final ExtendedAcknowledgement details;

  /**
   * Describes a failure.
   *
   * @param operation what was asked, and of what
   * @param errno why it failed
   * @param details the kernel's explanation
   * @param message all of that in words
   * @param cause what it came from
   */
  IpvsException(
      String operation,
      Errno errno,
      ExtendedAcknowledgement details,
      String message,
      Throwable cause) {
    super(message, cause);
    this.operation = operation;
    this.errno = errno;
    this.details = details;
  }

  /** A failed read: what the kernel says is all there is to say. */
  static IpvsException reading(NetlinkException e) {
    return new IpvsException(
        e.operation(), e.errno(), e.details(), String.valueOf(e.getMessage()), e);
  }

  /** A failed change: the error number has a meaning of its own. */
  static IpvsException changing(Operation operation, NetlinkException e) {
    String meaning = Refusal.meaning(operation, e.errno());
    String text = operation.toString();
    NetlinkException named = new NetlinkException(text, e.errno(), e.details());
    String message = String.valueOf(named.getMessage());
    return new IpvsException(
        text, e.errno(), e.details(), meaning.isEmpty() ? message : message + ": " + meaning, e);
  }

  /**
   * What was asked.
   *
   * @return for a change, the ipvsadm command line that does the same
   */
  public String operation() {
    return operation;
  }

  /**
   * Why it failed. ETIMEDOUT: the kernel did not answer in time. ENOBUFS: answers were lost.
   *
   * @return the error number
   */
  public Errno errno() {
    return errno;
  }

  /**
   * The kernel's explanation.
   *
   * @return empty where the kernel gave none
   */
  public ExtendedAcknowledgement details() {
    return details;
  }
}
