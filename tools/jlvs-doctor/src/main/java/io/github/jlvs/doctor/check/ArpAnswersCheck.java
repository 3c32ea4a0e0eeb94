// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.ArpAnswers;
import io.github.jlvs.doctor.seen.Seen;
import io.github.jlvs.net.IpAddresses;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who answers ARP requests for a virtual address: one host, the master. Several are real servers
 * that do not keep silent, or two masters.
 */
final class ArpAnswersCheck implements Check {
  @Override
  public String name() {
    return "arp-answers";
  }

  @Override
  public Verdict judge(Seen seen) {
    if (seen.task().ipv4().isEmpty()) {
      return new Verdict.LeftOut("there is no virtual address of IPv4");
    }
    return Verdict.of(seen.answers(), answers -> findings(seen, answers));
  }

  private static List<Finding> findings(Seen seen, List<ArpAnswers> answers) {
    List<Finding> findings = new ArrayList<>();
    for (InetAddress vip : seen.task().ipv4()) {
      boolean here = seen.links().stream().anyMatch(link -> link.holding(vip).isPresent());
      Set<String> macs = new TreeSet<>();
      List<String> links = new ArrayList<>();
      for (ArpAnswers each : inItsNetwork(seen, vip, answers)) {
        macs.addAll(each.macs());
        links.add(each.interfaceName());
      }
      seen.interfaces().forEach(own -> macs.remove(own.mac()));
      int count = macs.size() + (here ? 1 : 0);
      if (count > 1) {
        findings.add(several(seen, vip, here, macs));
      } else if (count == 0 && isExpectedHere(seen, vip, links)) {
        findings.add(nobody(vip, links));
      }
    }
    return findings;
  }

  /**
   * Nobody asks for an address in another network than its own, where a host may answer for what it
   * has on another link; on any link where it has none here.
   */
  private static List<ArpAnswers> inItsNetwork(
      Seen seen, InetAddress vip, List<ArpAnswers> answers) {
    List<ArpAnswers> all = answers.stream().filter(each -> each.address().equals(vip)).toList();
    List<ArpAnswers> near =
        all.stream()
            .filter(
                each ->
                    seen.named(each.interfaceName())
                        .filter(it -> it.isNeighbourOf(vip))
                        .isPresent())
            .toList();
    return near.isEmpty() ? all : near;
  }

  /** An address that clients reach through a router need not be answered for on any link. */
  private static boolean isExpectedHere(Seen seen, InetAddress vip, List<String> links) {
    return seen.links().stream()
        .anyMatch(link -> links.contains(link.name()) && link.isNeighbourOf(vip));
  }

  private static Finding several(Seen seen, InetAddress vip, boolean here, Set<String> macs) {
    List<String> shown = new ArrayList<>();
    if (here) {
      shown.add("this host answers for it, on " + seen.holder(vip).orElseThrow().name());
    }
    List<Remedy> remedies = new ArrayList<>();
    for (String mac : macs) {
      Optional<InetAddress> known = Optional.ofNullable(seen.neighbours().get(mac));
      boolean realServer = known.filter(seen.task().realServers()::contains).isPresent();
      shown.add(
          mac
              + " answers for it: "
              + known
                  .map(each -> IpAddresses.format(each) + (realServer ? ", a real server" : ""))
                  .orElse("whose address is not known here (ip neigh)"));
      known
          .filter(each -> realServer)
          .ifPresent(
              each ->
                  remedies.add(
                      Remedy.on(
                          IpAddresses.format(each),
                          "sysctl -w net.ipv4.conf.all.arp_ignore=1 net.ipv4.conf.all.arp_announce=2")));
    }
    if (remedies.isEmpty()) {
      remedies.add(
          new Remedy.Advice(
              "Run jlvs-doctor on each of these hosts: on a real server it says what makes it answer,"
                  + " on a director why there are two masters."));
    }
    return new Finding(
        Severity.CRITICAL,
        (macs.size() + (here ? 1 : 0))
            + " hosts answer ARP requests for "
            + IpAddresses.format(vip),
        shown,
        "Each client sends to the one whose answer came last: some reach the director, others a"
            + " host that does not balance, and which ones changes by chance.",
        remedies);
  }

  private static Finding nobody(InetAddress vip, List<String> links) {
    return new Finding(
        Severity.CRITICAL,
        "nobody answers ARP requests for " + IpAddresses.format(vip),
        List.of("no answer within a second on " + String.join(", ", links)),
        "No host has the address: no director is master, or the one that is cannot be reached"
            + " from here. Clients get no connection.",
        List.of(new Remedy.Advice("Run jlvs-doctor on the directors.")));
  }
}
