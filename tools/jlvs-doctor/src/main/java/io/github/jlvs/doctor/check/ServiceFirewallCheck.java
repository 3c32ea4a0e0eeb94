// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.filter.Content;
import io.github.jlvs.doctor.filter.Dropped;
import io.github.jlvs.doctor.filter.Packet;
import io.github.jlvs.doctor.seen.Interface;
import io.github.jlvs.doctor.seen.Seen;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.ipvs.Encapsulation;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import io.github.jlvs.net.AddressFamily;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * On a real server that gets packets as clients sent them: whether a packet filter lets pass what
 * comes for the virtual address, and before that for the tunnel that it comes in. A check of the
 * own address tells nothing of a rule for the virtual one. Who the client is nobody knows: of rules
 * for some of them nothing is said.
 */
final class ServiceFirewallCheck implements Check {
  @Override
  public String name() {
    return "service-firewall";
  }

  @Override
  public Verdict judge(Seen seen) {
    List<ServiceId.Address> services = ListenerCheck.known(seen);
    return services.isEmpty()
        ? ListenerCheck.NONE_KNOWN
        : Verdict.of(
            seen.filters(),
            filters ->
                services.stream().flatMap(service -> finding(seen, service).stream()).toList());
  }

  private static Optional<Finding> finding(Seen seen, ServiceId.Address service) {
    List<Dropped> dropping =
        packets(seen, service)
            .distinct()
            .flatMap(packet -> Drops.certain(seen, packet).stream())
            .distinct()
            .toList();
    return dropping.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Finding(
                Severity.CRITICAL,
                "a packet filter of this real server throws away what clients send to " + service,
                Drops.shown(seen, dropping),
                "Packets come with the virtual address in them. A check of this host's own address"
                    + " may succeed, and clients get no answer all the same.",
                Drops.opening(dropping)));
  }

  /** All that comes for a service, by whatever way this host is a real server of it. */
  private static Stream<Packet> packets(Seen seen, ServiceId.Address service) {
    return seen.task().virtualServers().stream()
        .filter(server -> server.services().stream().anyMatch(each -> each.id().equals(service)))
        .flatMap(
            server ->
                server.checks().realServers().stream()
                    .flatMap(real -> packets(seen, service, server, real)));
  }

  private static Stream<Packet> packets(
      Seen seen, ServiceId.Address service, VirtualServerSetup server, RealServer real) {
    InetAddress own = real.address().address();
    Forwarding forwarding = server.forwarding(real);
    if (forwarding.equals(Forwarding.DIRECT_ROUTE)) {
      return links(seen, own).map(link -> in(link, service));
    }
    boolean plain =
        forwarding instanceof Forwarding.Tunnel tunnel
            && tunnel.encapsulation().equals(Encapsulation.IPIP)
            && AddressFamily.of(own) == AddressFamily.of(service.address());
    if (!plain) {
      return Stream.empty();
    }
    boolean ipv4 = AddressFamily.of(own) == AddressFamily.IPV4;
    List<Packet> packets = new ArrayList<>();
    seen.holder(own)
        .map(link -> in(link.name(), own, ipv4 ? Content.IPV4_IN_IP : Content.IPV6_IN_IP))
        .ifPresent(packets::add);
    seen.named(ipv4 ? Interface.IPV4_TUNNEL : Interface.IPV6_TUNNEL)
        .filter(Interface::up)
        .map(device -> in(device.name(), service))
        .ifPresent(packets::add);
    return packets.stream();
  }

  /** That of the address by which the director knows this host; else any. */
  private static Stream<String> links(Seen seen, InetAddress own) {
    List<Interface> links = seen.holder(own).map(List::of).orElseGet(seen::links);
    return links.stream().map(Interface::name);
  }

  private static Packet in(String link, ServiceId.Address service) {
    return in(link, service.address(), Content.to(service.protocol(), service.port()));
  }

  private static Packet in(String link, InetAddress destination, Content content) {
    return new Packet(Packet.Way.IN, link, Optional.empty(), destination, content);
  }
}
