// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.read;

import io.github.jlvs.jkeepalived.config.keyword.BlockKind;
import io.github.jlvs.jkeepalived.config.model.GlobalDefs;
import io.github.jlvs.jkeepalived.config.model.ScriptUser;
import io.github.jlvs.jkeepalived.config.text.Statement;
import io.github.jlvs.jkeepalived.config.text.Word;
import io.github.jlvs.net.IpAddresses;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads {@code global_defs}, and holds the defaults of virtual routers until they are read. */
final class GlobalReader {
  private final ValueParser values;
  private final GarpOptions garp = new GarpOptions();
  private Optional<String> routerId = Optional.empty();
  private Optional<ScriptUser> scriptUser = Optional.empty();
  private Optional<String> defaultInterface = Optional.empty();
  private InetAddress multicastGroup = IpAddresses.literal("224.0.0.18");
  private Duration garpInterval = Duration.ZERO;
  private Duration startupDelay = Duration.ZERO;
  private int downTimer = 3;
  private boolean scriptSecurity;
  private boolean dynamicInterfaces;
  private boolean logAllFailures;
  private boolean lowerNoAdvert;
  private boolean higherSendAdvert;
  private boolean checkAll = true;
  private boolean strict;

  GlobalReader(ValueParser values) {
    this.values = values;
  }

  void read(Statement global) {
    values.atMost(global, 0);
    BlockReader block = new BlockReader(BlockKind.GLOBAL_DEFS, values);
    garp.handle(block, values, "vrrp_");
    block
        .on("router_id", s -> routerId = values.only(s, "a name").map(Word::text))
        .on("script_user", this::scriptUser)
        .on("enable_script_security", s -> scriptSecurity = values.present(s))
        .on("default_interface", s -> defaultInterface = interfaceName(s))
        .on("vrrp_mcast_group4", this::multicastGroup)
        .on("vrrp_strict", this::strict)
        .on("vrrp_garp_interval", s -> garpInterval = time(s))
        .on("vrrp_startup_delay", s -> startupDelay = time(s))
        .on("vrrp_down_timer_adverts", s -> downTimer = values.number(s, 1, 100).orElse(3))
        .on("vrrp_lower_prio_no_advert", s -> lowerNoAdvert = values.flag(s))
        .on("vrrp_higher_prio_send_advert", s -> higherSendAdvert = values.flag(s))
        .on("vrrp_skip_check_adv_addr", s -> checkAll = !values.flag(s))
        .on("dynamic_interfaces", s -> dynamicInterfaces = dynamicInterfaces(s))
        .on("checker_log_all_failures", s -> logAllFailures = values.flag(s))
        .on("vrrp_version", s -> VrrpVersion.check(s, values))
        .read(statementsOf(global));
  }

  GlobalDefs globalDefs() {
    return new GlobalDefs(
        routerId,
        scriptUser,
        scriptSecurity,
        multicastGroup,
        garpInterval,
        startupDelay,
        dynamicInterfaces,
        logAllFailures);
  }

  GarpOptions garp() {
    return garp;
  }

  Optional<String> defaultInterface() {
    return defaultInterface;
  }

  int downTimerAdvertisements() {
    return downTimer;
  }

  boolean lowerPriorityNoAdvertisement() {
    return lowerNoAdvert;
  }

  boolean higherPrioritySendAdvertisement() {
    return higherSendAdvert;
  }

  boolean strict() {
    return strict;
  }

  boolean checkAllAdvertisements() {
    return checkAll;
  }

  static List<Statement> statementsOf(Statement statement) {
    return statement.block().map(b -> b.statements()).orElse(List.of());
  }

  private Duration time(Statement statement) {
    return values.seconds(statement, "0", "86400").orElse(Duration.ZERO);
  }

  private Optional<String> interfaceName(Statement statement) {
    return values.only(statement, "an interface").flatMap(values::interfaceName);
  }

  private void scriptUser(Statement statement) {
    values.atMost(statement, 2);
    scriptUser =
        values
            .at(statement, 0, "a user")
            .map(
                user ->
                    new ScriptUser(
                        user.text(),
                        statement.arguments().stream().skip(1).map(Word::text).findFirst()));
  }

  private void strict(Statement statement) {
    strict = values.flag(statement);
    if (strict) {
      values.unsupported().strict(statement);
    }
  }

  private void multicastGroup(Statement statement) {
    multicastGroup = DestinationReader.group(statement, values).orElse(multicastGroup);
  }

  private boolean dynamicInterfaces(Statement statement) {
    // "allow_if_changes" concerns an interface that comes back as another kind.
    values.atMost(statement, 1);
    return true;
  }
}
