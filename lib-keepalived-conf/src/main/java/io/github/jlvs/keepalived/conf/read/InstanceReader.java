// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.flag;
import static io.github.jlvs.keepalived.conf.argument.Argument.number;
import static io.github.jlvs.keepalived.conf.argument.Argument.presence;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.list;

import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.keyword.BlockKind;
import io.github.jlvs.keepalived.conf.keyword.DeclaredBlock;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.keyword.Standard;
import io.github.jlvs.keepalived.conf.model.InitialState;
import io.github.jlvs.keepalived.conf.model.VrrpInstance;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.vrrp.Advertisement;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.VirtualAddress;
import io.github.jlvs.vrrp.tracking.Tracking;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code vrrp_instance}. */
final class InstanceReader {
  private static final int OWNER = 255;
  private static final int PRIORITY = 100;
  static final DeclaredBlock<InstanceReader> BLOCK =
      new DeclaredBlock<>(
          BlockKind.VRRP_INSTANCE,
          Keywords.<InstanceReader>none()
              .on(
                  keyword("state", StateArgument.STATE)
                      .byDefault(
                          Standard.value("BACKUP")
                              .but("MASTER", new Standard.When.Has("priority", "255")))
                      .says("What the router expects to be"),
                  (reader, state) -> reader.state = state)
              .on(
                  keyword("interface", Argument.interfaceName())
                      .byDefault(
                          Standard.sameAs("default_interface").orElse(Standard.inWords("an error")))
                      .says("Where it speaks VRRP"),
                  InstanceReader::interfaceName)
              .on(
                  keyword("virtual_router_id", number(1, 255))
                      .byDefault(Standard.inWords("an error"))
                      .says("The VRID, the same on every router of the group"),
                  InstanceReader::virtualRouterId)
              .on(
                  keyword("priority", Located.word(number(1, 255)))
                      .byDefault(
                          Standard.value(PRIORITY)
                              .but(OWNER, new Standard.When.Has("state", "MASTER")))
                      .says("The highest is master; 255 is the owner of the addresses"),
                  InstanceReader::priority)
              .with(ProtocolReader.KEYWORDS, reader -> reader.protocol)
              .on(
                  keyword("strict_mode", Located.line(flag()))
                      .byDefault(Standard.sameAs("vrrp_strict"))
                      .says(
                          "No password, no answer to lower priority, no `preempt_delay`, and"
                              + " `no_accept`"),
                  InstanceReader::strict)
              .onEach(
                  list("virtual_ipaddress", AddressLines.VIRTUAL_LINE)
                      .says("Addresses of the master, at most 255, in the advertisement"),
                  (reader, lines) -> reader.addressLines.addAll(lines))
              .onEach(
                  list("virtual_ipaddress_excluded", AddressLines.VIRTUAL_LINE)
                      .says("Addresses of the master that the advertisement leaves out"),
                  (reader, lines) -> reader.excludedLines.addAll(lines))
              .on(
                  keyword("no_virtual_ipaddress", presence())
                      .says("That it has no address is meant, and gets no warning"),
                  (reader, at) -> reader.addressless = Optional.of(at))
              .with(PreemptionReader.KEYWORDS, reader -> reader.preemption)
              .with(DestinationReader.KEYWORDS, reader -> reader.destination)
              .with(TrackingReader.KEYWORDS, reader -> reader.tracking)
              .on(
                  keyword("dont_track_primary", presence())
                      .says("The loss of `interface` is no fault"),
                  (reader, at) -> reader.trackPrimary = false)
              .with(RoutingReader.KEYWORDS, reader -> reader.routing)
              .with(GarpOptions.ofInstance(), reader -> reader.garp)
              .with(SocketReader.KEYWORDS, reader -> reader.sockets)
              .with(VirtualMacReader.KEYWORDS, reader -> reader.virtualMac)
              .with(AcceptReader.KEYWORDS, reader -> reader.accept)
              .on(
                  keyword("down_timer_adverts", number(1, 100))
                      .byDefault(Standard.sameAs("vrrp_down_timer_adverts"))
                      .says("So many missed advertisements make a master dead"),
                  (reader, count) -> reader.downTimer = count.orElse(reader.downTimer))
              .on(
                  keyword("lower_prio_no_advert", flag())
                      .byDefault(Standard.sameAs("vrrp_lower_prio_no_advert"))
                      .says("A master does not answer an advertisement of lower priority"),
                  (reader, on) -> reader.lowerNoAdvert = on)
              .on(
                  keyword("higher_prio_send_advert", flag())
                      .byDefault(Standard.sameAs("vrrp_higher_prio_send_advert"))
                      .says("A master answers one of higher priority before it yields"),
                  (reader, on) -> reader.higherSendAdvert = on)
              .on(
                  keyword("owner_ignore_adverts", flag())
                      .byDefault(Standard.sameAs("vrrp_owner_ignore_adverts"))
                      .says("An owner (priority 255) heeds no advertisement, as the RFC says"),
                  (reader, on) -> reader.ownerIgnores = on)
              .onFirst(
                  keyword("lvs_sync_daemon_interface", Located.line(Argument.interfaceName()))
                      .says("Deprecated: `lvs_sync_daemon` with this instance and `id 0`"),
                  (reader, on) ->
                      reader.syncInterface =
                          on.value().map(name -> new Located<>(name, on.position())))
              .with(NotifyReader.OF_INSTANCES, reader -> reader.notify)
              .with(AlertReader.ofRouters(), reader -> reader.alerts));

