// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.lab;

/**
 * A frame by which a capture is known to have caught up: a request for the Ethernet address of an
 * IP address that nobody has, out of a range (198.18.0.0/16, for measuring) that no test uses. The
 * kernel sends it on behalf of {@code ip neigh}, so that no privileged socket is needed.
 */
final class Marker {
  private static final int ADDRESSES = 1 << 16;

  /** tcpdump's filter for all markers. */
  static final String FILTER = "(arp and (arp[24:4] & 0xffff0000) = 0xc6120000)";

  private Marker() {}

  static String address(int number) {
    int n = Math.floorMod(number, ADDRESSES);
    return "198.18.%d.%d".formatted(n >> 8, n & 0xff);
  }

  static boolean is(ArpFrame arp) {
    return arp.operation() == 1 && arp.targetAddress().startsWith("198.18.");
  }
}
