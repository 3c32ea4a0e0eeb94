// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.model;

import io.github.jlvs.ipvs.SyncDaemon;

/**
 * {@code lvs_sync_daemon}: the kernel's synchronisation daemon, which sends connections while a
 * virtual router is master and takes them while it is not.
 *
 * @param router the name of the {@code vrrp_instance} whose state it follows
 * @param sender the daemon while that is master
 */
public record SyncDaemonSetup(String router, SyncDaemon sender) {
  /** Lets a sender pass alone. */
  public SyncDaemonSetup {
    if (sender.state() != SyncDaemon.State.MASTER) {
      throw new IllegalArgumentException("a sender is a master, not a " + sender.state());
    }
  }

  /**
   * The daemon that should run.
   *
   * @param master whether the virtual router is master
   * @return the sender, or the receiver with its values
   */
  public SyncDaemon daemon(boolean master) {
    return master
        ? sender
        : new SyncDaemon(
            SyncDaemon.State.BACKUP,
            sender.multicastInterface(),
            sender.syncId(),
            sender.maximumLength(),
            sender.group(),
            sender.port(),
            sender.ttl());
  }
}
