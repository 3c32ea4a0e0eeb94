// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.ipvs.SyncDaemon;
import io.github.jlvs.ipvs.Timeouts;
import io.github.jlvs.net.IpProtocol;
import java.util.Optional;
import java.util.Set;

/**
 * How the kernel's IPVS should be beside its table.
 *
 * @param syncDaemon the one synchronisation daemon that should run; where none is named, those that
 *     others have started run on
 * @param timeouts the timeouts that should hold; 0 for one that is not ours to set
 * @param sloppy the protocols, TCP or SCTP, of which a connection may be taken up in its middle
 */
record DesiredSettings(Optional<SyncDaemon> syncDaemon, Timeouts timeouts, Set<IpProtocol> sloppy) {
  static final DesiredSettings NONE =
      new DesiredSettings(Optional.empty(), new Timeouts(0, 0, 0), Set.of());

  /** Copies the set. */
  DesiredSettings {
    sloppy = Set.copyOf(sloppy);
  }

  DesiredSettings with(Optional<SyncDaemon> daemon) {
    return new DesiredSettings(daemon, timeouts, sloppy);
  }

  DesiredSettings with(Timeouts others, Set<IpProtocol> protocols) {
    return new DesiredSettings(syncDaemon, others, protocols);
  }
}
