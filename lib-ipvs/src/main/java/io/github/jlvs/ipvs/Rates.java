// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

/**
 * What a service or a destination carries now: the kernel's estimate over the last seconds, renewed
 * every two seconds. All are unsigned 64-bit numbers; kernels before 4.1 give 32 bits.
 *
 * @param connections connections scheduled, a second
 * @param incomingPackets packets from clients, a second
 * @param outgoingPackets packets to clients, a second
 * @param incomingBytes bytes from clients, a second
 * @param outgoingBytes bytes to clients, a second
 */
public record Rates(
    long connections,
    long incomingPackets,
    long outgoingPackets,
    long incomingBytes,
    long outgoingBytes) {
  /** Nothing carried. */
  public static final Rates ZERO = new Rates(0, 0, 0, 0, 0);
}
