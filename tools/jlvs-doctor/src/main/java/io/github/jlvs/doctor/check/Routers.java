// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.filter.Content;
import io.github.jlvs.doctor.filter.Dropped;
import io.github.jlvs.doctor.filter.Packet;
import io.github.jlvs.doctor.seen.Hearing;
import io.github.jlvs.doctor.seen.Interface;
import io.github.jlvs.doctor.seen.Listener;
import io.github.jlvs.doctor.seen.Seen;
import io.github.jlvs.doctor.seen.Task;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.Transport;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What checks of virtual routers have in common. */
final class Routers {
  private Routers() {}

  /** Judges each virtual router by what was heard for it. */
  static Verdict each(Seen seen, Function<Hearing, Stream<Finding>> findings) {
    if (seen.task().routers().isEmpty()) {
      return new Verdict.LeftOut("there is no virtual router in the configuration");
    }
    return Verdict.of(seen.hearings(), all -> all.stream().flatMap(findings).toList());
  }

  /** Whether this host has the addresses of the router: it is, or believes to be, the master. */
  static boolean isMaster(Seen seen, Hearing hearing) {
    return isHere(seen, hearing.router().config().addresses());
  }

  /**
   * Whether this host has one of the addresses, as a master has: on lo it has them as a real
   * server.
   */
  static boolean isHere(Seen seen, Collection<InetAddress> addresses) {
    return addresses.stream()
        .anyMatch(address -> seen.holder(address).filter(each -> !each.isLoopback()).isPresent());
  }

  /**
   * Whether it was seen that no daemon of VRRP runs. Each has a raw socket for advertisements, as
   * master, as backup and in the state of a fault; it stands in a list of the network namespace,
   * whatever the program is called and in whichever container it runs. Nor does any leave from
   * here.
   */
  static boolean isWithoutDaemon(Seen seen) {
    boolean listens =
        seen.listeners()
            .seen()
            .map(all -> all.stream().anyMatch(Listener::takesAdvertisements))
            .orElse(true);
    boolean sends =
        seen.hearings().seen().stream()
            .flatMap(List::stream)
            .anyMatch(hearing -> hearing.sent() > 0);
    return !seen.task().routers().isEmpty() && !listens && !sends;
  }

  /** Whether another on the link is configured so that its advertisements are refused. */
  static boolean refusesOthers(Hearing hearing) {
    return hearing.heard().stream()
        .anyMatch(
            heard ->
                heard.verdict() instanceof Input.AdvertisementRefused refused
                    && refused.rejection().mismatch());
  }

  /** The addresses of the router, for a sentence. */
  static String addresses(Hearing hearing) {
    return Values.addresses(hearing.router().config().addresses());
  }

  /** Where packet filters throw an advertisement away that comes from another, or leaves. */
  static List<Dropped> dropping(Seen seen, Hearing hearing, Packet.Way way) {
    return Drops.of(seen, packet(seen, hearing, way));
  }

  private static Packet packet(Seen seen, Hearing hearing, Packet.Way way) {
    InetAddress own = own(seen, hearing);
    Optional<InetAddress> peer = peer(hearing);
    InetAddress group =
        hearing.router().transport() instanceof Transport.Multicast multicast
            ? multicast.group()
            : way == Packet.Way.IN ? own : peer.orElse(own);
    return new Packet(
        way,
        hearing.router().interfaceName(),
        way == Packet.Way.OUT ? Optional.of(own) : peer,
        group,
        Content.VRRP);
  }

  /** One that was heard, or a configured one; of another that may come none is known. */
  private static Optional<InetAddress> peer(Hearing hearing) {
    Stream<InetAddress> heard = hearing.heard().stream().map(each -> each.source());
    return Stream.concat(heard, Task.peersOf(hearing.router())).findFirst();
  }

  /** Over IPv6 advertisements come from a link-local address (RFC 9568 section 5.1.2.1). */
  private static boolean sendsFrom(AddressFamily family, InetAddress address) {
    return AddressFamily.of(address) == family
        && (family == AddressFamily.IPV4 || address.isLinkLocalAddress());
  }

  private static InetAddress own(Seen seen, Hearing hearing) {
    AddressFamily family = hearing.router().config().protocol().family();
    return hearing
        .router()
        .source()
        .or(
            () ->
                seen.named(hearing.router().interfaceName()).stream()
                    .flatMap(each -> each.addresses().stream())
                    .map(Interface.Placed::address)
                    .filter(address -> sendsFrom(family, address))
                    .findFirst())
        .orElseGet(family::unspecified);
  }
}
