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
import io.github.jlvs.net.AddressFamily;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads {@code vrrp_instance}. */
final class InstanceReader {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int OWNER = 255;

  /** Words that people write for it; keepalived takes every unknown state for BACKUP. */
  private static final Set<String> ALSO_BACKUP = Set.of("SLAVE", "PEER", "STANDBY");

  private final Statement instance;
  private final GlobalReader global;
  private final ValueParser values;
  private final Diagnostics diagnostics;
  private final GarpOptions garp = new GarpOptions();
  private final NotifyReader notify = new NotifyReader();
  private final DestinationReader destination;
  private final PreemptionReader preemption;
  private final List<TrackedInterface> trackInterfaces = new ArrayList<>();
  private final List<Statement> addressLines = new ArrayList<>();
  private final List<Statement> excludedLines = new ArrayList<>();
  private Optional<InitialState> state = Optional.empty();
  private Optional<String> interfaceName = Optional.empty();
  private Optional<Integer> virtualRouterId = Optional.empty();
  private Optional<Password> authentication = Optional.empty();
  private Optional<Position> authenticationAt = Optional.empty();
  private boolean strict;
  private Duration interval = SECOND;
  private boolean virtualRouterIdGiven;
  private boolean interfaceGiven;
  private boolean trackPrimary = true;
  private boolean lowerNoAdvert;
  private boolean higherSendAdvert;
  private boolean checkAll;
  private int downTimer;
  private int priority = 100;

  InstanceReader(Statement instance, GlobalReader global, ValueParser values) {
    this.instance = instance;
    this.global = global;
    this.values = values;
    this.diagnostics = values.diagnostics();
    this.destination = new DestinationReader(values);
    this.preemption = new PreemptionReader(values);
    this.strict = global.strict();
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
    destination.handle(block);
    preemption.handle(block);
    block
        .on("state", this::state)
        .on("interface", this::interfaceName)
        .on("virtual_router_id", this::virtualRouterId)
        .on("priority", this::priority)
        .on("strict_mode", this::strict)
        .on("advert_int", this::interval)
        .on("version", s -> VrrpVersion.check(s, values))
        .on("authentication", this::authentication)
        .onEach("virtual_ipaddress", s -> addressLines.addAll(list(s)))
        .onEach("virtual_ipaddress_excluded", s -> excludedLines.addAll(list(s)))
        .onEach("track_interface", s -> list(s).forEach(this::trackInterface))
        .on("dont_track_primary", s -> trackPrimary = !values.present(s))
        .on("down_timer_adverts", s -> downTimer = values.number(s, 1, 100).orElse(downTimer))
        .on("lower_prio_no_advert", s -> lowerNoAdvert = values.flag(s))
        .on("higher_prio_send_advert", s -> higherSendAdvert = values.flag(s))
        .on("skip_check_adv_addr", s -> checkAll = !values.flag(s))
        .read(GlobalReader.statementsOf(instance));
    preemption.check(state.equals(Optional.of(InitialState.MASTER)));
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
    if (addressLines.isEmpty() && excludedLines.isEmpty()) {
      diagnostics.warning(
          instance.position(),
          "this vrrp_instance has no address, so its master carries none (a line that begins with"
              + " '@' counts on one machine only)");
    }
    onlyIpv4(addresses);
    destination.check(addresses);
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
            passwordSent(),
            addresses,
            excluded,
            destination.peers(),
            destination.source(),
            destination.multicastGroup(global.globalDefs().multicastGroup()),
            preemption.preempts(),
            preemption.delay(),
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

  private void authentication(Statement statement) {
    authenticationAt = Optional.of(statement.position());
    authentication = AuthenticationReader.read(statement, values);
  }

  /** What is not MASTER is a backup to keepalived, whatever it is called. */
  private void state(Statement statement) {
    Optional<Word> word = values.only(statement, "an initial state");
    state =
        word.flatMap(
            w ->
                ALSO_BACKUP.contains(w.text().toUpperCase(Locale.ROOT))
                    ? backup(w)
                    : values.choice(w, InitialState.class, "an initial state"));
  }

  private Optional<InitialState> backup(Word word) {
    diagnostics.warning(
        word.position(),
        Quoted.quote(word.text()) + " is no state: BACKUP is meant, and taken (write 'BACKUP')");
    return Optional.of(InitialState.BACKUP);
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

  private void trackInterface(Statement item) {
    UnexpectedBlock.refuse(item, diagnostics);
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

  private void strict(Statement statement) {
    strict = values.flag(statement);
    if (strict) {
      values.unsupported().strict(statement);
    }
  }

  private void priority(Statement statement) {
    priority = values.number(statement, 1, 255).orElse(100);
    if (priority == OWNER) {
      diagnostics.warning(
          statement.arguments().get(0).position(),
          "priority 255 is for the owner of the addresses, who has them on its interface all the"
              + " time and takes over at once (write 254 or less where that is not meant)");
    }
  }

  /** Strict mode knows no authentication: with a password here, the peers would be two masters. */
  private Optional<Password> passwordSent() {
    if (strict && authentication.isPresent()) {
      authenticationAt.ifPresent(
          at ->
              diagnostics.warning(
                  at,
                  "strict mode knows no authentication: advertisements carry no password, and"
                      + " those with one are refused"));
      return Optional.empty();
    }
    return authentication;
  }

  /** Version 2 of VRRP knows IPv4 alone. */
  private void onlyIpv4(List<VirtualAddress> addresses) {
    boolean ipv6 =
        addresses.stream().anyMatch(a -> AddressFamily.of(a.address()) == AddressFamily.IPV6);
    for (Statement line : addressLines) {
      if (ipv6 && line.name().indexOf(':') >= 0) {
        diagnostics.error(
            line.position(),
            "an IPv6 address needs VRRP version 3, which is not supported yet"
                + " ('virtual_ipaddress_excluded' takes it beside an IPv4 address)");
      }
    }
  }
}
