// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.Timeouts;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.model.LvsDefs;
import io.github.jlvs.keepalived.conf.model.LvsDefs.FlushOnStop;
import io.github.jlvs.keepalived.conf.model.SyncDaemonSetup;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import io.github.jlvs.net.IpProtocol;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a configuration has for the kernel's IPVS to do, on this command line. As with keepalived
 * the synchronisation daemon belongs to the virtual routers, and all else to the virtual servers.
 *
 * @param virtualServers the virtual servers
 * @param syncDaemon the synchronisation daemon
 * @param timeouts how long idle connections are remembered; 0 leaves what the kernel has
 * @param sloppy the protocols of which the kernel is to take up connections in their middle
 * @param flush whether what others have made goes at the start
 * @param flushOnStop whether what others have made goes at the stop
 */
record IpvsWork(
    List<VirtualServerSetup> virtualServers,
    Optional<SyncDaemonSetup> syncDaemon,
    Timeouts timeouts,
    Set<IpProtocol> sloppy,
    boolean flush,
    boolean flushOnStop) {

  static IpvsWork of(Configuration configuration, DaemonSettings settings) {
    LvsDefs lvs = configuration.global().lvs();
    List<VirtualServerSetup> servers = configuration.virtualServers();
    boolean serves = !servers.isEmpty();
    return new IpvsWork(
        servers,
        settings.runVirtualRouters() ? lvs.syncDaemon() : Optional.empty(),
        serves ? lvs.timeouts() : new Timeouts(0, 0, 0),
        sloppy(servers),
        serves && lvs.flush(),
        serves && lvs.flushOnStop() == FlushOnStop.EVERYTHING);
  }

  /** A firewall mark may stand for TCP; UDP has no beginning. */
  private static Set<IpProtocol> sloppy(List<VirtualServerSetup> servers) {
    return servers.stream()
        .filter(VirtualServerSetup::statelessFailover)
        .flatMap(server -> server.services().stream())
        .map(
            service ->
                service.id() instanceof ServiceId.Address address
                    ? address.protocol()
                    : IpProtocol.TCP)
        .filter(protocol -> !protocol.equals(IpProtocol.UDP))
        .collect(Collectors.toUnmodifiableSet());
  }

  boolean isEmpty() {
    return virtualServers.isEmpty() && syncDaemon.isEmpty();
  }
}
