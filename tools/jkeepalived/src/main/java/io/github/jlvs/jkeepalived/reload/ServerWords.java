// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.reload;

import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.SorryServer;
import io.github.jlvs.healthcheck.VirtualServer;
import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.Persistence;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.keepalived.conf.model.Alerts;
import io.github.jlvs.keepalived.conf.model.UpDownScripts;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which settings of a virtual server, or of a real server, have changed. */
final class ServerWords {
  private ServerWords() {}

  static List<String> ofVirtualServer(VirtualServerSetup before, VirtualServerSetup after) {
    Settings<VirtualServerSetup> settings = new Settings<>(before, after);
    services(settings);
    quorum(settings, VirtualServerSetup::checks);
    Function<VirtualServerSetup, Alerts> alerts = setup -> setup.alerts().virtualServer();
    return settings
        .compare("sorry_server_lvs_method", ServerWords::sorryDestination)
        .compare("ha_suspend", VirtualServerSetup::suspendedWithout)
        .compare("stateless_failover", VirtualServerSetup::statelessFailover)
        .compare("quorum_up", setup -> setup.quorumScripts().up())
        .compare("quorum_down", setup -> setup.quorumScripts().down())
        .compare("smtp_alert", alerts.andThen(Alerts::mail))
        .compare("notify_webhook", alerts.andThen(Alerts::webhook))
        .changed();
  }

  /** All services of a virtual server have the same settings, but for masks of both families. */
  private static void services(Settings<VirtualServerSetup> settings) {
    Function<VirtualServerSetup, VirtualService> first = setup -> setup.services().get(0);
    Function<VirtualService, Optional<Persistence>> persistence = VirtualService::persistence;
    settings
        .compare(
            "virtual_server_group",
            setup -> setup.services().stream().map(VirtualService::id).collect(Collectors.toSet()))
        .compare("lb_algo", first.andThen(VirtualService::scheduler))
        .compare("flags of lb_algo and ops", first.andThen(VirtualService::flags))
        .compare(
            "persistence_timeout",
            first.andThen(persistence).andThen(each -> each.map(Persistence::timeoutSeconds)))
        .compare(
            "persistence_granularity",
            setup ->
                setup.services().stream()
                    .map(persistence.andThen(each -> each.map(Persistence::netmask)))
                    .collect(Collectors.toSet()))
        .compare("persistence_engine", first.andThen(VirtualService::persistenceEngine));
  }

  private static void quorum(
      Settings<VirtualServerSetup> settings, Function<VirtualServerSetup, VirtualServer> of) {
    Function<VirtualServerSetup, Optional<SorryServer>> sorry =
        of.andThen(VirtualServer::sorryServer);
    settings
        .compare("quorum", of.andThen(VirtualServer::quorum))
        .compare("hysteresis", of.andThen(VirtualServer::hysteresis))
        .compare("depool_threshold", of.andThen(VirtualServer::depoolThreshold))
        .compare("omega", of.andThen(VirtualServer::omega))
        .compare("rs_init_notifies", of.andThen(VirtualServer::announceAtStart))
        .compare("sorry_server", sorry.andThen(each -> each.map(SorryServer::address)))
        .compare("sorry_server_inhibit", sorry.andThen(each -> each.map(SorryServer::inhibit)));
  }

  private static Optional<Destination> sorryDestination(VirtualServerSetup setup) {
    return setup.checks().sorryServer().map(setup.destinations()::get);
  }

  static List<String> ofRealServer(
      VirtualServerSetup before, RealServer real, VirtualServerSetup after, RealServer then) {
    List<String> settings =
        new ArrayList<>(
            new Settings<>(real, then)
                .compare("weight", RealServer::weight)
                .compare("inhibit_on_failure", RealServer::inhibitOnFailure)
                .compare("checks", RealServer::checks)
                .changed());
    settings.addAll(
        new Settings<>(before.destination(real, 1, 0), after.destination(then, 1, 0))
            .compare("lvs_method", Destination::forwarding)
            .compare("uthreshold", Destination::upperThreshold)
            .compare("lthreshold", Destination::lowerThreshold)
            .changed());
    Function<VirtualServerSetup, UpDownScripts> scripts =
        setup -> setup.serverScripts().getOrDefault(real.address(), UpDownScripts.NONE);
    settings.addAll(
        new Settings<>(before, after)
            .compare("notify_up", scripts.andThen(UpDownScripts::up))
            .compare("notify_down", scripts.andThen(UpDownScripts::down))
            .compare(
                "smtp_alert",
                setup ->
                    Optional.ofNullable(setup.alerts().mailOfRealServers().get(real.address())))
            .compare("drain", setup -> setup.drain(real))
            .changed());
    return settings;
  }
}
