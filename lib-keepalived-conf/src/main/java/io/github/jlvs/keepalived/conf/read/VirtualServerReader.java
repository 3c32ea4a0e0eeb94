// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.flag;
import static io.github.jlvs.keepalived.conf.argument.Argument.number;
import static io.github.jlvs.keepalived.conf.argument.Argument.presence;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.block;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.healthcheck.DepoolThreshold;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.Server;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.SorryServer;
import io.github.jlvs.healthcheck.VirtualServer;
import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.ServiceFlags;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.FamilyValue;
import io.github.jlvs.keepalived.conf.keyword.BlockKind;
import io.github.jlvs.keepalived.conf.keyword.DeclaredBlock;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.keyword.Standard;
import io.github.jlvs.keepalived.conf.model.ServerAlerts;
import io.github.jlvs.keepalived.conf.model.UpDownScripts;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpProtocol;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads {@code virtual_server}. */
final class VirtualServerReader {
  private static final Standard.When STATELESS =
      new Standard.When.AnyLine(List.of(StatelessReader.KEYWORD));

  static final DeclaredBlock<VirtualServerReader> BLOCK =
      new DeclaredBlock<>(
          BlockKind.VIRTUAL_SERVER,
          Keywords.<VirtualServerReader>none()
              .on(
                  keyword("protocol", Argument.protocol())
                      .byDefault(
                          Standard.value("UDP", "with a warning")
                              .but("TCP", new Standard.When.FirewallMark()))
                      .says("The transport protocol of the service"),
                  VirtualServerReader::protocol)
              .on(
                  keyword("lb_algo", SchedulerArgument.SCHEDULER)
                      .byDefault(
                          Standard.value("wlc", "with a warning")
                              .but(StatelessReader.SCHEDULER, STATELESS))
                      .says("How the kernel chooses a server"),
                  VirtualServerReader::scheduler)
              .on(
                  keyword("lvs_sched", SchedulerArgument.SCHEDULER).anotherWordFor("lb_algo"),
                  VirtualServerReader::scheduler)
              .with(SchedulerFlags.KEYWORDS, reader -> reader.flags)
              .with(StatelessReader.KEYWORDS, reader -> reader.stateless)
              .on(
                  keyword("lb_kind", ForwardingArgument.METHOD)
                      .byDefault(Standard.value("NAT", "with a warning"))
                      .says("How packets reach the servers"),
                  VirtualServerReader::forwarding)
              .on(
                  keyword("lvs_method", ForwardingArgument.METHOD).anotherWordFor("lb_kind"),
                  VirtualServerReader::forwarding)
              .on(
                  keyword(
                          "ip_family",
                          Argument.only("inet or inet6", "inet or inet6", new FamilyValue()))
                      .byDefault(Standard.inWords("that of the first real server"))
                      .says("The address family of a firewall mark"),
                  (reader, family) -> reader.family = family.or(() -> reader.family))
              .with(PersistenceReader.KEYWORDS, reader -> reader.persistence)
              .on(
                  keyword("ops", presence()).says("One-packet scheduling, which is for UDP"),
                  (reader, at) -> reader.onePacket = Optional.of(at))
              .onEach(
                  block("real_server", "an address and a port, 0 to 65535", RealServerReader.BLOCK)
                      .says("A server, without a port that of the service"),
                  (reader, server) ->
                      reader.realServers.add(new RealServerReader(server, reader.context).read()))
              .on(
                  keyword("weight", number(0, Integer.MAX_VALUE))
                      .byDefault(1)
                      .says("The weight of real servers that give none"),
                  (reader, weight) -> reader.weight = weight)
              .on(
                  keyword("inhibit_on_failure", flag())
                      .byDefault(Standard.value("off", "").but("on", STATELESS))
                      .says("Servers that are down stay in the table with weight 0"),
                  (reader, on) -> reader.inhibit = Optional.of(on))
              .on(
                  keyword("ha_suspend", presence())
                      .says("Its checks run only while this host has its address"),
                  (reader, at) -> reader.haSuspend = Optional.of(at))
              .on(
                  keyword("drain", RealServerReader.DRAIN)
                      .byDefault(Standard.value(0, "at once"))
                      .says(
                          "Seconds that a server keeps its connections when a reload takes it away"),
                  (reader, seconds) -> reader.drain = seconds)
              .with(SorryServerReader.KEYWORDS, reader -> reader.sorryServer)
              .with(QuorumReader.KEYWORDS, reader -> reader.quorum)
              .with(AlertReader.ofVirtualServer(), reader -> reader.alerts)
              .on(
                  keyword("omega", flag())
                      .byDefault("off")
                      .says("At the stop servers are told as down, and the quorum as lost"),
                  (reader, on) -> reader.omega = on)
              .with(CheckOptions.OF_SERVERS, reader -> reader.options)
              .on(
                  keyword("virtualhost", HostName.NAME)
                      .says("The host that the HTTP_GET and SSL_GET of its servers ask for"),
                  (reader, host) -> reader.virtualHost = host));

