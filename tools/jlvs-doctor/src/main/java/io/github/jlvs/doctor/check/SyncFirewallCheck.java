// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.filter.Content;
import io.github.jlvs.doctor.filter.Dropped;
import io.github.jlvs.doctor.filter.Packet;
import io.github.jlvs.doctor.seen.Seen;
import io.github.jlvs.doctor.seen.SyncMessage;
import io.github.jlvs.ipvs.SyncDaemon;
import io.github.jlvs.keepalived.conf.model.SyncDaemonSetup;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.IpProtocol;
import io.github.jlvs.vrrp.linux.RouterSetup;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * On a director that synchronises connections: whether a packet filter lets pass what is sent while
 * this host is master, and what comes while it is not. The kernel sends and takes it by itself, so
 * that no other socket shows what a filter has thrown away: the rules alone say it.
 */
final class SyncFirewallCheck implements Check {
  @Override
  public String name() {
    return "sync-firewall";
  }

  @Override
  public Verdict judge(Seen seen) {
    Optional<SyncDaemonSetup> sync = seen.task().sync();
    return sync.isEmpty()
        ? new Verdict.LeftOut("there is no lvs_sync_daemon in the configuration")
        : Verdict.of(
            seen.filters(),
            filters ->
                Stream.of(Packet.Way.values())
                    .flatMap(way -> finding(seen, sync.get(), way).stream())
                    .toList());
  }

  private static Optional<Finding> finding(Seen seen, SyncDaemonSetup sync, Packet.Way way) {
    SyncDaemon sender = sync.sender();
    Packet packet =
        new Packet(
            way,
            sender.multicastInterface(),
            way == Packet.Way.OUT ? own(seen, sender) : other(seen),
            sender.groupUsed(),
            Content.to(IpProtocol.UDP, sender.portUsed()));
    List<Dropped> dropping = Drops.certain(seen, packet);
    return dropping.isEmpty()
        ? Optional.empty()
        : Optional.of(finding(seen, sync, packet, dropping));
  }

  private static Finding finding(
      Seen seen, SyncDaemonSetup sync, Packet packet, List<Dropped> dropping) {
    boolean leaves = packet.way() == Packet.Way.OUT;
    boolean now = leaves == isMaster(seen, sync);
    List<String> shown = new ArrayList<>();
    shown.add(
        "lvs_sync_daemon "
            + packet.interfaceName()
            + ": UDP to "
            + IpAddresses.format(packet.destination(), sync.sender().portUsed())
            + " ("
            + seen.task().source()
            + ")");
    if (!leaves) {
      other(seen)
          .map(it -> "messages of " + IpAddresses.format(it) + " come to this host (packet socket)")
          .ifPresent(shown::add);
    }
    shown.addAll(Drops.shown(seen, dropping));
    return new Finding(
        now ? Severity.CRITICAL : Severity.WARNING,
        "a packet filter of this host "
            + (now ? "throws" : "would throw")
            + " away the connections that "
            + (leaves ? "it tells the other director" : "the other director tells it"),
        shown,
        why(sync.router(), leaves, now),
        Drops.opening(dropping));
  }

  private static String why(String router, boolean leaves, boolean now) {
    String harm =
        leaves
            ? "The other director gets to know no connection, and all that are open break when it"
                + " takes over."
            : "This host gets to know no connection of the other director, and all that are open"
                + " break when it takes over.";
    return now
        ? harm
        : "Not yet, but as soon as "
            + router
            + (leaves ? " is" : " is not")
            + " master here. "
            + harm;
  }

  private static boolean isMaster(Seen seen, SyncDaemonSetup sync) {
    return seen.task().routers().stream()
        .filter(router -> router.name().equals(sync.router()))
        .map(RouterSetup::config)
        .anyMatch(router -> Routers.isHere(seen, router.addresses()));
  }

  private static Optional<InetAddress> own(Seen seen, SyncDaemon sender) {
    return seen.named(sender.multicastInterface())
        .flatMap(link -> link.first(AddressFamily.of(sender.groupUsed())));
  }

  private static Optional<InetAddress> other(Seen seen) {
    return seen.syncMessages().seen().orElse(List.of()).stream()
        .map(SyncMessage::source)
        .findFirst();
  }
}
