// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.filter.IptablesNames;
import io.github.jlvs.doctor.seen.Balancer;
import io.github.jlvs.doctor.seen.Interface;
import io.github.jlvs.doctor.seen.Seen;
import io.github.jlvs.ipvs.Connection;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * On a director that translates addresses: whether clients sit in the real servers' own network,
 * and get their answers past the director.
 */
final class NatClientsCheck implements Check {
  private static final String WAITING = "SYN_RECV";

  /** Of the kernel's 60 s: the client has tried within the last ten. */
  private static final int LATELY_SECONDS = 50;

  @Override
  public String name() {
    return "nat-clients";
  }

  @Override
  public Verdict judge(Seen seen) {
    List<InetAddress> translated = seen.task().realServers(Forwarding.MASQUERADE::equals);
    if (translated.isEmpty()) {
      return new Verdict.LeftOut("no real server is reached by NAT");
    }
    return Verdict.of(seen.balancer(), balancer -> findings(seen, balancer, translated));
  }

  private static List<Finding> findings(
      Seen seen, Balancer balancer, List<InetAddress> translated) {
    List<Finding> findings = new ArrayList<>();
    for (Interface link : seen.links()) {
      balancer.sample().stream()
          .filter(each -> each.state().equals(WAITING) && each.expiresSeconds() >= LATELY_SECONDS)
          .filter(each -> link.isNeighbourOf(each.clientAddress()))
          .filter(each -> translated.contains(each.destination().address()))
          .filter(each -> link.isNeighbourOf(each.destination().address()))
          .findFirst()
          .ifPresent(each -> findings.add(finding(link, each)));
    }
    return findings;
  }

  private static Finding finding(Interface link, Connection connection) {
    String client = IpAddresses.format(connection.clientAddress());
    String network =
        link.addresses().stream()
            .filter(placed -> placed.covers(connection.clientAddress()))
            .findFirst()
            .map(placed -> placed.network().toString())
            .orElseThrow();
    String family =
        AddressFamily.of(connection.clientAddress()) == AddressFamily.IPV6 ? "ip6" : "ip";
    return new Finding(
        Severity.CRITICAL,
        "clients in the network of the real servers get no answer: " + client,
        List.of(
            "connection of "
                + client
                + " to "
                + connection.destination()
                + " in state "
                + connection.state()
                + " (ipvsadm -lnc)",
            "both are in the network of " + link.name()),
        "The real server answers such a client directly, from its own address, which the client never"
            + " asked: it throws the answer away. Only with the director's address as the sender does"
            + " the answer come back through it.",
        List.of(
            Remedy.here("sysctl -w net.ipv4.vs.conntrack=1"),
            Remedy.here(
                IptablesNames.of(family, "iptables")
                    + " -t nat -A POSTROUTING -s "
                    + network
                    + " -m ipvs --vaddr "
                    + IpAddresses.format(connection.virtualAddress())
                    + " -j MASQUERADE")));
  }
}
