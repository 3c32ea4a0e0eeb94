// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

/** A system call failed: which one, on what, why, and what can be done about it. */
public final class LinuxException extends RuntimeException {
  /** What was tried, and on what. */
  private final String operation;

  /** Why it failed. */
  private final Errno errno;

  /**
   * Describes a failed call.
   *
   * @param operation what was tried and on what, for example {@code bind to 10.1.80.90:80}
   * @param errno why it failed
   */
  public LinuxException(String operation, Errno errno) {
    super(operation + ": " + errno + advice(errno));
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
  public String operation() {
    return operation;
  }

  /**
   * Why it failed.
   *
   * @return the error number
   */
  public Errno errno() {
    return errno;
  }

  private static String advice(Errno errno) {
    if (errno.equals(Errno.EPERM) || errno.equals(Errno.EACCES)) {
      return "; "
          + Privilege.ofThisProcess().advice("the capabilities CAP_NET_ADMIN and CAP_NET_RAW");
    }
    if (errno.equals(Errno.EMFILE)) {
      return "; raise the limit of open files (ulimit -n)";
    }
    return "";
  }
}
