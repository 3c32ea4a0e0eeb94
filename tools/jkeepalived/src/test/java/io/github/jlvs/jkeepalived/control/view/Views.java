// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import io.github.jlvs.healthcheck.AdministrativeState;
import io.github.jlvs.healthcheck.CheckState;
import io.github.jlvs.healthcheck.DesiredDestination;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.healthcheck.linux.CheckStatus;
import io.github.jlvs.healthcheck.linux.RealServerStatus;
import io.github.jlvs.healthcheck.linux.VirtualServerStatus;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.ipvs.fake.FakeIpvsKernel;
import io.github.jlvs.jkeepalived.dump.Snapshots;
import io.github.jlvs.jkeepalived.event.EventJournal;
import io.github.jlvs.jkeepalived.event.EveryEvent;
import io.github.jlvs.jkeepalived.override.Overrides;
import io.github.jlvs.jkeepalived.override.ServerOverride;
import io.github.jlvs.jkeepalived.override.Target;
import io.github.jlvs.jkeepalived.snapshot.Dated;
import io.github.jlvs.jkeepalived.snapshot.Lateness;
import io.github.jlvs.jkeepalived.snapshot.ReloadReport;
import io.github.jlvs.jkeepalived.snapshot.RouterReport;
import io.github.jlvs.jkeepalived.snapshot.ServerReport;
import io.github.jlvs.jkeepalived.snapshot.Snapshot;
import io.github.jlvs.jkeepalived.snapshot.TableReport;
import io.github.jlvs.keepalived.conf.ConfigurationReader;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.linux.LateCause;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Moments in the life of a daemon. */
public final class Views {
  /** 2026-11-28 22:00:05 UTC. */
  public static final Instant NOW = Instant.ofEpochSecond(1795903205);

  static final DaemonFacts FACTS =
      new DaemonFacts(
          "0.1.0", "17.0.15", 4711, NOW.minusSeconds(90000), "/etc/keepalived/keepalived.conf");

  /** Nobody may trust what a server says. */
  static final String HOSTILE = "\u001b[2J\u202e\"\\\n";

  private static final String SERVERS =
      """
      virtual_server 10.1.0.50 80 {
        lb_algo wrr
        lb_kind DR
        protocol TCP
        quorum 2
        depool_threshold 50%
        sorry_server 10.1.0.99 80
        real_server 10.1.0.2 80 {
          weight 2
          inhibit_on_failure
          TCP_CHECK {
          }
          TCP_CHECK {
            connect_port 81
          }
        }
        real_server 10.1.0.3 80 {
          TCP_CHECK {
          }
        }
      }
      virtual_server fwmark 7 {
        lb_kind TUN
        real_server 127.0.0.1 53 {
        }
      }
      virtual_server fwmark 7 inet6 {
        lb_kind TUN
        real_server ::1 53 {
        }
      }
      """;

  private Views() {}

  /** One of every kind. */
  static EventJournal events() {
    EventJournal journal = new EventJournal(() -> NOW);
    EveryEvent.all().forEach(journal::take);
    return journal;
  }

  static Configuration servers() {
    return ConfigurationReader.read("t.conf", SERVERS).configuration().orElseThrow();
  }

  /** Four virtual routers, one in fault; three virtual services, of one a server is down. */
  public static Seen troubled() {
    return new Seen(
        snapshot(
            Optional.of(routers()),
            Optional.of(report(Set.of())),
            List.of("IPVS: no such service"),
            new ReloadReport(
                true,
                3,
                1,
                Optional.of(
                    new ReloadReport.Last(NOW.minusSeconds(60), false, "The file has errors")))),
        table(),
        FACTS,
        NOW,
        events(),
        Wanted.ALL);
  }

  /** Nothing is run, and nothing has happened. */
  public static Seen quiet() {
    return new Seen(
        snapshot(
            Optional.empty(),
            Optional.empty(),
            List.of(),
            new ReloadReport(true, 0, 0, Optional.empty())),
        ActualTable.UNREAD,
        FACTS,
        NOW,
        new EventJournal(),
        Wanted.ALL);
  }

  /** Services whose checks rest, and a table that cannot be read. */
  public static Seen resting() {
    return new Seen(
        snapshot(
            Optional.empty(),
            Optional.of(
                report(
                    Set.copyOf(
                        servers().virtualServers().stream()
                            .map(VirtualServerSetup::name)
                            .toList()))),
            List.of(),
            new ReloadReport(true, 1, 0, Optional.of(new ReloadReport.Last(NOW, true, "ok")))),
        ActualTable.unreadable("not permitted"),
        FACTS,
        NOW,
        new EventJournal(),
        Wanted.ALL);
  }

  /** All kinds of overrides, of servers that are up, and one of a server that is not there. */
  public static Seen overridden() {
    ServerReport plain = report(Set.of());
    Overrides overrides =
        Overrides.of(
            List.of(
                override("10.1.0.3", 80, Optional.empty(), new AdministrativeState.Drained()),
                override("127.0.0.1", 53, Optional.of("FWM 7"), new AdministrativeState.Disabled()),
                override("::1", 53, Optional.empty(), new AdministrativeState.Weighted(5)),
                override("10.9.9.9", 80, Optional.empty(), new AdministrativeState.Drained())));
    return new Seen(
        snapshot(
            Optional.empty(),
            Optional.of(
                new ServerReport(plain.setups(), plain.statuses(), plain.resting(), overrides)),
            List.of(),
            new ReloadReport(true, 0, 0, Optional.empty())),
        table(),
        FACTS,
        NOW,
        new EventJournal(),
        Wanted.ALL);
  }

