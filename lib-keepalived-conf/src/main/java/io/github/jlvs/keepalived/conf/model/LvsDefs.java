// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.model;

import io.github.jlvs.ipvs.Timeouts;
import java.util.Optional;

/**
 * What {@code global_defs} says of the kernel's IPVS as a whole.
 *
 * @param syncDaemon the synchronisation daemon, if one is wanted
 * @param timeouts how long idle connections are remembered; 0 leaves what the kernel has
 * @param flush whether the table is emptied at the start, of what others have made too
 * @param flushOnStop what goes when the daemon stops
 */
public record LvsDefs(
    Optional<SyncDaemonSetup> syncDaemon,
    Timeouts timeouts,
    boolean flush,
    FlushOnStop flushOnStop) {
  /** What goes when the daemon stops. */
  public enum FlushOnStop {
    /** The virtual servers of the configuration. */
    CONFIGURED,
    /** The whole table, whoever made what is in it. */
    EVERYTHING
  }
}
