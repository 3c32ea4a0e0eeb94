// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import io.github.jlvs.vrrp.Input;

/**
 * An advertisement on its way.
 *
 * @param lan the network
 * @param from the router that sent it
 * @param priority the priority in it
 * @param input what the receiver's state machine gets
 */
record Packet(int lan, int from, int priority, Input.AdvertisementReceived input) {}
