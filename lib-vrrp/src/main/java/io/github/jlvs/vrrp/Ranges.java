// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import java.net.InetAddress;
import java.util.List;

/** The ranges of the protocol's numbers, with one wording for whoever leaves them. */
final class Ranges {
  private Ranges() {}

  static int vrid(int vrid) {
    return within("VRID", vrid, 1, 255);
  }

  /** All of one family: a packet has room for its own alone. */
  static void family(Protocol protocol, List<InetAddress> addresses) {
    for (InetAddress address : addresses) {
      if (AddressFamily.of(address) != protocol.family()) {
        throw new IllegalArgumentException(
            IpAddresses.format(address) + " is no address of " + protocol);
      }
    }
  }

  static int within(String what, int value, int lowest, int highest) {
    if (value < lowest || value > highest) {
      throw new IllegalArgumentException(
          what + " is " + value + ", it must be " + lowest + " to " + highest);
    }
    return value;
  }
}
