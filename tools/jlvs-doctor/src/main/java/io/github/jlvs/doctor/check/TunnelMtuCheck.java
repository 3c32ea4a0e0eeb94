// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.Interface;
import io.github.jlvs.doctor.seen.Routes;
import io.github.jlvs.doctor.seen.Seen;
import io.github.jlvs.doctor.seen.Way;
import io.github.jlvs.ipvs.Encapsulation;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.linux.RouterSetup;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * On a director with tunnels: whether the way to a real server is narrower than the clients' link.
 * What does not fit into the tunnel is answered by ICMP "fragmentation needed" as long as pmtu_disc
 * is on; who does not hear that sends the same again and again. On links of one width the few
 * octets of the encapsulation alone are missing, which every tunnel has and nobody is told.
 */
final class TunnelMtuCheck implements Check {
  private static final String PATH = "net/ipv4/vs/pmtu_disc";
  private static final int IP_HEADER = 20;
  private static final int IPV6_HEADER = 40;
  private static final int UDP_AND_GUE = 12;
  private static final int GRE_HEADER = 4;

  @Override
  public String name() {
    return "tunnel-mtu";
  }

  @Override
  public Verdict judge(Seen seen) {
    if (!Forwardings.tunnelIn(seen.task())) {
      return new Verdict.LeftOut("no real server is reached through a tunnel");
    }
    int width = clients(seen);
    if (width == 0) {
      return new Verdict.LeftOut("no interface of a virtual router is here, nor a virtual address");
    }
    if (seen.parameters().value(PATH).orElse(1) == 0) {
      return new Verdict.Judged(List.of());
    }
    return Verdict.of(seen.routes(), routes -> findings(seen, routes, width));
  }

  /** The width of the link that clients come by, in bytes. */
  private static int clients(Seen seen) {
    List<String> names = seen.task().routers().stream().map(RouterSetup::interfaceName).toList();
    return seen.links().stream()
        .filter(
            link ->
                names.contains(link.name())
                    || seen.task().virtualAddresses().stream()
                        .anyMatch(vip -> link.holding(vip).isPresent()))
        .mapToInt(Interface::mtu)
        .max()
        .orElse(0);
  }

  private static List<Finding> findings(Seen seen, Routes routes, int width) {
    List<Finding> findings = new ArrayList<>();
    List<InetAddress> told = new ArrayList<>();
    for (var server : seen.task().virtualServers()) {
      for (var real : server.checks().realServers()) {
        InetAddress address = real.address().address();
        if (server.forwarding(real) instanceof Forwarding.Tunnel tunnel
            && !told.contains(address)) {
          told.add(address);
          width(seen, routes, address)
              .filter(path -> path < width)
              .ifPresent(path -> findings.add(finding(address, tunnel, path, width)));
        }
      }
    }
    return findings;
  }

  private static Optional<Integer> width(Seen seen, Routes routes, InetAddress real) {
    return routes
        .to(real)
        .flatMap(Way::step)
        .flatMap(
            step ->
                step.mtu().isPresent()
                    ? Optional.of(step.mtu().getAsInt())
                    : seen.named(step.interfaceName()).map(Interface::mtu));
  }

  /** What a packet grows by in the tunnel, in bytes. */
  private static int added(Encapsulation encapsulation, InetAddress real) {
    int header = real.getAddress().length == Integer.BYTES ? IP_HEADER : IPV6_HEADER;
    if (encapsulation instanceof Encapsulation.Gue) {
      return header + UDP_AND_GUE;
    }
    return encapsulation instanceof Encapsulation.Gre ? header + GRE_HEADER : header;
  }

  private static Finding finding(InetAddress real, Forwarding.Tunnel tunnel, int path, int width) {
    String name = IpAddresses.format(real);
    int fits = path - added(tunnel.encapsulation(), real);
    return new Finding(
        Severity.WARNING,
        "large packets of clients do not fit into the tunnel to " + name,
        List.of(
            "the way to "
                + name
                + " takes packets of "
                + path
                + " bytes (ip route get "
                + name
                + ")",
            "clients send up to "
                + width
                + ", and "
                + fits
                + " fit into the tunnel ("
                + tunnel.encapsulation().name()
                + ")",
            Values.shown(PATH, "not 0")),
        "What is larger is answered by ICMP \"fragmentation needed\". A client behind a firewall that"
            + " throws ICMP away never hears of it: small requests are served, and an upload hangs."
            + " With 0 the director sends such packets in fragments.",
        List.of(Values.set(PATH, 0)));
  }
}
