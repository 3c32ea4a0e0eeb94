// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.flag;
import static io.github.jlvs.keepalived.conf.argument.Argument.interfaceName;
import static io.github.jlvs.keepalived.conf.argument.Argument.name;
import static io.github.jlvs.keepalived.conf.argument.Argument.number;
import static io.github.jlvs.keepalived.conf.argument.Argument.presence;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.keyword.BlockKind;
import io.github.jlvs.keepalived.conf.keyword.DeclaredBlock;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.keyword.Standard;
import io.github.jlvs.keepalived.conf.model.GlobalDefs;
import io.github.jlvs.keepalived.conf.model.RouterDefaults;
import io.github.jlvs.keepalived.conf.model.RunNaming;
import io.github.jlvs.keepalived.conf.model.ScriptUser;
import io.github.jlvs.keepalived.conf.model.VrrpInstance;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.vrrp.Transport;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** Reads {@code global_defs}, and holds the defaults of virtual routers until they are read. */
final class GlobalReader {
  static final DeclaredBlock<GlobalReader> BLOCK =
      new DeclaredBlock<>(
          BlockKind.GLOBAL_DEFS,
          Keywords.<GlobalReader>none()
              .on(
                  keyword("router_id", name())
                      .byDefault(Standard.inWords("the host name"))
                      .says("The name of this machine"),
                  (reader, id) -> reader.routerId = id)
              .on(
                  keyword("script_user", UserArgument.USER)
                      .byDefault(
                          Standard.inWords("the user keepalived_script, or root without one"))
                      .says("Whom scripts run as that name nobody"),
                  (reader, user) -> reader.scriptUser = user)
              .on(
                  keyword("enable_script_security", presence())
                      .says("A script is not run as root where others could change it"),
                  (reader, at) -> reader.scriptSecurity = true)
              .on(
                  keyword("default_interface", interfaceName())
                      .says("The interface of a `vrrp_instance` that names none"),
                  (reader, name) -> reader.defaultInterface = name)
              .on(
                  keyword("vrrp_mcast_group4", DestinationReader.group(AddressFamily.IPV4))
                      .byDefault("224.0.0.18")
                      .says("Where advertisements go that have no `unicast_peer`"),
                  (reader, group) -> reader.multicastGroup = group.orElse(reader.multicastGroup))
              .on(
                  keyword("vrrp_mcast_group6", DestinationReader.group(AddressFamily.IPV6))
                      .byDefault("ff02::12")
                      .says("The same over IPv6"),
                  (reader, group) -> reader.multicastGroup6 = group.orElse(reader.multicastGroup6))
              .on(
                  keyword("vrrp_strict", Located.line(flag()))
                      .byDefault("off")
                      .says(
                          "No password, no answer to lower priority, no `preempt_delay`, and"
                              + " `no_accept`"),
                  GlobalReader::strict)
              .with(FifoReader.KEYWORDS, reader -> reader.fifos)
              .with(LifecycleReader.KEYWORDS, reader -> reader.lifecycle)
              .on(
                  keyword("vrrp_notify_priority_changes", flag())
                      .byDefault("off")
                      .says("FIFOs are told of each change of a priority"),
                  (reader, on) -> reader.tellsPriorities = on)
              .on(
                  keyword("fifo_write_vrrp_states_on_reload", flag())
                      .byDefault("off")
                      .says("FIFOs are told at each reload what state everything is in"),
                  (reader, on) -> reader.tellsStatesOnReload = on)
              .with(GarpOptions.ofGlobalDefs(), reader -> reader.garp)
              .with(GlobalRouterReader.KEYWORDS, reader -> reader.routers)
              .with(LvsReader.KEYWORDS, reader -> reader.lvs)
              .on(
                  keyword("vrrp_down_timer_adverts", number(1, 100))
                      .byDefault(3)
                      .says("So many missed advertisements make a master dead"),
                  (reader, count) -> reader.downTimer = count.orElse(3))
              .on(
                  keyword("vrrp_lower_prio_no_advert", flag())
                      .byDefault("off")
                      .says("A master does not answer an advertisement of lower priority"),
                  (reader, on) -> reader.lowerNoAdvert = on)
              .on(
                  keyword("vrrp_higher_prio_send_advert", flag())
                      .byDefault("off")
                      .says("A master answers one of higher priority before it yields"),
                  (reader, on) -> reader.higherSendAdvert = on)
              .on(
                  keyword("vrrp_owner_ignore_adverts", flag())
                      .byDefault("off")
                      .says("An owner (priority 255) heeds no advertisement, as the RFC says"),
                  (reader, on) -> reader.ownerIgnores = on)
              .checked(
                  // "allow_if_changes" concerns an interface that comes back as another kind.
                  keyword(
                          "dynamic_interfaces",
                          Argument.of(
                              "nothing, or allow_if_changes", GlobalReader::dynamicInterfaces))
                      .says("Taken; an interface that is not there is waited for in any case"))
              .checked(
                  keyword("checker_log_all_failures", flag())
                      .byDefault("off")
                      .says("Every failed try is logged, which is done anyway"))
              .with(MailReader.KEYWORDS, reader -> reader.mail)
              .with(AlertReader.ofGlobalDefs(), reader -> reader.alerts)
              .with(ScheduleReader.KEYWORDS, reader -> reader.schedule)
              .with(DumpReader.KEYWORDS, reader -> reader.dumps)
              .with(ControlReader.KEYWORDS, reader -> reader.control));

