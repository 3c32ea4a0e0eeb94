// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.Interface;
import io.github.jlvs.doctor.seen.Parameters;
import io.github.jlvs.doctor.seen.Seen;
import io.github.jlvs.rs.plan.ArpParameter;
import java.util.ArrayList;
import java.util.List;

/**
 * On a real server: whether it keeps silent about the virtual address. For traffic of an interface
 * the kernel takes the larger of its value and that of {@code all} (kernel documentation,
 * networking/ip-sysctl).
 */
final class ArpSettingsCheck implements Check {
  @Override
  public String name() {
    return "arp-settings";
  }

  @Override
  public Verdict judge(Seen seen) {
    if (seen.task().ipv4().isEmpty()) {
      return new Verdict.LeftOut("there is no virtual address of IPv4");
    }
    List<Finding> findings = new ArrayList<>();
    for (ArpParameter parameter : ArpParameter.values()) {
      List<Interface> loud =
          seen.links().stream()
              .filter(link -> !suffices(seen.parameters(), link.name(), parameter))
              .toList();
      if (!loud.isEmpty()) {
        findings.add(finding(seen, parameter, loud));
      }
    }
    return new Verdict.Judged(findings);
  }

  private static boolean suffices(Parameters now, String interfaceName, ArpParameter parameter) {
    return parameter.suffices(now.effective(interfaceName, parameter.text()));
  }

  private static Finding finding(Seen seen, ArpParameter parameter, List<Interface> loud) {
    List<String> shown = new ArrayList<>();
    shown.add(Values.shown(seen.parameters(), "all", parameter.text()));
    loud.forEach(link -> shown.add(Values.shown(seen.parameters(), link.name(), parameter.text())));
    String addresses = Values.addresses(seen.task().ipv4());
    return switch (parameter) {
      case ARP_IGNORE ->
          new Finding(
              Severity.CRITICAL,
              "this real server answers ARP requests for " + addresses,
              shown,
              "Clients and routers that hear its answer first send past the director to this host:"
                  + " some get no answer or no balancing, and which ones changes by chance."
                  + " The larger of both values counts; 1 answers only for addresses of the"
                  + " interface that was asked.",
              remedies(seen.parameters(), parameter, loud));
      case ARP_ANNOUNCE ->
          new Finding(
              Severity.CRITICAL,
              "this real server may ask for its neighbours in the name of " + addresses,
              shown,
              "Its own ARP requests then carry the virtual address, and who hears them sends past"
                  + " the director to this host. The larger of both values counts; 2 never names an"
                  + " address of another interface.",
              remedies(seen.parameters(), parameter, loud));
    };
  }

  /** That of all, unless an interface outdoes it with a value that is larger and no better. */
  private static List<Remedy> remedies(
      Parameters now, ArpParameter parameter, List<Interface> loud) {
    List<Remedy> remedies = new ArrayList<>();
    if (!parameter.suffices(now.ofInterface("all", parameter.text()))) {
      remedies.add(Values.set("all", parameter.text(), parameter.wanted()));
    }
    for (Interface link : loud) {
      if (now.ofInterface(link.name(), parameter.text()) > parameter.wanted()) {
        remedies.add(Values.set(link.name(), parameter.text(), parameter.wanted()));
      }
    }
    return remedies;
  }
}
