// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

/**
 * The kernel refused something, or did not answer: the root of all that the libraries throw for
 * that reason, so one catch is enough.
 *
 * <pre>
 *   LinuxException          a system call               operation, errno, advice
 *     └─ NetlinkException   a request over netlink      the kernel's explanation too
 *          └─ IpvsException   work on the IPVS table    the change as a value too
 * </pre>
 *
 * <p>The message is {@code operation: reason; advice}, and is put into words when it is asked for:
 * who looks at {@link #errno()} alone, and at thousands of them, pays for no text.
 */
public class LinuxException extends RuntimeException {
  /** What was tried, and on what; its text says it. */
  private final Object operation;

  /** Why it failed. */
  private final Errno errno;

  /**
   * Describes a failure.
   *
   * @param operation what was tried and on what; its {@code toString} says it when it is asked for,
   *     for example {@code bind to 10.1.80.90:80}
   * @param errno why it failed
   */
  public LinuxException(Object operation, Errno errno) {
    this.operation = operation;
    this.errno = errno;
  }

  /**
   * Describes a failure that another one is behind.
   *
   * @param operation what was tried and on what; its {@code toString} says it when it is asked for
   * @param errno why it failed
   * @param cause what is behind it
   */
  public LinuxException(Object operation, Errno errno, Throwable cause) {
    super(null, cause);
    this.operation = operation;
    this.errno = errno;
  }

  /**
   * Turns a result of the form {@code -errno} into an exception.
   *
   * @param operation what was tried and on what
   * @param result what the call returned
   * @return the result, where it is not below zero
   * @throws LinuxException where it is
   */
  static int check(String operation, int result) {
    if (result < 0) {
      throw new LinuxException(operation, Errno.ofResult(result));
    }
    return result;
  }

  /**
   * What was tried.
   *
   * @return the operation and its object
   */
  public final String operation() {
    return operation.toString();
  }

  /**
   * Why it failed, as a number.
   *
   * @return the error number
   */
  public final Errno errno() {
    return errno;
  }

  /**
   * Why it failed, in words: the error number, and all else that is known.
   *
   * @return for example {@code Address already in use (EADDRINUSE)}
   */
  public String reason() {
    return errno.toString();
  }

  /**
   * What can be done about it.
   *
   * @return a clause; empty where there is nothing to say
   */
  public String advice() {
    if (errno.isPermission()) {
      return Privilege.ofThisThread().advice(Capability.NET_ADMIN, Capability.NET_RAW);
    }
    return errno.equals(Errno.EMFILE) ? "raise the limit of open files (ulimit -n)" : "";
  }

  /**
   * All of it in words.
   *
   * @return {@code operation: reason; advice}
   */
  @Override
  public final String getMessage() {
    String advice = advice();
    return operation + ": " + reason() + (advice.isEmpty() ? "" : "; " + advice);
  }
}
