// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import java.nio.file.Path;

/**
 * What the command line says of how to run.
 *
 * @param runVirtualRouters whether to run the vrrp_instances
 * @param runVirtualServers whether to run the virtual_servers
 * @param keepVirtualServers whether virtual servers stay when the daemon stops
 * @param detail whether to log more
 * @param ownedServices the file that remembers its virtual servers
 */
public record DaemonSettings(
    boolean runVirtualRouters,
    boolean runVirtualServers,
    boolean keepVirtualServers,
    boolean detail,
    Path ownedServices) {}
