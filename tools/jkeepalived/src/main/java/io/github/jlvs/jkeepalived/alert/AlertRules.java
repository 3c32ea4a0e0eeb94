// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.alert;

import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.keepalived.conf.model.AlertDefaults;
import io.github.jlvs.keepalived.conf.model.Alerts;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.model.ServerAlerts;
import io.github.jlvs.keepalived.conf.model.WebhookUrl;
import io.github.jlvs.vrrp.State;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which changes a configuration has told, and whom. Of what a reload has taken out the last news
 * are told as before. Immutable.
 */
public final class AlertRules {
  private static final ServerAlerts NOTHING_SAID = new ServerAlerts(Alerts.NOTHING_SAID, Map.of());

  private final AlertDefaults defaults;
  private final Map<String, Alerts> routers = new HashMap<>();
  private final Map<String, Alerts> groups = new HashMap<>();
  private final Map<VirtualServerName, ServerAlerts> servers = new HashMap<>();
  private final Set<VirtualServerName> configured;

  /**
   * Those of a configuration.
   *
   * @param before the one that ran so far
   */
  public AlertRules(Configuration configuration, Optional<Configuration> before) {
    this.defaults = configuration.global().alerts();
    before.ifPresent(this::add);
    Map<VirtualServerName, ServerAlerts> gone = Map.copyOf(servers);
    servers.clear();
    add(configuration);
    this.configured = Set.copyOf(servers.keySet());
    gone.forEach(servers::putIfAbsent);
  }

  private void add(Configuration configuration) {
    configuration.vrrpInstances().forEach(each -> routers.put(each.setup().name(), each.alerts()));
    configuration.vrrpSyncGroups().forEach(each -> groups.put(each.setup().name(), each.alerts()));
    configuration.virtualServers().forEach(each -> servers.put(each.name(), each.alerts()));
  }

  /** The virtual servers that are configured now. */
  public Set<VirtualServerName> virtualServers() {
    return configured;
  }

  /** Whether mail tells of it. keepalived has none of a stop reach its server, nor have we. */
  public boolean mails(Change change) {
    if (change instanceof Change.OfRouter router) {
      return mails(router.to(), alerts(router));
    } else if (change instanceof Change.OfGroup group) {
      return mails(group.to(), alerts(group));
    } else if (change instanceof Change.OfRealServer server) {
      return server.why().isPresent() && mails(server.virtualServer(), server.server());
    } else if (change instanceof Change.OfCheck check) {
      return defaults.mailOfEachCheck() && mails(check.virtualServer(), check.server());
    } else if (change instanceof Change.OfVirtualServer server) {
      return server.why().isPresent()
          && alerts(change).mail().orElse(defaults.mailOfVirtualServers());
    }
    throw new IllegalStateException("nobody knows who is told of " + change);
  }

  private boolean mails(State to, Alerts alerts) {
    boolean told =
        switch (to) {
          case MASTER, BACKUP -> true;
          case FAULT -> defaults.mailOfFaults();
          case INITIALIZE -> false;
        };
    return told && alerts.mail().orElse(defaults.mailOfRouters());
  }

  private boolean mails(VirtualServerName virtualServer, ServiceAddress server) {
    return Optional.ofNullable(of(virtualServer).mailOfRealServers().get(server))
        .orElse(defaults.mailOfRealServers());
  }

  /** Where it is told by HTTP. A result that leaves its server down changes no state. */
  public Optional<WebhookUrl> webhook(Change change) {
    return change instanceof Change.OfCheck
        ? Optional.empty()
        : alerts(change).webhook().or(defaults::webhook);
  }

  private Alerts alerts(Change change) {
    if (change instanceof Change.OfRouter router) {
      return routers.getOrDefault(router.name(), Alerts.NOTHING_SAID);
    } else if (change instanceof Change.OfGroup group) {
      return groups.getOrDefault(group.name(), Alerts.NOTHING_SAID);
    } else if (change instanceof Change.OfRealServer server) {
      return of(server.virtualServer()).virtualServer();
    } else if (change instanceof Change.OfCheck check) {
      return of(check.virtualServer()).virtualServer();
    } else if (change instanceof Change.OfVirtualServer server) {
      return of(server.virtualServer()).virtualServer();
    }
    throw new IllegalStateException("nobody knows who is told of " + change);
  }

  private ServerAlerts of(VirtualServerName name) {
    return servers.getOrDefault(name, NOTHING_SAID);
  }
}
