// SPDX-License-Identifier: Apache-2.0
/**
 * The values that every part of the suite speaks of: addresses, prefixes, protocols, checksums.
 * Pure: nothing here makes a system call or asks a name service, and all values are immutable.
 *
 * <table>
 *   <caption>What to use for what</caption>
 *   <tr><td>{@link io.github.jlvs.net.AddressFamily}</td>
 *       <td>IPv4 or IPv6, with the kernel's number and the length of an address</td></tr>
 *   <tr><td>{@link io.github.jlvs.net.IpAddresses}</td>
 *       <td>an {@link java.net.InetAddress} from text or bytes, and back; with a port too</td></tr>
 *   <tr><td>{@link io.github.jlvs.net.Prefix}</td>
 *       <td>an address of which the first bits count: {@code 10.0.0.0/8}</td></tr>
 *   <tr><td>{@link io.github.jlvs.net.IpProtocol}</td>
 *       <td>TCP, UDP, SCTP and any other number above IP</td></tr>
 *   <tr><td>{@link io.github.jlvs.net.InternetChecksum}</td>
 *       <td>the checksum of IP and of what is above it</td></tr>
 *   <tr><td>{@link io.github.jlvs.net.Quoted}</td>
 *       <td>somebody's words in a message</td></tr>
 * </table>
 *
 * <p>Addresses are {@link java.net.InetAddress}, as everywhere in Java, but are not made by its own
 * factory methods: those look names up, read {@code 10.1} as {@code 10.0.0.1} and turn an
 * IPv4-mapped IPv6 address into IPv4.
 *
 * <pre>{@code
 * InetAddress server = IpAddresses.literal("2001:db8::10");
 * String text = IpAddresses.format(server, 80); // [2001:db8::10]:80
 * boolean ipv6 = AddressFamily.of(server) == AddressFamily.IPV6;
 * InetAddress broadcast = Prefix.of("10.1.80.0/24").last(); // 10.1.80.255
 * }</pre>
 */
@NullMarked
package io.github.jlvs.net;

import org.jspecify.annotations.NullMarked;
