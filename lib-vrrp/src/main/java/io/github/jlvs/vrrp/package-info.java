// SPDX-License-Identifier: Apache-2.0
/**
 * VRRP version 2 (RFC 3768, with the simple password of RFC 2338) over IPv4 and version 3 (RFC
 * 9568) over IPv4 and IPv6, as pure code. A virtual router is of one {@link
 * io.github.jlvs.vrrp.Protocol}, which knows all that differs between them.
 *
 * <p>Bytes become records in {@link io.github.jlvs.vrrp.IpDatagram} and {@link
 * io.github.jlvs.vrrp.Reception}; records become bytes in {@link
 * io.github.jlvs.vrrp.AdvertisementCodec}. {@link io.github.jlvs.vrrp.VirtualRouter} decides what
 * to do, {@link io.github.jlvs.vrrp.SyncGroup} binds several of them together.
 *
 * <p>Nothing here opens a socket, starts a thread or reads a clock: time comes in as a {@code long}
 * of nanoseconds from a monotonic clock, and what is to be done goes out as {@link
 * io.github.jlvs.vrrp.Action}s. Times are compared with {@code <}, so the clock must not wrap while
 * a router lives ({@link System#nanoTime()} on Linux counts from the start of the machine).
 *
 * <p>No class here is safe for use by several threads at once, except the immutable records.
 */
@NullMarked
package io.github.jlvs.vrrp;

import org.jspecify.annotations.NullMarked;