  private final Statement instance;
  private final GlobalReader global;
  private final ReaderContext context;
  private final Diagnostics diagnostics;
  private final GarpOptions garp = new GarpOptions();
  private final NotifyReader notify = new NotifyReader();
  private final AlertReader alerts;
  private final DestinationReader destination;
  private final PreemptionReader preemption;
  private final TrackingReader tracking;
  private final GroupTracking group;
  private final TrackedDefinitions definitions;
  private final SocketReader sockets;
  private final VirtualMacReader virtualMac;
  private final AcceptReader accept;
  private final RoutingReader routing;
  private final ProtocolReader protocol;
  private final StaticReader statics;
  private final List<Statement> addressLines = new ArrayList<>();
  private final List<Statement> excludedLines = new ArrayList<>();
  private Optional<InitialState> state = Optional.empty();
  private Optional<String> interfaceName = Optional.empty();
  private Optional<Integer> virtualRouterId = Optional.empty();
  private Optional<Located<String>> syncInterface = Optional.empty();
  private Optional<Position> addressless = Optional.empty();
  private boolean strict;
  private boolean virtualRouterIdGiven;
  private boolean interfaceGiven;
  private boolean lowerNoAdvert;
  private boolean ownerIgnores;
  private boolean higherSendAdvert;
  private int downTimer;
  private int priority = PRIORITY;
  private boolean priorityGiven;
  private boolean trackPrimary = true;

  /**
   * Reads one.
   *
   * @param statics what the host has, which may be tracked by it
   * @param group what its sync group tracks
   */
  InstanceReader(
      Statement instance,
      GlobalReader global,
      TrackedDefinitions definitions,
      StaticReader statics,
      GroupTracking group,
      ReaderContext context) {
    this.instance = instance;
    this.statics = statics;
    this.global = global;
    this.definitions = definitions;
    this.group = group;
    this.context = context;
    this.alerts = new AlertReader(context);
    this.diagnostics = context.diagnostics();
    this.destination = new DestinationReader(context, global.routers().checksUnicastSource());
    this.preemption = new PreemptionReader(context);
    this.tracking = new TrackingReader(context);
    this.accept = new AcceptReader(context);
    this.sockets = new SocketReader(global.routers().receiveBuffer());
    this.virtualMac = new VirtualMacReader(diagnostics, global.routers().virtualMacNames());
    this.routing = new RoutingReader(context);
    this.protocol = new ProtocolReader(global, context);
    this.strict = global.strict();
    this.lowerNoAdvert = global.lowerPriorityNoAdvertisement();
    this.ownerIgnores = global.ownerIgnoresAdvertisements();
    this.higherSendAdvert = global.higherPrioritySendAdvertisement();
    this.downTimer = global.downTimerAdvertisements();
  }

  Optional<VrrpInstance> read() {
    Optional<String> name = context.words().only(instance, "a name").map(Word::text);
    new BlockReader<>(BLOCK, this, context).read(instance.children());
    preemption.check(state.equals(Optional.of(InitialState.MASTER)), strict);
    return name.flatMap(this::finish);
  }

