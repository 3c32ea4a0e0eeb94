// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.netlink.NetlinkException;
import java.util.Optional;

/**
 * The kernel refused something, or did not answer. Says what was asked, why it failed, what that
 * error number means for this operation, and the kernel's own explanation where it gave one.
 *
 * <p>Of a change, {@link #operation()} is the ipvsadm command line that does the same. {@link
 * #errno()} is ETIMEDOUT where the kernel did not answer in time, and ENOBUFS where answers were
 * lost.
 */
public class IpvsException extends NetlinkException {
  /** What was asked, where that was a change. */
  private final Optional<Operation> change;

  /** Work that the kernel does not do, on other grounds than a refused request. */
  IpvsException(String operation, Errno errno) {
    super(operation, errno);
    this.change = Optional.empty();
  }

  /**
   * Work that failed because something else did.
   *
   * @param operation what was asked, and of what
   * @param errno why it failed
   * @param cause what failed
   */
  public IpvsException(String operation, Errno errno, Throwable cause) {
    super(operation, errno, cause);
    this.change = Optional.empty();
  }

  /**
   * A failed change: the error number has a meaning of its own.
   *
   * @param change what was asked
   * @param cause why it failed
   */
  public IpvsException(Operation change, LinuxException cause) {
    super(change, cause);
    this.change = Optional.of(change);
  }

  /**
   * A failed read, or a socket that cannot be opened: the kernel's message unchanged.
   *
   * @param cause why it failed
   * @return the failure; the cause itself where it is one already
   */
  public static IpvsException of(LinuxException cause) {
    return cause instanceof IpvsException already
        ? already
        : new IpvsException(cause.operation(), cause.errno(), cause);
  }

  /**
   * The change that was asked for.
   *
   * @return empty where nothing was to be changed: a read, or the opening of the table
   */
  public final Optional<Operation> change() {
    return change;
  }

  @Override
  public String reason() {
    String meaning = change.map(asked -> Refusal.meaning(asked, errno())).orElse("");
    return super.reason() + (meaning.isEmpty() ? "" : ": " + meaning);
  }

  @Override
  public String advice() {
    String advice = change.map(asked -> Refusal.advice(asked, errno())).orElse("");
    return advice.isEmpty() ? super.advice() : advice;
  }
}