  /** The first real server is down, and takes connections all the same: half of two are to stay. */
  public static Seen kept() {
    ServerReport plain = report(Set.of());
    List<VirtualServerStatus> statuses = new ArrayList<>(plain.statuses());
    VirtualServerStatus first = statuses.get(0);
    statuses.set(
        0,
        new VirtualServerStatus(
            first.name(),
            true,
            first.realServers(),
            first.realServers().stream()
                .map(each -> new DesiredDestination(each.server(), each.server().weight()))
                .toList()));
    return new Seen(
        snapshot(
            Optional.empty(),
            Optional.of(
                new ServerReport(plain.setups(), statuses, plain.resting(), plain.overrides())),
            List.of(),
            new ReloadReport(true, 0, 0, Optional.empty())),
        table(),
        FACTS,
        NOW,
        new EventJournal(),
        Wanted.ALL);
  }

  private static ServerOverride override(
      String address, int port, Optional<String> service, AdministrativeState state) {
    return new ServerOverride(
        new Target(IpAddresses.parse(address).orElseThrow(), port, service),
        state,
        "root",
        NOW.minusSeconds(60),
        service.map(name -> NOW.plusSeconds(600)),
        Optional.of("new disk").filter(why -> port == 80));
  }

  static Snapshot snapshot(
      Optional<RouterReport> routers,
      Optional<ServerReport> servers,
      List<String> failures,
      ReloadReport reloads) {
    return new Snapshot(
        Snapshots.configuration(""),
        routers.map(report -> new Dated<>(report, NOW)),
        Snapshots.snapshot("").tracked(),
        servers.map(report -> new Dated<>(report, NOW)),
        Optional.of(new Dated<>(new TableReport(failures, Map.of()), NOW)),
        reloads);
  }

  static RouterReport routers() {
    RouterReport plain = Snapshots.routers(Snapshots.configuration(""));
    return new RouterReport(
        plain.routers(),
        plain.groups(),
        new Lateness(
            2,
            Duration.ofMillis(1250),
            Optional.of(
                new Lateness.Last("VI_1", Duration.ofMillis(1100), LateCause.NO_PROCESSOR, NOW))),
        plain.rivals());
  }

  /** The first master hears another one that does not yield. */
  static Seen rivalled() {
    Seen seen = quiet();
    RouterReport plain = Snapshots.routers(Snapshots.configuration(""));
    Map<String, InetAddress> rivals = Map.of("VI_1", IpAddresses.literal("10.1.0.9"));
    RouterReport report =
        new RouterReport(plain.routers().subList(0, 1), plain.groups(), plain.lateness(), rivals);
    Snapshot known = seen.snapshot();
    return new Seen(
        new Snapshot(
            known.configuration(),
            Optional.of(new Dated<>(report, NOW)),
            known.tracked(),
            known.servers(),
            known.table(),
            known.reloads()),
        seen.actual(),
        seen.facts(),
        seen.now(),
        seen.journal(),
        seen.wanted());
  }

  /** The first real server is down, for a reason that a server wrote. */
  static ServerReport report(Set<VirtualServerName> resting) {
    List<VirtualServerSetup> setups = servers().virtualServers();
    List<VirtualServerStatus> statuses = new ArrayList<>();
    for (VirtualServerSetup setup : setups) {
      List<RealServer> reals = setup.checks().realServers();
      boolean hasDown = reals.size() > 1;
      statuses.add(
          new VirtualServerStatus(
              setup.name(),
              !hasDown,
              reals.stream().map(real -> real(real, hasDown && real.equals(reals.get(0)))).toList(),
              reals.stream()
                  .map(
                      real ->
                          new DesiredDestination(
                              real, hasDown && real.equals(reals.get(0)) ? 0 : real.weight()))
                  .toList()));
    }
    return new ServerReport(setups, statuses, resting, Overrides.NONE);
  }

  private static RealServerStatus real(RealServer server, boolean down) {
    List<CheckStatus> checks = new ArrayList<>();
    for (int i = 0; i < server.checks().size(); i++) {
      boolean failed = down && i == 0;
      checks.add(
          new CheckStatus(
              server.checks().get(i),
              failed ? CheckState.DOWN : CheckState.UP,
              i > 0
                  ? Optional.empty()
                  : Optional.of(failed ? ProbeResult.timeout(HOSTILE) : ProbeResult.SUCCESS)));
    }
    return new RealServerStatus(
        server, down ? CheckState.DOWN : CheckState.UP, NOW.minusSeconds(7), checks);
  }

  /** The first service as it should be, but for another weight of the second server. */
  static ActualTable table() {
    VirtualServerSetup setup = servers().virtualServers().get(0);
    VirtualService service = setup.services().get(0);
    List<RealServer> reals = setup.checks().realServers();
    try (Ipvs ipvs = new FakeIpvsKernel().open()) {
      var unused =
          ipvs.reconcile(
              new Table(
                  List.of(
                      new Table.Entry(
                          service,
                          List.of(
                              setup.destination(reals.get(0), 0, 80),
                              setup.destination(reals.get(1), 9, 80))))));
      return ActualTable.read(ipvs, ActualTable.UNREAD, false);
    }
  }
}
