// SPDX-License-Identifier: Apache-2.0
/**
 * The kernel's IP Virtual Server table: what it may hold, what it holds now, and the way from one
 * to the other.
 *
 * <h2>A guided tour</h2>
 *
 * <pre>
 *   VirtualService, Destination      what is configured      Table
 *   ServiceStatus, DestinationStatus what the kernel reports Snapshot
 *
 *   Table.diff(Snapshot, Scope) = Plan      pure: the operations between the two
 *   Ipvs.apply(operations)      = Outcomes  one batch to the kernel, one answer each
 *   Ipvs.reconcile(Table)       = both, and again where another writer was faster
 * </pre>
 *
 * <ol>
 *   <li>{@link Ipvs} is the door: it opens the table of a network namespace, reads it and changes
 *       it. All else here are values without a kernel behind them, immutable and shared freely
 *       between threads.
 *   <li>A {@link VirtualService} is found by its {@link ServiceId} (address and port, or a firewall
 *       mark), a {@link Destination} of it by its {@link DestinationId}. {@link Forwarding}, {@link
 *       Encapsulation}, {@link Persistence} and {@link ServiceFlags} are what they are made of.
 *       Equal values are {@code equals}.
 *   <li>One change is an {@link Operation}. {@link TableEditor} applies operations to a table in
 *       memory, with the kernel's refusals; {@link Ipvs#execute} to the kernel's.
 *   <li>A whole {@link Table} is compared with an observed one, and the fewest operations between
 *       them are a {@link Plan}. A {@link Scope} says which services may be removed, and whether
 *       their connections end first. A {@link Reconciliation} tells what came of it.
 *   <li>What the kernel refuses is an {@link IpvsException}, which is a {@link
 *       io.github.jlvs.netlink.NetlinkException}, which is a {@link
 *       io.github.jlvs.linux.LinuxException}: operation, errno, reason and advice.
 * </ol>
 *
 * <p>Codes that this version does not know (protocols, forwarding methods, flags, tunnel types) are
 * kept as they are and survive a round trip.
 *
 * <p>The text of every value is ipvsadm's for it: the list's for what is observed, the arguments of
 * its command line for what is configured. {@link EndpointText} puts names in place of numbers, and
 * the package {@code io.github.jlvs.ipvs.text} reads the text of tables and operations.
 */
@NullMarked
package io.github.jlvs.ipvs;

import org.jspecify.annotations.NullMarked;
