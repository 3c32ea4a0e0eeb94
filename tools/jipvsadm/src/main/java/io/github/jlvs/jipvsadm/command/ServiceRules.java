// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.command;

import static io.github.jlvs.jipvsadm.command.UsageException.misuse;

import io.github.jlvs.ipvs.Operation;
import io.github.jlvs.ipvs.ServiceFlags;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.IpProtocol;
import java.util.Optional;

/** What makes a virtual service on the command line. */
final class ServiceRules {
  private ServiceRules() {}

  static Command command(Draft draft, boolean add, boolean dryRun) {
    ServiceId id = draft.service().orElseThrow();
    if (id instanceof ServiceId.Address address) {
      if (draft.has(Option.ONE_PACKET) && !address.protocol().equals(IpProtocol.UDP)) {
        throw misuse(
            draft.wordOf(Option.ONE_PACKET), "--ops: it is for UDP services and firewall marks");
      }
      if (address.port() == 0 && !draft.has(Option.PERSISTENT)) {
        throw misuse(
            draft.wordOf(Option.TCP_SERVICE),
            draft.said(Option.TCP_SERVICE)
                + " "
                + IpAddresses.format(address.address())
                + ": a service without port, for all ports, must be persistent (-p)");
      }
    }
    ServiceFlags flags = flags(draft);
    VirtualService service;
    try {
      service =
          new VirtualService(
              id,
              draft.scheduler(),
              flags,
              draft.persistence(id.family()),
              draft.engine().isEmpty() ? Optional.empty() : Optional.of(draft.engine()));
    } catch (IllegalArgumentException noSuchName) {
      return new Command.Impossible(
          "Scheduler or persistence engine not found: " + noSuchName.getMessage());
    }
    Operation operation =
        add ? new Operation.AddService(service) : new Operation.EditService(service);
    return new Command.Change(operation, dryRun);
  }

  private static ServiceFlags flags(Draft draft) {
    ServiceFlags flags = draft.has(Option.ONE_PACKET) ? ServiceFlags.ONE_PACKET : ServiceFlags.NONE;
    String text = draft.schedulerFlags();
    boolean any = false;
    int from = 0;
    while (from <= text.length()) {
      int comma = text.indexOf(',', from);
      int end = comma < 0 ? text.length() : comma;
      if (end > from) {
        flags = flags.with(flag(text.substring(from, end), draft));
        any = true;
      }
      from = end + 1;
    }
    if (!any && !text.isEmpty()) {
      throw misuse(
          draft.wordOf(Option.SCHEDULER_FLAGS),
          "--sched-flags " + text + ": there is no flag in it");
    }
    return flags;
  }

  private static ServiceFlags flag(String name, Draft draft) {
    return switch (name) {
      case "flag-1" -> ServiceFlags.SCHEDULER_1;
      case "flag-2" -> ServiceFlags.SCHEDULER_2;
      case "flag-3" -> ServiceFlags.SCHEDULER_3;
      case "sh-fallback" -> owned("sh", name, ServiceFlags.SH_FALLBACK, draft);
      case "sh-port" -> owned("sh", name, ServiceFlags.SH_PORT, draft);
      case "mh-fallback" -> owned("mh", name, ServiceFlags.MH_FALLBACK, draft);
      case "mh-port" -> owned("mh", name, ServiceFlags.MH_PORT, draft);
      default ->
          throw misuse(
              draft.wordOf(Option.SCHEDULER_FLAGS),
              "--sched-flags "
                  + name
                  + ": there is no such flag; it takes flag-1, flag-2, flag-3, sh-fallback,"
                  + " sh-port, mh-fallback, mh-port");
    };
  }

  private static ServiceFlags owned(String owner, String name, ServiceFlags flag, Draft draft) {
    if (!draft.scheduler().equals(owner)) {
      throw misuse(
          draft.wordOf(Option.SCHEDULER_FLAGS),
          "--sched-flags "
              + name
              + ": it is a flag of scheduler "
              + owner
              + ", and the scheduler is "
              + draft.scheduler());
    }
    return flag;
  }
}
