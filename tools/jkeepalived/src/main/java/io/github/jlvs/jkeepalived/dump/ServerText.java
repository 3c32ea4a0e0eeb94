// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.dump;

import static io.github.jlvs.jkeepalived.dump.DumpWords.bit;
import static io.github.jlvs.jkeepalived.dump.DumpWords.enabled;
import static io.github.jlvs.jkeepalived.dump.DumpWords.onOff;
import static io.github.jlvs.jkeepalived.dump.DumpWords.yesNo;

import io.github.jlvs.healthcheck.CheckState;
import io.github.jlvs.healthcheck.DesiredDestination;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.Server;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.healthcheck.linux.RealServerStatus;
import io.github.jlvs.healthcheck.linux.VirtualServerStatus;
import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.ServiceFlags;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.jkeepalived.snapshot.ServerReport;
import io.github.jlvs.keepalived.conf.model.AlertDefaults;
import io.github.jlvs.keepalived.conf.model.Command;
import io.github.jlvs.keepalived.conf.model.UpDownScripts;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The section of the virtual servers in {@code /tmp/keepalived_check.data}. */
final class ServerText {
  private final ServerReport report;
  private final AlertDefaults alerts;
  private final Owners owners;

  ServerText(ServerReport report, AlertDefaults alerts, Owners owners) {
    this.report = report;
    this.alerts = alerts;
    this.owners = owners;
  }

  void write(DumpText text) {
    text.section("LVS Topology");
    Map<VirtualServerName, VirtualServerStatus> statuses = new HashMap<>();
    report.statuses().forEach(status -> statuses.put(status.name(), status));
    for (VirtualServerSetup setup : report.setups()) {
      VirtualServerStatus status = statuses.get(setup.name());
      if (status != null) {
        virtualServer(setup, status, text);
      }
    }
    text.section("Health checkers");
    new CheckText(report).write(text);
  }

  private void virtualServer(VirtualServerSetup setup, VirtualServerStatus status, DumpText text) {
    text.head("------< Virtual server >------");
    text.head("VS " + title(setup));
    service(setup.services().get(0), setup.name(), text);
    text.row("omega is " + onOff(setup.checks().omega()));
    text.row(
        "quorum = %d, hysteresis = %d"
            .formatted(setup.checks().quorum(), setup.checks().hysteresis()));
    scripts("   Quorum %s notify script = ", setup.quorumScripts(), text);
    if (!setup.suspendedWithout().isEmpty()) {
      text.row("Using HA suspend");
    }
    if (setup.statelessFailover()) {
      text.row("Using stateless fail-over");
    }
    boolean mailed = setup.alerts().virtualServer().mail().orElse(alerts.mailOfVirtualServers());
    text.row("Using smtp notification", yesNo(mailed));
    setup
        .checks()
        .sorryServer()
        .ifPresent(
            sorry -> {
              text.row("sorry server", sorry.address());
              text.line("     forwarding method = " + forwarding(setup.forwarding(sorry)));
              text.line("     Inhibit on failure is " + onOff(sorry.inhibit()));
            });
    text.row("alive", bit(!status.desired().isEmpty()));
    text.row("quorum_state_up", bit(status.quorumStands()));
    Map<ServiceAddress, DesiredDestination> desired = new HashMap<>();
    status.desired().stream()
        .filter(each -> each.server() instanceof RealServer)
        .forEach(each -> desired.put(each.address(), each));
    for (RealServerStatus server : status.realServers()) {
      realServer(setup, server, Optional.ofNullable(desired.get(server.server().address())), text);
    }
  }

  private static String title(VirtualServerSetup setup) {
    VirtualServerName name = setup.name();
    if (name instanceof VirtualServerName.Address address) {
      return "VIP = %s, VPORT = %d"
          .formatted(IpAddresses.format(address.service().address()), address.service().port());
    } else if (name instanceof VirtualServerName.FirewallMark mark) {
      return "FWMARK = " + mark.mark();
    } else if (name instanceof VirtualServerName.Group group) {
      return "GROUP = " + group;
    }
    throw new IllegalStateException("not known how this virtual server is shown: " + name);
  }