  private final Statement server;
  private final ServicesReader services;
  private final ReaderContext context;
  private final Diagnostics diagnostics;
  private final CheckOptions options = new CheckOptions();
  private final PersistenceReader persistence;
  private final QuorumReader quorum;
  private final AlertReader alerts;
  private final SorryServerReader sorryServer;
  private final List<RealServerReader> realServers = new ArrayList<>();
  private final SchedulerFlags flags = new SchedulerFlags();
  private final StatelessReader stateless;
  private Optional<String> scheduler = Optional.empty();
  private Optional<Forwarding> forwarding = Optional.empty();
  private Optional<IpProtocol> protocol = Optional.empty();
  private Optional<Integer> weight = Optional.empty();
  private Optional<Integer> drain = Optional.empty();
  private Optional<AddressFamily> family = Optional.empty();
  private Optional<String> virtualHost = Optional.empty();
  private boolean schedulerGiven;
  private boolean forwardingGiven;
  private boolean protocolGiven;
  private Optional<Boolean> inhibit = Optional.empty();
  private boolean omega;
  private Optional<Position> onePacket = Optional.empty();
  private Optional<Position> haSuspend = Optional.empty();

  VirtualServerReader(Statement server, ServerGroups groups, ReaderContext context) {
    this.server = server;
    this.services = new ServicesReader(server, groups, context);
    this.context = context;
    this.alerts = new AlertReader(context);
    this.diagnostics = context.diagnostics();
    this.persistence = new PersistenceReader(context);
    this.quorum = new QuorumReader(context);
    this.sorryServer = new SorryServerReader(context);
    this.stateless = new StatelessReader(diagnostics);
  }

  /** Reads the block. */
  VirtualServerReader read() {
    new BlockReader<>(BLOCK, this, context).read(server.children());
    return this;
  }

  /** What it has become, when its group is known; nothing where that is reported. */
  Optional<Located<VirtualServerSetup>> finish() {
    Optional<Services> served = services.read(said());
    boolean hasProtocol =
        served
            .map(known -> !known.protocol().equals(IpProtocol.IP))
            .orElseGet(() -> !ServicesReader.isOfMarkOrGroup(server));
    if (!protocolGiven && hasProtocol) {
      diagnostics.warning(
          server.position(),
          "'protocol' is missing in this virtual_server: UDP is used (did you mean TCP?)");
    }
    if (!schedulerGiven && !stateless.isGiven()) {
      diagnostics.warning(
          server.position(), "'lb_algo' is missing in this virtual_server: wlc is used");
    }
    if (!forwardingGiven) {
      diagnostics.warning(
          server.position(), "'lb_kind' is missing in this virtual_server: NAT is used");
    }
    stateless.check(
        new StatelessReader.Said(scheduler, persistence.isGiven(), onePacket.isPresent(), inhibit));
    ServerDefaults defaults =
        new ServerDefaults(
            served,
            forwarding(),
            weight.orElse(1),
            inhibit.orElse(false),
            stateless,
            Duration.ofSeconds(drain.orElse(0)),
            new CheckDefaults(options, virtualHost));
    List<ServerBlock<RealServer>> servers =
        RealServers.unique(
            realServers.stream().flatMap(reader -> reader.within(defaults).stream()).toList(),
            diagnostics);
    if (realServers.isEmpty()) {
      diagnostics.warning(server.position(), "this virtual_server has no real_server: ignored");
    }
    if (served.isEmpty() || servers.isEmpty()) {
      return Optional.empty();
    }
    sayUnchecked(realServers.size());
    stateless.check(servers);
    VirtualServerSetup setup =
        setup(served.get(), servers, sorryServer.within(defaults).map(stateless::always));
    Position at =
        server.arguments().isEmpty() ? server.position() : server.arguments().get(0).position();
    return Optional.of(new Located<>(setup, at));
  }

