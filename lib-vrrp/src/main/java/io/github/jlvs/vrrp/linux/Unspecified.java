// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** 0.0.0.0, which stands for the source address of a router that has none yet. */
final class Unspecified {
  static final Inet4Address ADDRESS = address();

  private Unspecified() {}

  private static Inet4Address address() {
    try {
      return (Inet4Address) InetAddress.getByAddress(new byte[4]);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("four octets are always an address", impossible);
    }
  }
}
