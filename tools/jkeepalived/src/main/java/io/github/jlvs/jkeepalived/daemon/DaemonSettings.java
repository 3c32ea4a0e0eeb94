// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import io.github.jlvs.jkeepalived.control.ControlSettings;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.model.Tracked;
import io.github.jlvs.vrrp.linux.HostSettings;
import java.nio.file.Path;
import java.util.List;

/**
 * What the command line says of how to run.
 *
 * @param runVirtualRouters whether to run the vrrp_instances
 * @param runVirtualServers whether to run the virtual_servers
 * @param keepVirtualServers whether virtual servers stay when the daemon stops
 * @param detail whether to log more
 * @param ownedServices the file that remembers its virtual servers
 * @param overrides the file that remembers what an operator has decided of real servers
 * @param control what those learn who ask how the daemon is
 */
public record DaemonSettings(
    boolean runVirtualRouters,
    boolean runVirtualServers,
    boolean keepVirtualServers,
    boolean detail,
    Path ownedServices,
    Path overrides,
    ControlSettings control) {
  private static final Tracked NOTHING_TRACKED = new Tracked(List.of(), List.of(), List.of());

  /** What of a configuration runs; what there is for all parts stays whole. */
  Configuration leftOf(Configuration configuration) {
    return new Configuration(
        configuration.global(),
        runVirtualRouters ? configuration.hostSettings() : HostSettings.DEFAULT,
        runVirtualRouters ? configuration.vrrpInstances() : List.of(),
        runVirtualRouters ? configuration.vrrpSyncGroups() : List.of(),
        runVirtualRouters ? configuration.tracked() : NOTHING_TRACKED,
        runVirtualServers ? configuration.virtualServers() : List.of());
  }
}
