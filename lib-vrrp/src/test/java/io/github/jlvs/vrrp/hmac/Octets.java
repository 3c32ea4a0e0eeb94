// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.hmac;

/** Octets that count upwards, as the keys of the captured packets do. */
final class Octets {
  private Octets() {}

  static byte[] from(int first, int count) {
    byte[] octets = new byte[count];
    for (int i = 0; i < count; i++) {
      octets[i] = (byte) (first + i);
    }
    return octets;
  }
}
