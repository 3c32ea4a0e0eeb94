// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.ArpAnswers;
import io.github.jlvs.doctor.seen.Hearing;
import io.github.jlvs.doctor.seen.Routes;
import io.github.jlvs.doctor.seen.Seen;
import io.github.jlvs.doctor.seen.Task;
import io.github.jlvs.doctor.seen.Way;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.linux.RouterSetup;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * On a director that advertises to peers: whether it sends from an address of its own, to hosts
 * that are there, and whether who advertises to it is one of them.
 */
final class UnicastPeersCheck implements Check {
  @Override
  public String name() {
    return "unicast-peers";
  }

  @Override
  public Verdict judge(Seen seen) {
    List<RouterSetup> routers =
        seen.task().routers().stream()
            .filter(router -> router.transport() instanceof Transport.Unicast)
            .toList();
    if (routers.isEmpty()) {
      return new Verdict.LeftOut("no virtual router has unicast_peer");
    }
    if (seen.hearings().missing().isPresent()) {
      return new Verdict.LeftOut(seen.hearings().missing().get());
    }
    return Verdict.of(
        seen.routes(),
        routes -> routers.stream().flatMap(each -> findings(seen, routes, each).stream()).toList());
  }

  private static List<Finding> findings(Seen seen, Routes routes, RouterSetup router) {
    List<Finding> findings = new ArrayList<>();
    router
        .source()
        .filter(source -> seen.holder(source).isEmpty())
        .ifPresent(source -> findings.add(source(seen, router, source)));
    List<InetAddress> peers = Task.peersOf(router).toList();
    List<Hearing> hearings =
        seen.hearings().seen().orElse(List.of()).stream()
            .filter(hearing -> hearing.router().name().equals(router.name()))
            .toList();
    for (InetAddress peer : peers) {
      boolean heard =
          hearings.stream()
              .flatMap(hearing -> hearing.heard().stream())
              .anyMatch(each -> each.source().equals(peer));
      if (seen.holder(peer).isPresent()) {
        findings.add(itself(seen, router, peer));
      } else if (!heard && routes.to(peer).filter(way -> way.step().isEmpty()).isPresent()) {
        findings.add(noWay(seen, router, peer));
      } else if (!heard && isAbsent(seen, routes, peer)) {
        findings.add(absent(seen, router, peer));
      }
    }
    for (Hearing hearing : hearings) {
      hearing.heard().stream()
          .filter(each -> !peers.contains(each.source()))
          .filter(each -> VrrpMismatchCheck.difference(each).isEmpty())
          .forEach(each -> findings.add(stranger(seen, router, each.source())));
    }
    return findings;
  }

  /** A host of a link of this one that did not answer there for its own address. */
  private static boolean isAbsent(Seen seen, Routes routes, InetAddress peer) {
    Optional<String> link =
        routes
            .to(peer)
            .flatMap(Way::step)
            .filter(each -> each.gateway().isEmpty())
            .map(Way.Step::interfaceName);
    List<ArpAnswers> asked =
        seen.answers().seen().stream()
            .flatMap(List::stream)
            .filter(each -> each.address().equals(peer))
            .filter(each -> link.equals(Optional.of(each.interfaceName())))
            .toList();
    return !asked.isEmpty() && asked.stream().allMatch(each -> each.macs().isEmpty());
  }

  private static Finding source(Seen seen, RouterSetup router, InetAddress source) {
    return new Finding(
        Severity.CRITICAL,
        "this host does not have the address that " + router.name() + " is to advertise from",
        List.of(
            "unicast_src_ip " + IpAddresses.format(source) + " (" + where(seen, router) + ")",
            "no interface has it (ip addr show)"),
        "The kernel sends nothing from an address that is not here: the other director hears no"
            + " master and becomes one.",
        List.of(
            new Remedy.Advice(
                "Write the address of " + router.interfaceName() + " for unicast_src_ip."),
            Remedy.reload()));
  }

  private static Finding itself(Seen seen, RouterSetup router, InetAddress peer) {
    return new Finding(
        Severity.CRITICAL,
        "a peer of " + router.name() + " is this host itself: " + IpAddresses.format(peer),
        List.of("unicast_peer (" + where(seen, router) + ")"),
        "The file of the other director was copied: what this host sends it sends to itself, and the"
            + " other one hears no master.",
        advice("Write the other director's address there."));
  }

  private static Finding noWay(Seen seen, RouterSetup router, InetAddress peer) {
    String name = IpAddresses.format(peer);
    return new Finding(
        Severity.CRITICAL,
        "there is no way to " + name + ", a peer of " + router.name(),
        List.of(
            "ip route get " + name + ": unreachable", "unicast_peer (" + where(seen, router) + ")"),
        "No advertisement gets there: the other director hears no master and becomes one.",
        advice("Write the other director's address there, or add a route to it."));
  }

  private static Finding absent(Seen seen, RouterSetup router, InetAddress peer) {
    String name = IpAddresses.format(peer);
    return new Finding(
        Severity.CRITICAL,
        "nobody has the address of a peer of " + router.name() + ": " + name,
        List.of(
            "no answer to ARP probes within a second",
            "unicast_peer (" + where(seen, router) + ")"),
        "Either the other director is down, or its address is mistyped: then it hears no master and"
            + " becomes one beside this host.",
        advice("Write the other director's address there, or start that host."));
  }

  private static Finding stranger(Seen seen, RouterSetup router, InetAddress source) {
    String name = IpAddresses.format(source);
    return new Finding(
        Severity.CRITICAL,
        name + " advertises to " + router.name() + ", and is no peer of it",
        List.of(
            "advertisements come from " + name,
            "unicast_peer has others (" + where(seen, router) + ")"),
        "This host hears it, but sends to other addresses itself: while this one is master, that"
            + " director hears none and becomes one beside it.",
        advice(
            "Write "
                + name
                + " into unicast_peer here, or set unicast_src_ip there to the address that is"
                + " named here."));
  }

  private static List<Remedy> advice(String text) {
    return List.of(new Remedy.Advice(text + " Then reload where it was changed."), Remedy.reload());
  }

  private static String where(Seen seen, RouterSetup router) {
    return seen.task().source() + ", vrrp_instance " + router.name();
  }
}
