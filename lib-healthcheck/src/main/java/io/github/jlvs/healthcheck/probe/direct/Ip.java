// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.direct;

import io.github.jlvs.net.AddressFamily;
import java.nio.ByteBuffer;

/** Numbers by which those beneath tell IPv4 from IPv6. */
public final class Ip {
  private static final int IPV4_TYPE = 0x0800;
  private static final int IPV6_TYPE = 0x86dd;
  private static final int IPV4_IN_IP = 4;
  private static final int IPV6_IN_IP = 41;

  private Ip() {}

  /**
   * The EtherType of a family.
   *
   * @param family the family
   * @return in host order
   */
  public static int etherType(AddressFamily family) {
    return family == AddressFamily.IPV4 ? IPV4_TYPE : IPV6_TYPE;
  }

  /**
   * The number of a family as what is inside another IP packet.
   *
   * @param family the family of the inner packet
   * @return a protocol of IP
   */
  public static int protocolOf(AddressFamily family) {
    return family == AddressFamily.IPV4 ? IPV4_IN_IP : IPV6_IN_IP;
  }

  /** Of a packet that was made here. */
  static AddressFamily familyOf(ByteBuffer packet) {
    return packet.get(packet.position()) >> 4 == 4 ? AddressFamily.IPV4 : AddressFamily.IPV6;
  }
}
