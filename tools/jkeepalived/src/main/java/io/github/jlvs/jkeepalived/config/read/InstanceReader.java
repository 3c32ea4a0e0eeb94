// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.read;

import io.github.jlvs.jkeepalived.config.keyword.BlockKind;
import io.github.jlvs.jkeepalived.config.model.InitialState;
import io.github.jlvs.jkeepalived.config.model.Password;
import io.github.jlvs.jkeepalived.config.model.TrackedInterface;
import io.github.jlvs.jkeepalived.config.model.VirtualAddress;
import io.github.jlvs.jkeepalived.config.model.VrrpInstance;
import io.github.jlvs.jkeepalived.config.text.Diagnostics;
import io.github.jlvs.jkeepalived.config.text.Position;
import io.github.jlvs.jkeepalived.config.text.Quoted;
import io.github.jlvs.jkeepalived.config.text.Statement;
import io.github.jlvs.jkeepalived.config.text.Word;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code vrrp_instance}. */
final class InstanceReader {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Statement instance;
  private final GlobalReader global;
  private final Values values;
  private final Diagnostics diagnostics;
  private final GarpOptions garp = new GarpOptions();
  private final NotifyReader notify = new NotifyReader();
  private final List<InetAddress> unicastPeers = new ArrayList<>();
  private final List<TrackedInterface> trackInterfaces = new ArrayList<>();
  private final List<Statement> addressLines = new ArrayList<>();
  private final List<Statement> excludedLines = new ArrayList<>();
  private Optional<InitialState> state = Optional.empty();
  private Optional<String> interfaceName = Optional.empty();
  private Optional<Integer> virtualRouterId = Optional.empty();
  private Optional<Password> authentication = Optional.empty();
  private Optional<InetAddress> unicastSource = Optional.empty();
  private Optional<InetAddress> multicastSource = Optional.empty();
  private Optional<Position> noPreempt = Optional.empty();
  private Optional<Position> preemptDelayAt = Optional.empty();
  private Duration preemptDelay = Duration.ZERO;
  private Duration interval = SECOND;
  private boolean virtualRouterIdGiven;
  private boolean interfaceGiven;
  private boolean trackPrimary = true;
  private boolean lowerNoAdvert;
  private boolean higherSendAdvert;
  private boolean checkAll;
  private int downTimer;
  private int priority = 100;

  InstanceReader(Statement instance, GlobalReader global, Values values) {
    this.instance = instance;
    this.global = global;
    this.values = values;
    this.diagnostics = values.diagnostics();
    this.lowerNoAdvert = global.lowerPriorityNoAdvertisement();
    this.higherSendAdvert = global.higherPrioritySendAdvertisement();
    this.checkAll = global.checkAllAdvertisements();
    this.downTimer = global.downTimerAdvertisements();
  }

  Optional<VrrpInstance> read() {
    Optional<String> name = values.only(instance, "a name").map(Word::text);
    BlockReader block = new BlockReader(BlockKind.VRRP_INSTANCE, values);
    garp.handle(block, values, "");
    notify.handle(block, values);
    block
        .on("state", s -> state = values.choice(s, InitialState.class, "an initial state"))
        .on("interface", this::interfaceName)
        .on("virtual_router_id", this::virtualRouterId)
        .on("priority", s -> priority = values.number(s, 1, 255).orElse(100))
        .on("advert_int", this::interval)
        .on("version", s -> VrrpVersion.check(s, values))
        .on("authentication", s -> authentication = AuthenticationReader.read(s, values))
        .onEach("virtual_ipaddress", s -> addressLines.addAll(list(s)))
        .onEach("virtual_ipaddress_excluded", s -> excludedLines.addAll(list(s)))
        .on("unicast_src_ip", s -> unicastSource = values.address(s))
        .on("mcast_src_ip", s -> multicastSource = values.address(s))
        .onEach("unicast_peer", s -> list(s).forEach(this::unicastPeer))
        .onEach("track_interface", s -> list(s).forEach(this::trackInterface))
        .on("nopreempt", this::noPreempt)
        .on("preempt", s -> values.present(s))
        .on("preempt_delay", this::preemptDelay)
        .on("dont_track_primary", s -> trackPrimary = !values.present(s))
        .on("down_timer_adverts", s -> downTimer = values.number(s, 1, 100).orElse(downTimer))
        .on("lower_prio_no_advert", s -> lowerNoAdvert = values.flag(s))
        .on("higher_prio_send_advert", s -> higherSendAdvert = values.flag(s))
        .on("skip_check_adv_addr", s -> checkAll = !values.flag(s))
        .read(GlobalReader.statementsOf(instance));
    checkPreemption();
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
    AddressLines lines = new AddressLines(values, interfaceName.orElse("unknown"));
    List<VirtualAddress> addresses = lines.read(addressLines);
    List<VirtualAddress> excluded = lines.read(excludedLines);
    boolean written =
        GlobalReader.statementsOf(instance).stream()
            .anyMatch(s -> s.name().equals("virtual_ipaddress") && s.block().isEmpty());
    if (addressLines.isEmpty() && !written) {
      missing("virtual_ipaddress", "a block with at least one address");
    }
    AddressFamilies.onlyIpv4(addresses, addressLines, diagnostics);
    if (addresses.size() > 255) {
      diagnostics.error(
          addressLines.get(255).position(),
          "more than 255 addresses do not fit into an advertisement (move some to"
              + " 'virtual_ipaddress_excluded')");
    }
    if (interfaceName.isEmpty() || virtualRouterId.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new VrrpInstance(
            name,
            state.orElse(priority == 255 ? InitialState.MASTER : InitialState.BACKUP),
            interfaceName.get(),
            virtualRouterId.get(),
            priority,
            interval,
            authentication,
            addresses,
            excluded,
            unicastPeers,
            unicastSource.or(() -> multicastSource),
            noPreempt.isEmpty(),
            preemptDelay,
            garp.within(global.garp()),
            downTimer,
            lowerNoAdvert,
            higherSendAdvert,
            checkAll,
            trackInterfaces,
            trackPrimary,
            notify.scripts()));
  }

