// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.reload;

import io.github.jlvs.keepalived.conf.model.AlertDefaults;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.model.DumpSettings;
import io.github.jlvs.keepalived.conf.model.GlobalDefs;
import io.github.jlvs.keepalived.conf.model.LifecycleScripts;
import io.github.jlvs.keepalived.conf.model.LvsDefs;
import io.github.jlvs.keepalived.conf.model.RouterDefaults;
import io.github.jlvs.vrrp.linux.HostSettings;
import java.util.List;
import java.util.function.Function;

/** What becomes of the settings that concern the daemon as a whole, or all interfaces. */
final class GlobalChanges {
  private GlobalChanges() {}

  static List<Change> between(Configuration before, Configuration after) {
    Settings<Configuration> settings = new Settings<>(before, after);
    daemon(settings, Configuration::global);
    alerts(settings, configuration -> configuration.global().alerts());
    host(settings, Configuration::hostSettings);
    routers(settings, configuration -> configuration.global().routers());
    lvs(settings, configuration -> configuration.global().lvs());
    return settings.changed().stream()
        .map(word -> new Change(Subject.GLOBAL_SETTING, Deed.CHANGED, word, List.of()))
        .toList();
  }

  private static void daemon(Settings<Configuration> all, Function<Configuration, GlobalDefs> of) {
    Function<Configuration, LifecycleScripts> scripts = of.andThen(GlobalDefs::lifecycle);
    Function<Configuration, DumpSettings> dumps = of.andThen(GlobalDefs::dumps);
    all.compare("router_id", of.andThen(GlobalDefs::routerId))
        .compare("script_user", of.andThen(GlobalDefs::scriptUser))
        .compare("enable_script_security", of.andThen(GlobalDefs::scriptSecurity))
        .compare("notify_fifo", of.andThen(GlobalDefs::fifos))
        .compare("startup_script", scripts.andThen(LifecycleScripts::startup))
        .compare("startup_script_timeout", scripts.andThen(LifecycleScripts::startupLimit))
        .compare("shutdown_script", scripts.andThen(LifecycleScripts::shutdown))
        .compare("shutdown_script_timeout", scripts.andThen(LifecycleScripts::shutdownLimit))
        .compare("reload_time_file", of.andThen(GlobalDefs::scheduledReload))
        .compare("state_dump_file", dumps.andThen(DumpSettings::state))
        .compare("stats_dump_file", dumps.andThen(DumpSettings::statistics))
        .compare("json_dump_file", dumps.andThen(DumpSettings::json))
        .compare("json_version", dumps.andThen(DumpSettings::jsonVersion))
        .compare("control_socket", of.andThen(GlobalDefs::controlSocket))
        .compare("status_listen", of.andThen(GlobalDefs::statusListen))
        .compare("metrics_destinations", of.andThen(GlobalDefs::destinationSeries))
        .compare("instance and use_pid_dir", of.andThen(GlobalDefs::naming));
  }

  private static void alerts(
      Settings<Configuration> all, Function<Configuration, AlertDefaults> of) {
    all.compare("smtp_server and notification_email", of.andThen(AlertDefaults::mail))
        .compare("smtp_alert_vrrp", of.andThen(AlertDefaults::mailOfRouters))
        .compare("no_email_faults", of.andThen(AlertDefaults::mailOfFaults))
        .compare("smtp_alert", of.andThen(AlertDefaults::mailOfVirtualServers))
        .compare("smtp_alert_checker", of.andThen(AlertDefaults::mailOfRealServers))
        .compare("no_checker_emails", of.andThen(AlertDefaults::mailOfEachCheck))
        .compare("notify_webhook", of.andThen(AlertDefaults::webhook));
  }

  private static void host(Settings<Configuration> all, Function<Configuration, HostSettings> of) {
    all.compare("vrrp_startup_delay", of.andThen(HostSettings::startupDelay))
        .compare("log_unknown_vrids", of.andThen(HostSettings::tellUnknownRouters))
        .compare("vrrp_garp_interval and garp_group", of.andThen(HostSettings::pacing))
        .compare("interface_up_down_delays", of.andThen(HostSettings::linkDelays))
        .compare("nftables", of.andThen(HostSettings::filter));
  }

  /** What virtual routers inherit is in their setups too, and counts there. */
  private static void routers(
      Settings<Configuration> all, Function<Configuration, RouterDefaults> of) {
    all.compare("vrrp_version", of.andThen(RouterDefaults::version))
        .compare("vrrp_mcast_group4", of.andThen(RouterDefaults::multicastGroup))
        .compare("vrrp_mcast_group6", of.andThen(RouterDefaults::multicastGroup6))
        .compare("vrrp_garp_master_*", of.andThen(RouterDefaults::gratuitousArp))
        .compare("vrrp_gna_interval", of.andThen(RouterDefaults::pace))
        .compare("vrrp_down_timer_adverts", of.andThen(RouterDefaults::downTimerAdverts))
        .compare("vrrp_lower_prio_no_advert", of.andThen(RouterDefaults::answerLowerPriority))
        .compare(
            "vrrp_higher_prio_send_advert", of.andThen(RouterDefaults::advertiseBeforeYielding))
        .compare("vrrp_owner_ignore_adverts", of.andThen(RouterDefaults::ignoreAsOwner))
        .compare("vrrp_notify_priority_changes", of.andThen(RouterDefaults::tellPriorities))
        .compare("fifo_write_vrrp_states_on_reload", of.andThen(RouterDefaults::tellStatesOnReload))
        .compare("vrrp_check_unicast_src", of.andThen(RouterDefaults::checkUnicastSource))
        .compare("vrrp_strict", of.andThen(RouterDefaults::strict));
  }

  private static void lvs(Settings<Configuration> all, Function<Configuration, LvsDefs> of) {
    all.compare("lvs_sync_daemon", of.andThen(LvsDefs::syncDaemon))
        .compare("lvs_timeouts", of.andThen(LvsDefs::timeouts))
        .compare("lvs_flush", of.andThen(LvsDefs::flush))
        .compare("lvs_flush_on_stop", of.andThen(LvsDefs::flushOnStop));
  }
}
