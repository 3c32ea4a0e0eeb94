// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.lab;

import java.time.Instant;

/**
 * An ARP request or reply for IPv4 over Ethernet (RFC 826).
 *
 * @param time when it was captured
 * @param sourceMac the sender's Ethernet address, as in the frame
 * @param destinationMac where the frame went
 * @param operation 1 request, 2 reply
 * @param senderMac the sender's Ethernet address, as in the ARP packet
 * @param senderAddress the sender's IP address
 * @param targetMac the target's Ethernet address
 * @param targetAddress the target's IP address
 */
public record ArpFrame(
    Instant time,
    String sourceMac,
    String destinationMac,
    int operation,
    String senderMac,
    String senderAddress,
    String targetMac,
    String targetAddress)
    implements Frame {

  /**
   * Whether it only announces the sender's own address (RFC 5227 section 3).
   *
   * @return whether sender and target address are the same
   */
  public boolean gratuitous() {
    return senderAddress.equals(targetAddress);
  }
}
