// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.model;

import io.github.jlvs.vrrp.GratuitousArp;
import io.github.jlvs.vrrp.linux.AnnouncementPacing;
import java.net.InetAddress;

/**
 * What {@code global_defs} says for all virtual routers, which is in each of them already: to be
 * shown, not to be applied.
 *
 * @param version of VRRP, where an instance says none and goes over IPv4
 * @param multicastGroup where advertisements over IPv4 go that have no peers
 * @param multicastGroup6 where advertisements over IPv6 go that have no peers
 * @param gratuitousArp when gratuitous ARP is sent
 * @param pace how close together that may be
 * @param downTimerAdverts so many missed advertisements make a master dead
 * @param answerLowerPriority whether a master answers an advertisement of lower priority
 * @param advertiseBeforeYielding whether a master answers one of higher priority
 * @param ignoreAsOwner whether an owner of the addresses drops every advertisement
 * @param tellPriorities whether FIFOs are told of each change of a priority
 * @param tellStatesOnReload whether FIFOs are told at each reload what state everything is in
 * @param checkUnicastSource whether advertisements of others than the peers are refused
 * @param strict whether the VRRP specification is kept to the letter
 */
public record RouterDefaults(
    int version,
    InetAddress multicastGroup,
    InetAddress multicastGroup6,
    GratuitousArp gratuitousArp,
    AnnouncementPacing.Pace pace,
    int downTimerAdverts,
    boolean answerLowerPriority,
    boolean advertiseBeforeYielding,
    boolean ignoreAsOwner,
    boolean tellPriorities,
    boolean tellStatesOnReload,
    boolean checkUnicastSource,
    boolean strict) {}
