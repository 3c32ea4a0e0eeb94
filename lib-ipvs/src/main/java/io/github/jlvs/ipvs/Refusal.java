// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import io.github.jlvs.linux.Errno;

/** What the kernel means by an error number, which depends on what was asked (ip_vs_ctl.c). */
final class Refusal {
  private Refusal() {}

  /** The meaning in words; empty where the number says it all. */
  static String meaning(Operation operation, Errno errno) {
    if (errno.equals(Errno.ESRCH)) {
      return operation instanceof Operation.StopDaemon
          ? "no such daemon is running"
          : "there is no such service";
    }
    if (errno.equals(Errno.EEXIST)) {
      return exists(operation);
    }
    if (errno.equals(Errno.ENOENT)) {
      return missing(operation);
    }
    if (errno.equals(Errno.EINVAL)) {
      return invalid(operation);
    }
    if (errno.equals(Errno.ERANGE)) {
      return "the lower threshold is above the upper one, or the weight is negative";
    }
    return "";
  }

  /** What can be done about it; empty where there is nothing to say. */
  static String advice(Operation operation, Errno errno) {
    if (!errno.equals(Errno.EEXIST)) {
      return "";
    }
    if (operation instanceof Operation.AddService
        || operation instanceof Operation.AddDestination) {
      return "edit it";
    }
    return operation instanceof Operation.StartDaemon ? "stop it first" : "";
  }

  private static String exists(Operation operation) {
    if (operation instanceof Operation.AddService) {
      return "the service is there already";
    }
    if (operation instanceof Operation.AddDestination) {
      return "the service has this destination already";
    }
    return operation instanceof Operation.StartDaemon
        ? "a daemon of this state is running already"
        : "";
  }

  private static String missing(Operation operation) {
    if (operation instanceof Operation.OfDestination) {
      return "the service has no such destination";
    }
    VirtualService service = null;
    if (operation instanceof Operation.AddService add) {
      service = add.service();
    } else if (operation instanceof Operation.EditService edit) {
      service = edit.service();
    }
    if (service == null) {
      return "";
    }
    return "the kernel has no scheduler \""
        + service.scheduler()
        + "\" (module ip_vs_"
        + service.scheduler()
        + ")"
        + service
            .persistenceEngine()
            .map(engine -> ", or no persistence engine \"" + engine + "\"")
            .orElse("");
  }

  private static String invalid(Operation operation) {
    if (operation instanceof Operation.AddDestination) {
      return "the destination's address is not unicast, or of another family than the service's"
          + " without a tunnel, or its GUE tunnel has no port";
    }
    if (operation instanceof Operation.StartDaemon) {
      return "the interface cannot multicast, the group is no multicast address, or a destination"
          + " is of another family than its service";
    }
    if (operation instanceof Operation.SetTimeouts) {
      return "a timeout is more than the kernel can count in its clock ticks";
    }
    return "";
  }

  /**
   * Whether the kernel refused because the table is not what the operation took it to be: someone
   * else changed it.
   */
  static boolean isConflict(Operation operation, Errno errno) {
    boolean noService = errno.equals(Errno.ESRCH) && operation instanceof Operation.OfService;
    if (operation instanceof Operation.AddService) {
      return errno.equals(Errno.EEXIST);
    }
    if (operation instanceof Operation.AddDestination) {
      return noService || errno.equals(Errno.EEXIST);
    }
    if (operation instanceof Operation.OfDestination) {
      return noService || errno.equals(Errno.ENOENT);
    }
    return noService;
  }
}
