// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import io.github.jlvs.linux.Signals;
import java.nio.file.Path;
import java.util.Set;

/**
 * What the command line says of how to run.
 *
 * @param runVirtualRouters whether to run the vrrp_instances
 * @param runVirtualServers whether to run the virtual_servers
 * @param keepVirtualServers whether virtual servers stay when the daemon stops
 * @param keepAddresses whether addresses and routes stay when the daemon stops
 * @param ignoreInterrupt whether SIGINT does not stop it
 * @param detail whether to log more
 * @param ownedServices the file that remembers its virtual servers
 */
public record DaemonSettings(
    boolean runVirtualRouters,
    boolean runVirtualServers,
    boolean keepVirtualServers,
    boolean keepAddresses,
    boolean ignoreInterrupt,
    boolean detail,
    Path ownedServices) {

  /** The signals that stop the daemon. */
  Set<Integer> stopSignals() {
    return ignoreInterrupt ? Set.of(Signals.SIGTERM) : SignalNumber.STOP;
  }
}
