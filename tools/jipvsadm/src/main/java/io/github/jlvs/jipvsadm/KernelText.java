// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm;

import io.github.jlvs.ipvs.IpvsException;
import io.github.jlvs.ipvs.Operation;
import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.Privilege;

/**
 * What the kernel's refusals are called. The first words are ipvsadm's, which scripts look for;
 * what was asked and what the kernel adds follow.
 */
public final class KernelText {
  private KernelText() {}

  /** A refused change in one line. */
  public static String of(Operation operation, IpvsException refusal) {
    String more = refusal.details().message();
    return meaning(operation, refusal.errno())
        + ": "
        + operation
        + (more.isEmpty() ? "" : ": " + more);
  }

  /** Whether the caller may not change anything at all. */
  public static boolean notPermitted(IpvsException refusal) {
    return refusal.errno().isPermission();
  }

  /** The end of a program that cannot go on: it may not do anything, or cannot read the table. */
  public static ExitException end(IpvsException failure) {
    return notPermitted(failure)
        ? new ExitException(ExitStatus.MISUSE, denied(Privilege.ofThisThread()))
        : new ExitException(ExitStatus.NOT_LISTED, String.valueOf(failure.getMessage()));
  }

  /** One who is root already, in a container, is not told to become it. */
  static String denied(Privilege privilege) {
    return "Permission denied (you must be root): IPVS needs the capability CAP_NET_ADMIN; "
        + (privilege.root()
            ? "give it to the container, or run it outside of the user namespace that makes you root"
            : "run it with sudo");
  }

  /** What an error number means for a change. */
  public static String meaning(Operation operation, Errno errno) {
    return switch (errno.number()) {
      case 1, 13 -> "Permission denied (you must be root)";
      case 2 ->
          operation instanceof Operation.OfDestination
              ? "No such destination"
              : "Scheduler or persistence engine not found";
      case 3 -> missing(operation);
      case 12 -> "Memory allocation problem";
      case 17 -> exists(operation);
      case 22 ->
          "Invalid operation.  Possibly wrong module version, address not unicast, interface not"
              + " multicast";
      case 92 -> "Protocol not available";
      case 97 -> "Operation not supported with specified address family";
      default -> errno.description();
    };
  }

  private static String missing(Operation operation) {
    if (operation instanceof Operation.OfDestination) {
      return "Service not defined";
    }
    return operation instanceof Operation.StopDaemon ? "No daemon is running" : "No such service";
  }

  private static String exists(Operation operation) {
    if (operation instanceof Operation.OfDestination) {
      return "Destination already exists";
    }
    return operation instanceof Operation.StartDaemon
        ? "Daemon has already run"
        : "Service already exists";
  }
}
