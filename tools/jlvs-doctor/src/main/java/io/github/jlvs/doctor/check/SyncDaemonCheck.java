// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.Balancer;
import io.github.jlvs.doctor.seen.Interface;
import io.github.jlvs.doctor.seen.Seen;
import io.github.jlvs.doctor.seen.SyncMessage;
import io.github.jlvs.ipvs.Operation;
import io.github.jlvs.ipvs.SyncDaemon;
import io.github.jlvs.keepalived.conf.model.SyncDaemonSetup;
import io.github.jlvs.net.IpAddresses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * On a director that synchronises connections: whether the interface can, whether the daemon that
 * runs is the one that is configured, and whether the other director belongs to the same group.
 */
final class SyncDaemonCheck implements Check {
  @Override
  public String name() {
    return "sync-daemon";
  }

  @Override
  public Verdict judge(Seen seen) {
    Optional<SyncDaemonSetup> sync = seen.task().sync();
    if (sync.isEmpty()) {
      return new Verdict.LeftOut("there is no lvs_sync_daemon in the configuration");
    }
    return Verdict.of(seen.balancer(), balancer -> findings(seen, sync.get(), balancer));
  }

  private static List<Finding> findings(Seen seen, SyncDaemonSetup sync, Balancer balancer) {
    List<Finding> findings = new ArrayList<>();
    SyncDaemon wanted = sync.sender();
    String link = wanted.multicastInterface();
    Optional<Interface> there = seen.named(link);
    if (there.filter(Interface::up).isEmpty()) {
      findings.add(down(link, there.isPresent()));
    }
    for (SyncDaemon each : balancer.daemons()) {
      SyncDaemon right = sync.daemon(each.state() == SyncDaemon.State.MASTER);
      if (!right.isWhatRuns(each)) {
        findings.add(other(seen, right, each));
      }
    }
    if (wanted.syncId() != 0) {
      List<SyncMessage> heard = seen.syncMessages().seen().orElse(List.of());
      // Other pairs may synchronise on the same link: where the right id is heard, the rest is
      // theirs.
      boolean right = heard.stream().anyMatch(message -> message.syncId() == wanted.syncId());
      if (!right) {
        heard.forEach(message -> findings.add(peer(seen, wanted, message)));
      }
    }
    return findings;
  }

  private static Finding down(String link, boolean there) {
    return new Finding(
        Severity.CRITICAL,
        "connections cannot be synchronised by " + link,
        List.of(there ? link + " is down (ip link show dev " + link + ")" : "there is no " + link),
        "The other director gets to know no connection, and all that are open break when it takes"
            + " over.",
        there
            ? List.of(Remedy.here("ip link set " + link + " up"))
            : List.of(new Remedy.Advice("Name an interface of this host in lvs_sync_daemon.")));
  }

  private static Finding other(Seen seen, SyncDaemon wanted, SyncDaemon running) {
    return new Finding(
        Severity.WARNING,
        "a synchronisation daemon runs here that is not the one of the configuration",
        List.of(
            running + " (ipvsadm -l --daemon)",
            "lvs_sync_daemon "
                + wanted.multicastInterface()
                + " with sync id "
                + wanted.syncId()
                + " ("
                + seen.task().source()
                + ")"),
        "Somebody else started it, or the daemon has not read its file since: the other director"
            + " does not take what this one sends, or the other way round.",
        List.of(
            Remedy.here("ipvsadm " + new Operation.StopDaemon(running.state())),
            Remedy.here("ipvsadm " + new Operation.StartDaemon(wanted))));
  }

  private static Finding peer(Seen seen, SyncDaemon wanted, SyncMessage message) {
    String peer = IpAddresses.format(message.source());
    return new Finding(
        Severity.CRITICAL,
        "connections of " + peer + " are not taken: its sync id is another one",
        List.of(
            "sync id of what " + peer + " sends: " + message.syncId(),
            "sync id of this host: "
                + wanted.syncId()
                + " ("
                + seen.task().source()
                + ", lvs_sync_daemon)"),
        "The kernel throws away what comes with another sync id: all connections that are open break"
            + " when this host takes over.",
        List.of(
            new Remedy.Advice(
                "Write the same id into lvs_sync_daemon of both files, then reload where it was"
                    + " changed."),
            Remedy.reload()));
  }
}
