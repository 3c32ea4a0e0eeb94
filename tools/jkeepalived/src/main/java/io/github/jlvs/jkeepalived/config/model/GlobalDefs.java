// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.model;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * What concerns all virtual routers and virtual servers. Defaults that virtual routers inherit are
 * already in {@link VrrpInstance}.
 *
 * @param routerId the name of this director; the daemon takes the host name if there is none
 * @param scriptUser the user and group that scripts run as
 * @param scriptSecurity whether a script that others could change must not run as root
 * @param multicastGroup where advertisements go that have no other destination
 * @param garpInterval the shortest time between two gratuitous ARP messages on one interface
 * @param startupDelay how long all virtual routers wait before they may become master
 * @param dynamicInterfaces whether an interface may appear after the daemon has started
 * @param logAllCheckerFailures whether each failed try is logged, and not only the last
 */
public record GlobalDefs(
    Optional<String> routerId,
    Optional<ScriptUser> scriptUser,
    boolean scriptSecurity,
    InetAddress multicastGroup,
    Duration garpInterval,
    Duration startupDelay,
    boolean dynamicInterfaces,
    boolean logAllCheckerFailures) {}