  private void missing(String keyword, String what) {
    diagnostics.error(
        instance.position(), "'" + keyword + "' is missing in this vrrp_instance: " + what);
  }

  private List<Statement> list(Statement statement) {
    values.atMost(statement, 0);
    return GlobalReader.statementsOf(statement);
  }

  private void interfaceName(Statement statement) {
    interfaceGiven = true;
    interfaceName = values.only(statement, "an interface").flatMap(values::interfaceName);
  }

  private void virtualRouterId(Statement statement) {
    virtualRouterIdGiven = true;
    virtualRouterId = values.number(statement, 1, 255);
  }

  private void interval(Statement statement) {
    Optional<Duration> given = values.seconds(statement, "0.01", "255");
    interval = given.orElse(SECOND);
    if (interval.toNanosPart() != 0) {
      // The field of the packet holds whole seconds; a guess here would make two masters.
      diagnostics.error(
          statement.arguments().get(0).position(),
          "VRRP version 2 advertises at whole seconds only: 'advert_int' takes 1 to 255");
    }
  }

  private void unicastPeer(Statement peer) {
    NoBlocks.within(peer, diagnostics);
    values.atMost(peer, 0);
    values.address(peer.keyword()).ifPresent(unicastPeers::add);
  }

  private void trackInterface(Statement item) {
    NoBlocks.within(item, diagnostics);
    Optional<Integer> weight = Optional.empty();
    if (!item.arguments().isEmpty()) {
      Word option = item.arguments().get(0);
      if (option.text().equals("weight")) {
        values.atMost(item, 2);
        weight = values.at(item, 1, "a weight").flatMap(w -> values.number(w, "weight", -253, 253));
      } else {
        diagnostics.error(
            option.position(),
            Quoted.quote(option.text())
                + " is not an option of a tracked interface: 'weight NUMBER' is");
      }
    }
    Optional<Integer> nonZero = weight.filter(w -> w != 0);
    values
        .interfaceName(item.keyword())
        .ifPresent(
            interfaceName -> trackInterfaces.add(new TrackedInterface(interfaceName, nonZero)));
  }

  private void noPreempt(Statement statement) {
    values.present(statement);
    noPreempt = Optional.of(statement.position());
  }

  private void preemptDelay(Statement statement) {
    preemptDelayAt = Optional.of(statement.position());
    preemptDelay = values.seconds(statement, "0", "1000").orElse(Duration.ZERO);
  }

  private void checkPreemption() {
    if (!state.equals(Optional.of(InitialState.MASTER))) {
      return;
    }
    noPreempt.ifPresent(
        at ->
            diagnostics.warning(
                at, "'nopreempt' has no effect with 'state MASTER' (write 'state BACKUP')"));
    noPreempt = Optional.empty();
    if (!preemptDelay.isZero()) {
      preemptDelayAt.ifPresent(
          at ->
              diagnostics.warning(
                  at, "'preempt_delay' has no effect with 'state MASTER' (write 'state BACKUP')"));
      preemptDelay = Duration.ZERO;
    }
  }
}
