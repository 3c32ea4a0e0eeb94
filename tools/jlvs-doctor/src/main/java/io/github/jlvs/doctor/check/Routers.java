// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.filter.Advert;
import io.github.jlvs.doctor.filter.Dropped;
import io.github.jlvs.doctor.seen.Hearing;
import io.github.jlvs.doctor.seen.Interface;
import io.github.jlvs.doctor.seen.Listener;
import io.github.jlvs.doctor.seen.Seen;
import io.github.jlvs.doctor.seen.Task;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.Transport;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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
    return hearing.router().config().addresses().stream()
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
  static List<Dropped> dropping(Seen seen, Hearing hearing, Advert.Way way) {
    return seen.filters()
        .seen()
        .map(filters -> filters.dropping(advert(seen, hearing, way)))
        .orElse(List.of());
  }

  private static Advert advert(Seen seen, Hearing hearing, Advert.Way way) {
    InetAddress own = own(seen, hearing);
    Optional<InetAddress> peer = peer(hearing);
    InetAddress group =
        hearing.router().transport() instanceof Transport.Multicast multicast
            ? multicast.group()
            : way == Advert.Way.IN ? own : peer.orElse(own);
    InetAddress source = way == Advert.Way.OUT ? own : peer.orElse(own);
    return new Advert(way, hearing.router().interfaceName(), source, group);
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

  /** What a rule is, and what it has counted meanwhile. */
  static List<String> shown(Seen seen, List<Dropped> dropping) {
    List<String> shown = new ArrayList<>();
    for (Dropped each : dropping) {
      shown.add(each.where() + ": " + each.rule() + counted(seen, each));
    }
    if (!dropping.isEmpty()) {
      return shown;
    }
    return List.of(
        seen.filters()
            .missing()
            .map(why -> "the packet filters could not be read: " + why)
            .orElse("no rule of nft or iptables that does so was found (nft list ruleset)"));
  }

  private static String counted(Seen seen, Dropped dropped) {
    OptionalLong meanwhile =
        seen.filters()
            .seen()
            .map(filters -> filters.meanwhile(dropped))
            .orElse(OptionalLong.empty());
    if (dropped.packets().isEmpty()) {
      return " (it does not count)";
    }
    return " (it has counted "
        + dropped.packets().getAsLong()
        + (meanwhile.isPresent() ? ", " + meanwhile.getAsLong() + " of them meanwhile" : "")
        + ")";
  }

  /** The commands that open them, each once. */
  static List<Remedy> opening(List<Dropped> dropping) {
    if (dropping.isEmpty()) {
      return List.of(
          new Remedy.Advice(
              "Look for what else filters packets here: eBPF programs (bpftool net), a firewall of"
                  + " the cloud or hypervisor."));
    }
    return dropping.stream().map(Dropped::remedy).distinct().map(Remedy::here).toList();
  }
}
