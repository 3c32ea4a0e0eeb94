// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.rs.plan.RealServerException;
import java.io.PrintStream;
import java.util.Optional;

/** Whatever went wrong, told in one line. */
final class ErrorReport {
  private static final int NO_PERMISSION = 4;

  private ErrorReport() {}

  /**
   * Tells of a failure.
   *
   * @param failed the exit status of a failure that is no lack of permission
   * @return the exit status it is worth
   */
  static int report(PrintStream err, Throwable failure, int failed) {
    err.println("jlvs-rs: " + text(failure).replaceAll("\\R", " "));
    if (System.getenv("JLVS_TRACE") != null) {
      failure.printStackTrace(err);
    }
    boolean forbidden =
        (failure instanceof RealServerException ours && ours.permission())
            || errno(failure).filter(Errno::isPermission).isPresent();
    return forbidden ? NO_PERMISSION : failed;
  }

  private static String text(Throwable failure) {
    String message = failure.getMessage() == null ? "" : failure.getMessage();
    if (errno(failure).filter(Errno.EROFS::equals).isPresent()) {
      return message
          + "; /proc/sys is read-only, as in most containers: give the container the right"
          + " (--privileged), or its parameters at its start (--sysctl net.ipv4.conf.all.arp_ignore=1"
          + " and so on)";
    }
    if (failure instanceof RealServerException || failure instanceof LinuxException) {
      return message;
    }
    if (failure instanceof LinkageError) {
      return "a library could not be loaded ("
          + failure
          + "): is the temporary directory writable, and not mounted noexec?";
    }
    return "this should not have happened: "
        + failure
        + "; JLVS_TRACE=1 in the environment shows where, please report it";
  }

  private static Optional<Errno> errno(Throwable failure) {
    // Ours says what became of what went wrong underneath.
    Throwable origin = failure instanceof RealServerException ? failure.getCause() : failure;
    return origin instanceof LinuxException linux ? Optional.of(linux.errno()) : Optional.empty();
  }
}
