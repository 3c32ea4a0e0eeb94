// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.filter.Content;
import io.github.jlvs.doctor.filter.Dropped;
import io.github.jlvs.doctor.filter.Packet;
import io.github.jlvs.doctor.seen.Seen;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.linux.RouterSetup;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * On a director that multicasts over IPv4: whether a packet filter lets out what tells switches
 * which groups it is in (IGMP). A switch should forward groups of the link whatever it knows (RFC
 * 4541 section 2.1.2), so that all may be well until there is another switch.
 */
final class IgmpFirewallCheck implements Check {
  /** Where reports of IGMPv3 go (RFC 3376 section 4.2.14). */
  private static final InetAddress REPORTS = IpAddresses.literal("224.0.0.22");

  @Override
  public String name() {
    return "igmp-firewall";
  }

  @Override
  public Verdict judge(Seen seen) {
    Map<String, String> groups = groups(seen);
    return groups.isEmpty()
        ? new Verdict.LeftOut("no virtual router multicasts over IPv4")
        : Verdict.of(
            seen.filters(),
            filters ->
                groups.entrySet().stream()
                    .flatMap(each -> finding(seen, each.getKey(), each.getValue()).stream())
                    .toList());
  }

  /** By the interface: which group, for a sentence. */
  private static Map<String, String> groups(Seen seen) {
    Map<String, String> groups = new TreeMap<>();
    for (RouterSetup router : seen.task().routers()) {
      if (router.transport() instanceof Transport.Multicast multicast
          && AddressFamily.of(multicast.group()) == AddressFamily.IPV4) {
        groups.putIfAbsent(
            router.interfaceName(),
            router.name() + " hears " + IpAddresses.format(multicast.group()));
      }
    }
    return groups;
  }

  private static Optional<Finding> finding(Seen seen, String link, String group) {
    Optional<InetAddress> own = seen.named(link).flatMap(each -> each.first(AddressFamily.IPV4));
    List<Dropped> dropping =
        Drops.certain(seen, new Packet(Packet.Way.OUT, link, own, REPORTS, Content.IGMP));
    return dropping.isEmpty()
        ? Optional.empty()
        : Optional.of(finding(seen, link, group, dropping));
  }

  private static Finding finding(Seen seen, String link, String group, List<Dropped> dropping) {
    List<String> shown = new ArrayList<>();
    shown.add(group + " on " + link + " (" + seen.task().source() + ")");
    shown.addAll(Drops.shown(seen, dropping));
    return new Finding(
        Severity.WARNING,
        "a packet filter of this host keeps from switches which groups it is in, on " + link,
        shown,
        "A switch that looks for IGMP may stop to forward the advertisements of another master to"
            + " this host, which then becomes a second one. One that forwards groups of the link"
            + " always, as most do, hides it.",
        Drops.opening(dropping));
  }
}
