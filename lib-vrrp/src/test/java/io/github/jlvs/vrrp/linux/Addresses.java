// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Addresses as text, for tests. */
final class Addresses {
  private Addresses() {}

  static Inet4Address ip(String text) {
    return (Inet4Address) any(text);
  }

  static InetAddress any(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
