// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.model;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * What concerns the daemon as a whole. What virtual routers and virtual servers inherit is already
 * in them.
 *
 * @param routerId the name of this director; the daemon takes the host name if there is none
 * @param scriptUser the user and group that scripts run as
 * @param scriptSecurity whether a script that others could change must not run as root
 * @param fifos the FIFOs that are told of what happens
 * @param lifecycle what runs when the daemon starts and stops
 * @param lvs what concerns the kernel's IPVS
 * @param alerts who is told of changes
 * @param routers what it says for all virtual routers
 * @param scheduledReload the file that says when a reload comes by itself
 * @param dumps the files that signals ask for
 * @param controlSocket where the daemon answers who asks how it stands
 * @param statusListen the loopback address at which it answers readers besides
 * @param destinationSeries what metrics tell of real servers
 * @param naming how the daemon is told from others
 */
public record GlobalDefs(
    Optional<String> routerId,
    Optional<ScriptUser> scriptUser,
    boolean scriptSecurity,
    List<Fifo> fifos,
    LifecycleScripts lifecycle,
    LvsDefs lvs,
    AlertDefaults alerts,
    RouterDefaults routers,
    Optional<ScheduledReload> scheduledReload,
    DumpSettings dumps,
    ControlSocket controlSocket,
    Optional<InetSocketAddress> statusListen,
    DestinationSeries destinationSeries,
    RunNaming naming) {

  /** Makes the list unmodifiable. */
  public GlobalDefs {
    fifos = List.copyOf(fifos);
  }
}
