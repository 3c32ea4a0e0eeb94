// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import io.github.jlvs.vrrp.IpDatagram;
import io.github.jlvs.vrrp.VirtualRouterConfig;

/**
 * An advertisement on its way, octet for octet.
 *
 * @param lan the network
 * @param from the router that sent it
 * @param priority the priority in it
 * @param sender how the router that sent it was configured then
 * @param damaged whether what arrives is not what was sent
 * @param datagram what arrives
 */
record Packet(
    int lan,
    int from,
    int priority,
    VirtualRouterConfig sender,
    boolean damaged,
    IpDatagram.Vrrp datagram) {}
