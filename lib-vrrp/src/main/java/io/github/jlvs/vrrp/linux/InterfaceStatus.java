// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.net.AddressFamily;

/**
 * An interface that virtual routers send and receive through, at one moment. Every datagram that
 * the kernel had for its socket is in {@code received} or in {@code dropped}; every received one in
 * the counters of a virtual router, in {@code otherVirtualRouters} or in {@code unusable}.
 *
 * @param name the interface's name
 * @param family the family of the packets; an interface that has both is told twice
 * @param condition whether it is there and up
 * @param received datagrams read since the runner uses it
 * @param dropped datagrams that the kernel dropped because they came faster than they were read
 * @param otherVirtualRouters received packets of virtual routers that are not ours
 * @param unusable received datagrams without a usable IP header
 */
public record InterfaceStatus(
    String name,
    AddressFamily family,
    RunnerEvent.InterfaceCondition condition,
    long received,
    long dropped,
    long otherVirtualRouters,
    long unusable) {}
