// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.model;

import io.github.jlvs.vrrp.linux.GroupSetup;
import io.github.jlvs.vrrp.linux.RouterSetup;
import java.util.List;

/**
 * All that a configuration says, with every default and inheritance applied.
 *
 * @param global {@code global_defs}
 * @param vrrpInstances the virtual routers, in the order of the text
 * @param vrrpSyncGroups the groups of virtual routers that change state together
 * @param virtualServers the virtual servers, in the order of the text; none without real servers
 */
public record Configuration(
    GlobalDefs global,
    List<VrrpInstance> vrrpInstances,
    List<VrrpSyncGroup> vrrpSyncGroups,
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
}
