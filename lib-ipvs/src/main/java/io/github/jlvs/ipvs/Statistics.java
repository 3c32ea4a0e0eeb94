// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

/**
 * What a service or a destination has carried since it was added or last zeroed. All are unsigned
 * 64-bit numbers; kernels before 4.1 count all but bytes in 32 bits, and wrap.
 *
 * @param connections connections scheduled
 * @param incomingPackets packets from clients
 * @param outgoingPackets packets to clients; 0 where replies do not pass the director
 * @param incomingBytes bytes from clients
 * @param outgoingBytes bytes to clients; 0 where replies do not pass the director
 */
public record Statistics(
    long connections,
    long incomingPackets,
    long outgoingPackets,
    long incomingBytes,
    long outgoingBytes) {
  /** Nothing carried. */
  public static final Statistics ZERO = new Statistics(0, 0, 0, 0, 0);
}