  private ServicesReader.Said said() {
    return new ServicesReader.Said(
        protocol.orElse(IpProtocol.UDP),
        family,
        realServers.stream().findFirst().flatMap(RealServerReader::family),
        realServers.stream().allMatch(real -> real.isTunnelled(forwarding())),
        persistence.isGiven());
  }

  private Forwarding forwarding() {
    return forwarding.orElse(Forwarding.MASQUERADE);
  }

  private VirtualServerSetup setup(
      Services served,
      List<ServerBlock<RealServer>> servers,
      Optional<ServerBlock<SorryServer>> sorry) {
    VirtualServer checks =
        new VirtualServer(
            served.name(),
            servers.stream().map(ServerBlock::server).toList(),
            1,
            0,
            DepoolThreshold.NONE,
            sorry.map(ServerBlock::server),
            omega,
            false);
    Map<Server, Destination> destinations = new HashMap<>();
    Map<ServiceAddress, Duration> drains = new HashMap<>();
    Map<ServiceAddress, UpDownScripts> scripts = new HashMap<>();
    Map<ServiceAddress, Boolean> mail = new HashMap<>();
    for (ServerBlock<RealServer> block : servers) {
      destinations.put(block.server(), block.destination());
      if (!block.drain().isZero()) {
        drains.put(block.server().address(), block.drain());
      }
      if (!block.scripts().equals(UpDownScripts.NONE)) {
        scripts.put(block.server().address(), block.scripts());
      }
      block.mail().ifPresent(wanted -> mail.put(block.server().address(), wanted));
    }
    sorry.ifPresent(block -> destinations.put(block.server(), block.destination()));
    return new VirtualServerSetup(
        services(served),
        quorum.addTo(checks),
        destinations,
        drains,
        suspendedWithout(served),
        scripts,
        quorum.scripts(),
        new ServerAlerts(alerts.alerts(), mail),
        stateless.isGiven());
  }

  private List<VirtualService> services(Services served) {
    ServiceFlags given = flags(served);
    boolean isStateless = stateless.isGiven();
    ServiceFlags all = isStateless ? given.with(StatelessReader.FLAGS) : given;
    String chosen = scheduler.orElse(isStateless ? StatelessReader.SCHEDULER : "wlc");
    return served.ids().stream()
        .map(id -> VirtualService.of(id, chosen).withFlags(all))
        .map(persistence::addTo)
        .toList();
  }

  /** Of a group one address is enough. */
  private Set<InetAddress> suspendedWithout(Services served) {
    if (haSuspend.isEmpty()) {
      return Set.of();
    }
    Set<InetAddress> addresses =
        served.addresses().map(ServiceId.Address::address).collect(Collectors.toSet());
    boolean marked = served.addresses().count() < served.ids().size();
    if (marked) {
      diagnostics.warning(
          haSuspend.get(),
          "'ha_suspend' goes by the virtual server's address, and a firewall mark has none: ignored");
    }
    return marked ? Set.of() : addresses;
  }

  private void scheduler(Optional<String> given) {
    schedulerGiven = true;
    scheduler = given.or(() -> scheduler);
  }

  private void forwarding(Optional<Forwarding> given) {
    forwardingGiven = true;
    forwarding = given;
  }

  private void protocol(Optional<IpProtocol> given) {
    protocolGiven = true;
    protocol = given;
  }

  /** The kernel passes ops over for other protocols than UDP; a mark may stand for any. */
  private ServiceFlags flags(Services served) {
    if (onePacket.isEmpty()) {
      return flags.flags();
    }
    IpProtocol its = served.protocol();
    if (!its.equals(IpProtocol.IP) && !its.equals(IpProtocol.UDP)) {
      diagnostics.warning(onePacket.get(), "'ops' is for UDP, and this is " + its + ": ignored");
      return flags.flags();
    }
    return flags.flags().with(ServiceFlags.ONE_PACKET);
  }

  private void sayUnchecked(int all) {
    long without = realServers.stream().filter(RealServerReader::isUnchecked).count();
    if (without > 0) {
      diagnostics.warning(
          server.position(),
          (without == all
                  ? "no real_server of this virtual_server has a check: they stay"
                  : without == 1
                      ? "one real_server of this virtual_server has no check: it stays"
                      : without + " real_servers of this virtual_server have no check: they stay")
              + " in the table, dead or alive");
    }
  }
}
