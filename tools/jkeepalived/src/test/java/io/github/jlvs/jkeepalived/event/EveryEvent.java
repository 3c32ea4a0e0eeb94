// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.event;

import io.github.jlvs.healthcheck.AdministrativeState;
import io.github.jlvs.healthcheck.HealthEvent;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.SorryServer;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.jkeepalived.override.ServerOverride;
import io.github.jlvs.jkeepalived.override.Target;
import io.github.jlvs.linux.Errno;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.Event;
import io.github.jlvs.vrrp.Reason;
import io.github.jlvs.vrrp.Rejection;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.linux.LateCause;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import io.github.jlvs.vrrp.linux.VirtualAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** At least one event of every type. */
public final class EveryEvent {
  static final InetAddress PEER = IpAddresses.parse("10.1.0.2").orElseThrow();
  static final VirtualAddress VIP =
      VirtualAddress.of(IpAddresses.parse("10.1.0.50").orElseThrow(), 24);
  static final VirtualServerName WEB =
      new VirtualServerName.Address(ServiceAddress.tcp("10.1.0.50", 80));
  static final ServiceAddress SERVER = ServiceAddress.tcp("10.1.0.3", 80);

  /** Nobody may trust what a server says. */
  static final String HOSTILE = "\u001b[2J\u202e\"\\\n";

  private static final ServerOverride OVERRIDE =
      new ServerOverride(
          Target.everywhere(SERVER),
          new AdministrativeState.Drained(),
          "root",
          Instant.EPOCH,
          Optional.empty(),
          Optional.of("new disk"));

  private EveryEvent() {}

  private static RunnerEvent.StateChanged state(State from, State to, Reason reason) {
    return new RunnerEvent.StateChanged("VI_1", from, to, reason, 100, Optional.of(PEER));
  }

  /** In the order of their kinds. */
  public static List<DaemonEvent> all() {
    return List.of(
        new OfDaemon.Start("0.1.0", 4711, "/etc/keepalived/keepalived.conf"),
        new OfDaemon.Ready(),
        new OfDaemon.Reload(true, "Reload complete", Optional.of("Reload: nothing changed")),
        new OfDaemon.Reload(false, "The configuration was refused", Optional.empty()),
        new OfDaemon.Fault("out of memory"),
        new OfDaemon.Stop(),
        new OfRouter.StateChange(state(State.INITIALIZE, State.BACKUP, Reason.STARTUP)),
        new OfRouter.StateChange(state(State.BACKUP, State.MASTER, Reason.MASTER_DOWN)),
        new OfRouter.Refusal("VI_1", new Event.PacketRefused(PEER, new Rejection.Password())),
        new OfRouter.SharedAddress("VI_1", new Event.AddressInUseElsewhere(PEER, 100, 150)),
        new OfRouter.OwnRouter(
            new RunnerEvent.OwnRouterHeard("VI_1", "eth0", "VI_2", "eth1", 51, 1)),
        new OfRouter.Refusal(
            "VI_1", new Event.PacketRefused(PEER, new Rejection.Ttl(255, 255, 64))),
        new OfRouter.TwoMasters(
            new RunnerEvent.TwoMasters(
                "VI_1",
                new RunnerEvent.Rival.Unyielding(
                    new Event.AnotherMaster(PEER, 100, 150, Event.Election.OURS_BY_PRIORITY)))),
        new OfRouter.TwoMasters(
            new RunnerEvent.TwoMasters(
                "VI_2",
                new RunnerEvent.Rival.Mismatched(
                    new Event.PacketRefused(PEER, new Rejection.Password())))),
        new OfRouter.TwoMastersOver(
            new RunnerEvent.TwoMastersOver("VI_1", PEER, RunnerEvent.RivalryEnd.OTHER_SILENT)),
        new OfRouter.PriorityChange("VI_1", new Event.EffectivePriorityChanged(150, 130)),
        new OfRouter.TrackedChange(new RunnerEvent.TrackingChanged("VI_1", "script s", false)),
        new OfRouter.TrackedChange(new RunnerEvent.TrackingChanged("VI_1", "script s", true)),
        new OfRouter.Lateness(
            new RunnerEvent.Late(
                "VI_1",
                new Event.Late(Event.ProtocolTimer.ADVERTISEMENT, 1_250_000_000),
                LateCause.BUSY)),
        new OfRouter.AddressFailure(
            new RunnerEvent.AddressFailed(
                Optional.of("VI_1"), VIP, "eth0", true, "no such interface", Optional.empty())),
        new OfRouter.AddressRecovery(
            new RunnerEvent.AddressRecovered(Optional.of("VI_1"), VIP, "eth0")),
        new OfRouter.AddressBack("VI_1", new Event.AddressRestored(VIP.address())),
        new OfRouter.EntryBack(
            new RunnerEvent.EntryRestored(Optional.empty(), "route 10.2.0.0/16")),
        new OfRouter.SendFailure(
            new RunnerEvent.AdvertisementFailed("VI_1", PEER, Errno.ENETUNREACH)),
        new OfRouter.SendRecovery(new RunnerEvent.AdvertisementRecovered("VI_1", PEER)),
        new OfRouter.GroupChange(new RunnerEvent.GroupChanged("G", State.BACKUP, State.MASTER)),
        new OfRouter.InterfaceChange(
            new RunnerEvent.InterfaceChanged("eth0", RunnerEvent.InterfaceCondition.DOWN)),
        new OfServer.StateChange(
            WEB, SERVER, false, Optional.of(new OfServer.Finding("TCP_CHECK", HOSTILE))),
        new OfServer.StateChange(
            WEB, SERVER, true, Optional.of(new OfServer.Finding("TCP_CHECK", ""))),
        new OfServer.StateChange(
            new VirtualServerName.FirewallMark(7, AddressFamily.IPV6),
            SERVER,
            false,
            Optional.empty()),
        new OfServer.Kept(WEB, new HealthEvent.ServerKept(SERVER, 2, 4)),
        new OfServer.Released(WEB, new HealthEvent.ServerReleased(SERVER, false, false)),
        new OfServer.Released(WEB, new HealthEvent.ServerReleased(SERVER, true, false)),
        new OfServer.WeightChange(WEB, new HealthEvent.WeightChanged(SERVER, 3, 1, true)),
        new OfServer.DrainBegun(WEB.toString(), SERVER.toString(), Duration.ofSeconds(30)),
        new OfServer.DrainOver(
            WEB.toString(), SERVER.toString(), OfServer.DrainEnd.LIMIT_REACHED, 2),
        new OfServer.DrainOver(WEB.toString(), SERVER.toString(), OfServer.DrainEnd.EMPTIED, 0),
        new OfServer.Overridden(OVERRIDE, OfServer.Decision.SET, "root"),
        new OfServer.Overridden(OVERRIDE, OfServer.Decision.KEPT, "root"),
        new OfServer.Overridden(OVERRIDE, OfServer.Decision.TAKEN_BACK, "anna"),
        new OfServer.Overridden(OVERRIDE, OfServer.Decision.EXPIRED, "root"),
        new OfServer.Quorum(WEB, false, 2, 1),
        new OfServer.Quorum(WEB, true, 2, 3),
        new OfServer.Sorry(WEB, new SorryServer(SERVER, false), true),
        new OfServer.Sorry(WEB, new SorryServer(SERVER, false), false),
        new OfTable.Repaired("the table was", "-A -t 10.1.0.50:80 -s rr"),
        new OfTable.Removed("lvs_flush removed what others had made", "-D -t 10.1.0.60:80"),
        new OfTable.Failed("IPVS: no such service"),
        new OfTable.Recovered());
  }
}
