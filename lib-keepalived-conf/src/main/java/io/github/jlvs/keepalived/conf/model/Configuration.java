// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.model;

import io.github.jlvs.vrrp.linux.GroupSetup;
import io.github.jlvs.vrrp.linux.HostSettings;
import io.github.jlvs.vrrp.linux.RouterSetup;
import java.util.List;

/**
 * All that a configuration says, with every default and inheritance applied.
 *
 * @param global {@code global_defs}
 * @param hostSettings how all virtual routers use this host, and what it has whoever is master
 * @param vrrpInstances the virtual routers, in the order of the text
 * @param vrrpSyncGroups the groups of virtual routers that change state together
 * @param tracked what virtual routers track besides interfaces
 * @param virtualServers the virtual servers, in the order of the text; none without real servers
 */
public record Configuration(
    GlobalDefs global,
    HostSettings hostSettings,
    List<VrrpInstance> vrrpInstances,
    List<VrrpSyncGroup> vrrpSyncGroups,
    Tracked tracked,
    List<VirtualServerSetup> virtualServers) {

  /** Makes the lists unmodifiable. */
  public Configuration {
    vrrpInstances = List.copyOf(vrrpInstances);
    vrrpSyncGroups = List.copyOf(vrrpSyncGroups);
    virtualServers = List.copyOf(virtualServers);
  }

  /**
   * The virtual routers.
   *
   * @return their setups, in the order of the text
   */
  public List<RouterSetup> routerSetups() {
    return vrrpInstances.stream().map(VrrpInstance::setup).toList();
  }

  /**
   * The sync groups.
   *
   * @return their setups, in the order of the text
   */
  public List<GroupSetup> groupSetups() {
    return vrrpSyncGroups.stream().map(VrrpSyncGroup::setup).toList();
  }

  /**
   * Whether virtual routers or virtual servers have anything that is run.
   *
   * @return true for scripts that are tracked, notified or read a FIFO
   */
  public boolean hasScripts() {
    return !tracked.scripts().isEmpty()
        || global.fifos().stream().anyMatch(fifo -> fifo.handler().isPresent())
        || vrrpInstances.stream().anyMatch(each -> !each.notifyScripts().commands().isEmpty())
        || vrrpSyncGroups.stream().anyMatch(each -> !each.notifyScripts().commands().isEmpty())
        || virtualServers.stream().anyMatch(VirtualServerSetup::hasScripts);
  }
}
