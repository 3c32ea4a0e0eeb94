// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.reload;

import io.github.jlvs.keepalived.conf.model.Configuration;
import java.util.ArrayList;
import java.util.List;

/**
 * What will change when one configuration follows another: known before anything is touched, and
 * nothing else is touched. What others have changed meanwhile is not in it, and is put right
 * besides.
 *
 * @param changes the changes, kind by kind
 * @param routersUntouched so many virtual routers are set up as before
 * @param serversUntouched so many virtual servers are as before, with all their real servers
 */
public record ReloadPlan(List<Change> changes, int routersUntouched, int serversUntouched) {
  /** Copies the list. */
  public ReloadPlan {
    changes = List.copyOf(changes);
  }

  /**
   * Compares two configurations.
   *
   * @param before what runs
   * @param after what is to run
   * @throws IllegalArgumentException if virtual routers of one of them contradict each other
   */
  public static ReloadPlan of(Configuration before, Configuration after) {
    List<Change> changes = new ArrayList<>();
    changes.addAll(GlobalChanges.between(before, after));
    changes.addAll(StaticChanges.between(before, after));
    changes.addAll(TrackedChanges.between(before.tracked(), after.tracked()));
    changes.addAll(GroupChanges.between(before.vrrpSyncGroups(), after.vrrpSyncGroups()));
    List<Change> routers = InstanceChanges.between(before, after);
    changes.addAll(routers);
    ServerPlan servers = ServerPlan.between(before.virtualServers(), after.virtualServers());
    changes.addAll(servers.changes());
    int touched = (int) routers.stream().filter(each -> each.deed() != Deed.ADDED).count();
    return new ReloadPlan(changes, before.vrrpInstances().size() - touched, servers.untouched());
  }
}
