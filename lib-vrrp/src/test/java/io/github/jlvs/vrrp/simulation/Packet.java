// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import io.github.jlvs.vrrp.IpDatagram;

/**
 * An advertisement on its way, octet for octet.
 *
 * @param lan the network
 * @param from the router that sent it
 * @param priority the priority in it
 * @param datagram what arrives
 */
record Packet(int lan, int from, int priority, IpDatagram.Vrrp datagram) {}
