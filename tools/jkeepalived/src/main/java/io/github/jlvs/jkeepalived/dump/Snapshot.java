// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.dump;

import io.github.jlvs.jkeepalived.track.TrackedReport;
import io.github.jlvs.keepalived.conf.model.Alerts;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.model.NotifyScripts;
import io.github.jlvs.keepalived.conf.model.VrrpSyncGroup;
import io.github.jlvs.vrrp.linux.RouterStatus;
import java.util.Optional;

/**
 * What is written of virtual routers, as it was at one moment. Where a reload is under way, they
 * may have gone over to a configuration that is not this one yet, or no more.
 *
 * @param configuration what they run by
 * @param routers the virtual routers and their groups
 * @param tracked what they track
 */
record Snapshot(Configuration configuration, RouterReport routers, TrackedReport tracked) {
  /** Who is told of the changes of a virtual router or a group. */
  record Told(Alerts alerts, NotifyScripts scripts) {
    static final Told NOBODY = new Told(Alerts.NOTHING_SAID, NotifyScripts.NONE);
  }

  Told told(RouterStatus router) {
    return configuration.vrrpInstances().stream()
        .filter(each -> each.setup().name().equals(router.setup().name()))
        .findFirst()
        .map(each -> new Told(each.alerts(), each.notifyScripts()))
        .orElse(Told.NOBODY);
  }

  Told toldOfGroup(String name) {
    Optional<VrrpSyncGroup> group =
        configuration.vrrpSyncGroups().stream()
            .filter(each -> each.setup().name().equals(name))
            .findFirst();
    return group.map(each -> new Told(each.alerts(), each.notifyScripts())).orElse(Told.NOBODY);
  }
}
