// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.Listener;
import io.github.jlvs.doctor.seen.Seen;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.IpProtocol;
import java.util.ArrayList;
import java.util.List;

/**
 * On a real server that gets packets as clients sent them: whether some program takes them, bound
 * to the virtual address or to all.
 */
final class ListenerCheck implements Check {
  /** What a check of services comes to where nobody told any. */
  static final Verdict NONE_KNOWN =
      new Verdict.LeftOut("no service and port is known here: give the directors' file by -f");

  @Override
  public String name() {
    return "listener";
  }

  @Override
  public Verdict judge(Seen seen) {
    List<ServiceId.Address> services = known(seen);
    if (services.isEmpty()) {
      return NONE_KNOWN;
    }
    return Verdict.of(seen.listeners(), listeners -> findings(services, listeners));
  }

  /** The services of this real server whose ports are known: of TCP and UDP. */
  static List<ServiceId.Address> known(Seen seen) {
    return seen.task().servicesHere().stream().filter(ListenerCheck::isKnown).toList();
  }

  private static boolean isKnown(ServiceId.Address service) {
    boolean known =
        service.protocol().equals(IpProtocol.TCP) || service.protocol().equals(IpProtocol.UDP);
    return known && service.port() != 0;
  }

  private static List<Finding> findings(
      List<ServiceId.Address> services, List<Listener> listeners) {
    List<Finding> findings = new ArrayList<>();
    for (ServiceId.Address service : services) {
      boolean taken =
          listeners.stream()
              .anyMatch(
                  each -> each.mayTake(service.protocol(), service.address(), service.port()));
      if (!taken) {
        findings.add(finding(service, listeners));
      }
    }
    return findings;
  }

  private static Finding finding(ServiceId.Address service, List<Listener> listeners) {
    List<String> others =
        listeners.stream()
            .filter(each -> each.protocol().equals(service.protocol()))
            .filter(each -> each.port() == service.port())
            .map(Listener::toString)
            .distinct()
            .toList();
    String flag = service.protocol().equals(IpProtocol.TCP) ? "t" : "u";
    return new Finding(
        Severity.CRITICAL,
        "no program of this real server takes what comes for " + service,
        List.of(
            (others.isEmpty()
                    ? "no socket is bound to port " + service.port()
                    : "bound to port " + service.port() + " is only " + String.join(", ", others))
                + " (ss -ln"
                + flag
                + "p)"),
        "Packets come with the virtual address in them. A check of this host's own address may"
            + " succeed, and clients are refused all the same (unless a rule of the packet filter"
            + " redirects them).",
        List.of(
            new Remedy.Advice(
                "Start the server, and have it listen on "
                    + IpAddresses.format(service.address(), service.port())
                    + " or on all addresses (nginx: listen "
                    + service.port()
                    + ";), then reload it.")));
  }
}
