// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.lab;

import java.time.Instant;

/**
 * A TCP segment over IPv4 or IPv6.
 *
 * @param time when it was captured
 * @param sourceMac the sender's Ethernet address
 * @param destinationMac where the frame went: with direct routing this tells the real server
 * @param source the sender's IP address
 * @param sourcePort the sender's port
 * @param destination the IP address it went to
 * @param destinationPort the port it went to
 * @param flags the flag bits: 1 FIN, 2 SYN, 4 RST, 8 PSH, 16 ACK
 */
public record TcpSegment(
    Instant time,
    String sourceMac,
    String destinationMac,
    String source,
    int sourcePort,
    String destination,
    int destinationPort,
    int flags)
    implements Frame {

  /**
   * Whether it opens a connection.
   *
   * @return whether SYN is set and ACK is not
   */
  public boolean opens() {
    return (flags & 0x12) == 0x02;
  }
}
