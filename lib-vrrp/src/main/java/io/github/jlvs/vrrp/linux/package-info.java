// SPDX-License-Identifier: Apache-2.0
/**
 * The shell that runs {@link io.github.jlvs.vrrp.VirtualRouter} on Linux: sockets, gratuitous ARP,
 * addresses and the events of interfaces.
 *
 * <p>{@link io.github.jlvs.vrrp.linux.VrrpDaemon} is the short way: it owns a thread. {@link
 * io.github.jlvs.vrrp.linux.VrrpRunner} runs on an event loop of the caller's.
 *
 * <p>Needs CAP_NET_ADMIN (addresses) and CAP_NET_RAW (sockets).
 */
@NullMarked
package io.github.jlvs.vrrp.linux;

import org.jspecify.annotations.NullMarked;
