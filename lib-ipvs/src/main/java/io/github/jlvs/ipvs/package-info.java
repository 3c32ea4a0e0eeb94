// SPDX-License-Identifier: Apache-2.0
/**
 * The kernel's IP Virtual Server table: what it may hold, what it holds now, and the way from one
 * to the other.
 *
 * <p>What a user configures ({@link VirtualService}, {@link Destination}) and what the kernel
 * observes ({@link ServiceStatus}, {@link DestinationStatus}) are separate records; the first ones
 * are comparable with {@code equals}, so a wanted table can be compared with an actual one. All
 * records are immutable and may be shared between threads.
 *
 * <p>Codes that this version does not know (protocols, forwarding methods, flags, tunnel types) are
 * kept as they are and survive a round trip.
 *
 * <p>What the kernel refuses is an {@link io.github.jlvs.ipvs.IpvsException}, which is a {@link
 * io.github.jlvs.netlink.NetlinkException}, which is a {@link io.github.jlvs.linux.LinuxException}:
 * operation, errno, reason and advice.
 *
 * <p>The text of every value follows ipvsadm's notation.
 */
@NullMarked
package io.github.jlvs.ipvs;

import org.jspecify.annotations.NullMarked;
