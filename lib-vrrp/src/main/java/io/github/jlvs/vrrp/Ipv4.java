// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** IPv4 addresses as 32 bits, for comparison and for the wire. */
final class Ipv4 {
  private Ipv4() {}

  static Inet4Address of(int bits) {
    byte[] octets = {(byte) (bits >>> 24), (byte) (bits >>> 16), (byte) (bits >>> 8), (byte) bits};
    try {
      return (Inet4Address) InetAddress.getByAddress(octets);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("four octets are always an address", impossible);
    }
  }

  static int bits(Inet4Address address) {
    byte[] octets = address.getAddress();
    return (octets[0] & 0xff) << 24
        | (octets[1] & 0xff) << 16
        | (octets[2] & 0xff) << 8
        | (octets[3] & 0xff);
  }

  /** Whether a is the higher address, both taken as unsigned numbers in network order. */
  static boolean higher(Inet4Address a, Inet4Address b) {
    return Integer.compareUnsigned(bits(a), bits(b)) > 0;
  }
}