  private Optional<VrrpInstance> finish(String name) {
    if (!interfaceGiven) {
      interfaceName = global.defaultInterface();
    }
    if (interfaceName.isEmpty() && !interfaceGiven) {
      missing("interface", "such as 'interface eth0'");
    }
    if (!virtualRouterIdGiven) {
      missing("virtual_router_id", "1 to 255, the same on every router of the group");
    }
    if (!priorityGiven && state.equals(Optional.of(InitialState.MASTER))) {
      owns();
    }
    AddressLines lines = AddressLines.ofInstance(context, interfaceName.orElse("unknown"));
    List<VirtualAddress> read = lines.read(addressLines);
    AddressFamily family = family(read);
    List<VirtualAddress> addresses =
        new AddressFamilies(family, diagnostics).only(read, addressLines);
    List<VirtualAddress> excluded = lines.read(excludedLines);
    virtualMac.ipvlanAddress().ifPresent(destination::ofIpvlan);
    check(addresses, family);
    syncInterface.ifPresent(on -> global.lvs().ofInstance(on, name));
    if (interfaceName.isEmpty() || virtualRouterId.isEmpty()) {
      return Optional.empty();
    }
    RouterSetup setup =
        setup(
            name,
            interfaceName.get(),
            virtualRouterId.get(),
            family,
            addresses,
            excluded,
            lines.withMac());
    InitialState otherwise = priority == OWNER ? InitialState.MASTER : InitialState.BACKUP;
    return Optional.of(
        new VrrpInstance(
            setup,
            state.orElse(otherwise),
            notify.scripts(global.tellsPriorities()),
            alerts.alerts()));
  }

  private void check(List<VirtualAddress> addresses, AddressFamily family) {
    boolean none = addressLines.isEmpty() && excludedLines.isEmpty();
    boolean emptied =
        instance.children().stream().anyMatch(line -> line.name().equals("virtual_ipaddress"));
    if (none && addressless.isEmpty()) {
      diagnostics.warning(
          instance.position(),
          "this vrrp_instance has no address, so its master carries none"
              + (emptied ? " (a line that begins with '@' counts on one machine only)" : ""));
    } else if (!none && addressless.isPresent()) {
      diagnostics.warning(
          addressless.get(), "'no_virtual_ipaddress' is wrong here: there are addresses");
    }
    destination.check(addresses, family);
    if (addresses.size() > Advertisement.MAX_ADDRESSES) {
      diagnostics.error(
          addressLines.get(Advertisement.MAX_ADDRESSES).position(),
          "more than 255 addresses do not fit into an advertisement (move some to"
              + " 'virtual_ipaddress_excluded')");
    }
  }

  /** What no advertisement can hold was reported, and is placed as the message advises. */
  private RouterSetup setup(
      String name,
      String on,
      int vrid,
      AddressFamily family,
      List<VirtualAddress> addresses,
      List<VirtualAddress> excludedByName,
      Map<InetAddress, Position> withMac) {
    List<VirtualAddress> advertised = new ArrayList<>();
    List<VirtualAddress> excluded = new ArrayList<>();
    for (VirtualAddress address : addresses) {
      boolean fits = advertised.size() < Advertisement.MAX_ADDRESSES;
      (fits ? advertised : excluded).add(address);
    }
    excluded.addAll(excludedByName);
    VirtualRouterConfig config = config(vrid, family, advertised);
    RouterSetup.Builder setup = RouterSetup.builder(name, on, config);
    protocol
        .hmac(config.interval())
        .filter(keys -> config.authentication().type() == 0)
        .ifPresent(setup::hmac);
    virtualMac
        .addTo(setup, on, config, destination.isUnicast(), strict)
        .refreshed(garp.refreshed(global.garp()));
    virtualMac
        .place(setup, on, config, advertised, excluded, withMac)
        .trackInterface(trackPrimary)
        .trackedInterfaces(trackedInterfaces(name, on))
        .tracked(tracked());
    RouterSetup whole =
        routing
            .addTo(sockets.addTo(destination.addTo(setup, global.multicastGroup(family))))
            .build();
    garp.check(whole, diagnostics);
    return whole;
  }

  private List<Tracking> trackedInterfaces(String name, String own) {
    List<Tracking> all = new ArrayList<>(tracking.interfacesOn(own));
    all.addAll(group.interfaces());
    statics.trackedBy(name).forEach(each -> all.add(Tracking.fault(each)));
    return all;
  }