  private final ReaderContext context;
  private final GarpOptions garp = new GarpOptions();
  private final ControlReader control = new ControlReader();
  private final ScheduleReader schedule = new ScheduleReader();
  private final DumpReader dumps = new DumpReader();
  private final FifoReader fifos = new FifoReader();
  private final LifecycleReader lifecycle = new LifecycleReader();
  private final GlobalRouterReader routers = new GlobalRouterReader();
  private final LvsReader lvs;
  private final MailReader mail;
  private final AlertReader alerts;
  private Optional<String> routerId = Optional.empty();
  private Optional<ScriptUser> scriptUser = Optional.empty();
  private Optional<String> defaultInterface = Optional.empty();
  private InetAddress multicastGroup = new Transport.Multicast(AddressFamily.IPV4).group();
  private InetAddress multicastGroup6 = new Transport.Multicast(AddressFamily.IPV6).group();
  private int downTimer = 3;
  private boolean scriptSecurity;
  private boolean lowerNoAdvert;
  private boolean ownerIgnores;
  private boolean higherSendAdvert;
  private boolean strict;
  private boolean tellsPriorities;
  private boolean tellsStatesOnReload;

  GlobalReader(ReaderContext context) {
    this.context = context;
    this.alerts = new AlertReader(context);
    this.lvs = new LvsReader(context);
    this.mail = new MailReader(context);
  }

  void read(Statement global) {
    context.words().atMost(global, 0);
    new BlockReader<>(BLOCK, this, context).read(global.children());
  }

  /** What holds, of which virtual routers are known now. */
  boolean announcesServers() {
    return lifecycle.announcesServers();
  }

  GlobalDefs globalDefs(List<VrrpInstance> instances, RunNaming naming) {
    return new GlobalDefs(
        routerId,
        scriptUser,
        scriptSecurity,
        fifos.fifos(),
        lifecycle.scripts(),
        lvs.defs(instances),
        mail.defaults(alerts.alerts().webhook()),
        defaults(),
        schedule.schedule(),
        dumps.settings(),
        control.socket(),
        control.listen(),
        control.destinationSeries(),
        naming);
  }

  private RouterDefaults defaults() {
    return new RouterDefaults(
        routers.version(),
        multicastGroup,
        multicastGroup6,
        new GarpOptions().within(garp, strict),
        routers.pace(),
        downTimer,
        !lowerNoAdvert,
        higherSendAdvert,
        ownerIgnores,
        tellsPriorities,
        tellsStatesOnReload,
        routers.checksUnicastSource(),
        strict);
  }

  LvsReader lvs() {
    return lvs;
  }

  GlobalRouterReader routers() {
    return routers;
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

  boolean ownerIgnoresAdvertisements() {
    return ownerIgnores;
  }

  boolean tellsPriorities() {
    return tellsPriorities;
  }

  boolean strict() {
    return strict;
  }

  InetAddress multicastGroup(AddressFamily family) {
    return family == AddressFamily.IPV4 ? multicastGroup : multicastGroup6;
  }

  private void strict(Located<Boolean> on) {
    strict = on.value();
    if (strict) {
      new AcceptReader(context).sayStrict(on.position(), "vrrp_strict");
    }
  }

  private static boolean dynamicInterfaces(Statement statement, Words words) {
    words.atMost(statement, 1);
    return true;
  }
}
