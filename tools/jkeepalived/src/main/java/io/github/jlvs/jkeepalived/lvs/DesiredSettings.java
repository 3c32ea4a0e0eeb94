// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.ipvs.SyncDaemon;
import io.github.jlvs.ipvs.Timeouts;
import java.util.Optional;

/**
 * How the kernel's IPVS should be beside its table.
 *
 * @param syncDaemon the one synchronisation daemon that should run; where none is named, those that
 *     others have started run on
 * @param timeouts the timeouts that should hold; 0 for one that is not ours to set
 */
record DesiredSettings(Optional<SyncDaemon> syncDaemon, Timeouts timeouts) {
  static final DesiredSettings NONE = new DesiredSettings(Optional.empty(), new Timeouts(0, 0, 0));

  DesiredSettings with(Optional<SyncDaemon> daemon) {
    return new DesiredSettings(daemon, timeouts);
  }

  DesiredSettings with(Timeouts other) {
    return new DesiredSettings(syncDaemon, other);
  }
}