  private static void service(VirtualService service, VirtualServerName name, DumpText text) {
    text.row("Address family", service.id().family() == AddressFamily.IPV4 ? "inet" : "inet6");
    text.row("lvs_sched", service.scheduler());
    flags(service, text);
    text.row("One packet scheduling", enabled(service.onePacket()));
    service
        .persistence()
        .ifPresent(
            persistence -> {
              text.row("persistence timeout", persistence.timeoutSeconds());
              if (!persistence.netmask().isHost()) {
                text.row("persistence granularity", persistence.netmask());
              }
            });
    boolean mark = name instanceof VirtualServerName.FirewallMark;
    text.row(
        "protocol",
        !mark && service.id() instanceof ServiceId.Address address
            ? address.protocol().name().toUpperCase(Locale.ROOT)
            : "none");
  }

  private static void flags(VirtualService service, DumpText text) {
    String scheduler = service.scheduler();
    ServiceFlags flags = service.flags();
    if (scheduler.equals("sh") || scheduler.equals("mh")) {
      text.row(scheduler + "-port", enabled(flags.contains(ServiceFlags.SH_PORT)));
      text.row(scheduler + "-fallback", enabled(flags.contains(ServiceFlags.SH_FALLBACK)));
    } else {
      text.row("flag-1", enabled(flags.contains(ServiceFlags.SCHEDULER_1)));
      text.row("flag-2", enabled(flags.contains(ServiceFlags.SCHEDULER_2)));
      text.row("flag-3", enabled(flags.contains(ServiceFlags.SCHEDULER_3)));
    }
  }

  private void realServer(
      VirtualServerSetup setup,
      RealServerStatus status,
      Optional<DesiredDestination> desired,
      DumpText text) {
    RealServer server = status.server();
    boolean up = status.state() == CheckState.UP;
    // Of one that is down, what it would have if it were up: as far as that is known.
    int effective =
        desired.filter(each -> up).map(DesiredDestination::weight).orElse(server.weight());
    Destination destination = destination(setup, server);
    text.row("------< Real server >------");
    text.row(
        "RIP = %s, RPORT = %d, WEIGHT = %d EFF WEIGHT = %d"
            .formatted(
                IpAddresses.format(server.address().address()),
                server.address().port(),
                server.weight(),
                effective));
    text.row("forwarding method", forwarding(destination.forwarding()));
    text.row(
        "connection limit range = %d -> %d"
            .formatted(destination.lowerThreshold(), destination.upperThreshold()));
    text.row("Inhibit on failure is " + onOff(server.inhibitOnFailure()));
    scripts(
        "     RS %s notify script = ",
        setup.serverScripts().getOrDefault(server.address(), UpDownScripts.NONE), text);
    boolean mailed =
        setup
            .alerts()
            .mailOfRealServers()
            .getOrDefault(server.address(), alerts.mailOfRealServers());
    text.row("Using smtp notification", yesNo(mailed));
    text.row("initial weight", server.weight());
    text.row("effective weight", effective);
    text.row("alive", bit(up));
    text.row(
        "num failed checkers",
        status.checks().stream().filter(check -> check.state() == CheckState.DOWN).count());
    text.row("RS set", bit(desired.isPresent()));
  }

  private static Destination destination(VirtualServerSetup setup, Server server) {
    return setup.destination(server, 1, 0);
  }

  private static String forwarding(Forwarding forwarding) {
    if (forwarding instanceof Forwarding.Tunnel tunnel) {
      return "TUN, type = " + tunnel.encapsulation().name().toUpperCase(Locale.ROOT);
    }
    return forwarding.equals(Forwarding.MASQUERADE) ? "NAT" : "DR";
  }

  private void scripts(String line, UpDownScripts scripts, DumpText text) {
    script(line.formatted("up"), scripts.up(), text);
    script(line.formatted("down"), scripts.down(), text);
  }

  private void script(String line, Optional<Command> command, DumpText text) {
    if (command.isPresent()) {
      owners
          .of(command.get())
          .ifPresent(
              owner -> text.line(line + CommandText.of(command.get()) + ", uid:gid " + owner));
    }
  }
}
