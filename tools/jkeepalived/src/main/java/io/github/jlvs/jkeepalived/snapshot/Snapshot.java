// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.snapshot;

import io.github.jlvs.jkeepalived.track.TrackedReport;
import io.github.jlvs.keepalived.conf.model.Alerts;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.model.NotifyScripts;
import io.github.jlvs.keepalived.conf.model.VrrpSyncGroup;
import io.github.jlvs.vrrp.linux.GroupStatus;
import io.github.jlvs.vrrp.linux.RouterStatus;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the daemon knew at one moment. Where a reload is under way, its parts may have gone over to
 * a configuration that is not this one yet, or no more.
 *
 * @param configuration what they run by
 * @param routers the virtual routers and their groups; empty where none are run
 * @param tracked what they track
 * @param servers the virtual servers; empty where none are run
 * @param table what came of writing the kernel's table; empty before the first round
 * @param reloads the start and the reloads since
 */
public record Snapshot(
    Configuration configuration,
    Optional<Dated<RouterReport>> routers,
    TrackedReport tracked,
    Optional<Dated<ServerReport>> servers,
    Optional<Dated<TableReport>> table,
    ReloadReport reloads) {
  /** Who is told of the changes of a virtual router or a group. */
  public record Told(Alerts alerts, NotifyScripts scripts) {
    static final Told NOBODY = new Told(Alerts.NOTHING_SAID, NotifyScripts.NONE);
  }

  /** Of virtual routers alone, at this moment. */
  public static Snapshot ofRouters(
      Configuration configuration, RouterReport routers, TrackedReport tracked) {
    return new Snapshot(
        configuration,
        Optional.of(Dated.now(routers)),
        tracked,
        Optional.empty(),
        Optional.empty(),
        ReloadReport.NONE);
  }

  /** The virtual routers, in the order of the configuration. */
  public List<RouterStatus> routerStatuses() {
    return routers.map(each -> each.report().routers()).orElse(List.of());
  }

  /** Their groups. */
  public List<GroupStatus> groupStatuses() {
    return routers.map(each -> each.report().groups()).orElse(List.of());
  }

  /** Masters that hear another one which does not yield: by the names of these, the others. */
  public SortedMap<String, InetAddress> rivals() {
    return new TreeMap<>(routers.map(each -> each.report().rivals()).orElse(Map.of()));
  }

  /** Who is told of a virtual router. */
  public Told told(RouterStatus router) {
    return configuration.vrrpInstances().stream()
        .filter(each -> each.setup().name().equals(router.setup().name()))
        .findFirst()
        .map(each -> new Told(each.alerts(), each.notifyScripts()))
        .orElse(Told.NOBODY);
  }

  /** Who is told of a group. */
  public Told toldOfGroup(String name) {
    Optional<VrrpSyncGroup> group =
        configuration.vrrpSyncGroups().stream()
            .filter(each -> each.setup().name().equals(name))
            .findFirst();
    return group.map(each -> new Told(each.alerts(), each.notifyScripts())).orElse(Told.NOBODY);
  }
}
