// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.Interface;
import io.github.jlvs.doctor.seen.Seen;
import io.github.jlvs.net.IpAddresses;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * On a real server: whether it has each virtual address, as that of one host, where neighbours do
 * not ask for it.
 */
final class LoopbackAddressCheck implements Check {
  @Override
  public String name() {
    return "vip-on-loopback";
  }

  @Override
  public Verdict judge(Seen seen) {
    List<Finding> findings = new ArrayList<>();
    for (InetAddress vip : seen.task().virtualAddresses()) {
      List<Interface> holders =
          seen.interfaces().stream().filter(each -> each.holding(vip).isPresent()).toList();
      if (holders.isEmpty()) {
        findings.add(missing(vip));
      }
      holders.forEach(holder -> judge(vip, holder, holders).ifPresent(findings::add));
    }
    return new Verdict.Judged(findings);
  }

  private static Optional<Finding> judge(
      InetAddress vip, Interface holder, List<Interface> holders) {
    Interface.Placed placed = holder.holding(vip).orElseThrow();
    if (holder.answersArp()) {
      return Optional.of(onALink(vip, holder, placed, holders.size() == 1));
    }
    return placed.isHost() ? Optional.empty() : Optional.of(wide(vip, holder, placed));
  }

  private static Finding missing(InetAddress vip) {
    return new Finding(
        Severity.CRITICAL,
        "this real server does not have the virtual address " + IpAddresses.format(vip),
        List.of("no interface has " + IpAddresses.format(vip) + " (ip addr show)"),
        "The director sends packets to this address here unchanged, and this host throws them away"
            + " as those of somebody else: clients get no answer, while checks of its own address"
            + " succeed.",
        List.of(add(vip)));
  }

  private static Finding onALink(
      InetAddress vip, Interface holder, Interface.Placed placed, boolean nowhereElse) {
    List<Remedy> remedies = new ArrayList<>();
    remedies.add(delete(vip, holder, placed));
    if (nowhereElse) {
      remedies.add(add(vip));
    }
    return new Finding(
        Severity.CRITICAL,
        "this real server has the virtual address "
            + IpAddresses.format(vip)
            + " on "
            + holder.name(),
        List.of(shown(vip, holder, placed)),
        "It answers for an address of that interface whatever arp_ignore says, and clients send"
            + " past the director. (On a director that is its own real server this is right.)",
        remedies);
  }

  private static Finding wide(InetAddress vip, Interface holder, Interface.Placed placed) {
    return new Finding(
        Severity.CRITICAL,
        "this real server has the virtual address "
            + IpAddresses.format(vip)
            + " with a prefix of "
            + placed.prefixLength(),
        List.of(shown(vip, holder, placed)),
        "It takes every address of that network for its own: what it should send to neighbours,"
            + " clients' answers among it, never leaves it.",
        List.of(delete(vip, holder, placed), add(vip)));
  }

  private static String shown(InetAddress vip, Interface holder, Interface.Placed placed) {
    return IpAddresses.format(vip)
        + "/"
        + placed.prefixLength()
        + " is on "
        + holder.name()
        + " (ip addr show dev "
        + holder.name()
        + ")";
  }

  private static Remedy add(InetAddress vip) {
    return Remedy.here(
        "ip addr add " + IpAddresses.format(vip) + "/" + bits(vip) + " dev " + Interface.LOOPBACK);
  }

  private static Remedy delete(InetAddress vip, Interface holder, Interface.Placed placed) {
    return Remedy.here(
        "ip addr del "
            + IpAddresses.format(vip)
            + "/"
            + placed.prefixLength()
            + " dev "
            + holder.name());
  }

  private static int bits(InetAddress vip) {
    return vip.getAddress().length * Byte.SIZE;
  }
}