  /** Its own and its group's; one that both name is tracked as this one says. */
  private List<Tracking> tracked() {
    Map<String, TrackedUse> all = tracking.tracked(definitions);
    all.replaceAll((thing, use) -> fileInGroup(use));
    all.values().removeIf(use -> !mayHaveWeight(use));
    group.tracked().forEach(all::putIfAbsent);
    return all.values().stream().map(TrackedUse::tracking).toList();
  }

  /** The weight that a file has by itself is no reason not to track it there, in keepalived too. */
  private TrackedUse fileInGroup(TrackedUse use) {
    Tracking tracked = use.tracking();
    boolean file =
        definitions.files().used().stream().anyMatch(each -> each.thing().equals(tracked.thing()));
    if (!file
        || use.item().weight().isPresent()
        || tracked.weight() == 0
        || priority == OWNER
        || group.mayHaveWeights()) {
      return use;
    }
    String name = use.item().name().text();
    diagnostics.warning(
        use.item().name().position(),
        "any number but 0 in '"
            + name
            + "' is a fault here, as in keepalived: instances of a sync group keep their"
            + " priorities (write '"
            + name
            + " weight 0' if that is meant)");
    return new TrackedUse(use.item(), Tracking.fault(tracked.thing()));
  }

  /** Of routers that change state together, one with another priority would hold up the others. */
  private boolean mayHaveWeight(TrackedUse use) {
    if (use.tracking().weight() == 0 || (priority != OWNER && group.mayHaveWeights())) {
      return true;
    }
    String why =
        priority == OWNER
            ? "the priority of an owner of addresses never changes"
            : "instances of a sync group keep their priorities"
                + " (sync_group_tracking_weight in the group lets them change)";
    diagnostics.warning(
        use.item().name().position(),
        "'" + use.item().name().text() + "' is not tracked, as it has a weight: " + why);
    return false;
  }

  private VirtualRouterConfig config(
      int vrid, AddressFamily family, List<VirtualAddress> advertised) {
    InetAddress[] addresses =
        advertised.stream().map(VirtualAddress::address).toArray(InetAddress[]::new);
    VirtualRouterConfig.Builder config =
        protocol
            .addTo(VirtualRouterConfig.builder(vrid, addresses), family, strict)
            .priority(priority)
            .downTimerAdverts(downTimer)
            .acceptMode(accept.accepts(strict && protocol.isVersion2(family)))
            .answerLowerPriority(!lowerNoAdvert && !strict)
            .advertiseBeforeYielding(higherSendAdvert && !strict)
            .ignoresAsOwner(ownerIgnores)
            .gratuitousArp(garp.within(global.garp(), strict));
    return preemption.addTo(config).build();
  }

  private void missing(String keyword, String what) {
    diagnostics.error(
        instance.position(), "'" + keyword + "' is missing in this vrrp_instance: " + what);
  }

  private void interfaceName(Optional<String> given) {
    interfaceGiven = true;
    interfaceName = given;
  }

  private void virtualRouterId(Optional<Integer> given) {
    virtualRouterIdGiven = true;
    virtualRouterId = given;
  }

  private void strict(Located<Boolean> on) {
    strict = on.value();
    if (strict) {
      accept.sayStrict(on.position(), "strict_mode");
    }
  }

  /** What keepalived makes of a master that says nothing else. */
  private void owns() {
    priority = OWNER;
    diagnostics.warning(
        instance.position(),
        "'priority' is missing beside 'state MASTER': 255 is used, as keepalived does, which is for"
            + " the owner of the addresses (write 'priority 150', or what it shall be)");
  }

  private void priority(Optional<Located<Integer>> given) {
    priorityGiven = true;
    priority = given.map(Located::value).orElse(PRIORITY);
    if (priority == OWNER) {
      diagnostics.warning(
          given.orElseThrow().position(),
          "priority 255 is for the owner of the addresses, who has them on its interface all the"
              + " time and takes over at once (write 254 or less where that is not meant)");
    }
  }

  /** Of the first address, as in keepalived; without one, of where advertisements go. */
  private AddressFamily family(List<VirtualAddress> addresses) {
    if (protocol.isOverIpv6()) {
      return AddressFamily.IPV6;
    }
    return addresses.isEmpty()
        ? destination.family().orElse(AddressFamily.IPV4)
        : AddressFamily.of(addresses.get(0).address());
  }
}
