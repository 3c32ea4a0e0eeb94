// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.net;

import java.nio.ByteBuffer;

/**
 * The checksum of IP, ICMP, UDP, TCP and VRRP (RFC 1071): the complement of the one's complement
 * sum of 16-bit words in network order. In two steps, so that a pseudo header can be added and a
 * checksum that is there already be taken away between them:
 *
 * <pre>{@code
 * int right = InternetChecksum.of(InternetChecksum.sum(packet, 0, packet.limit()) - present);
 * }</pre>
 */
public final class InternetChecksum {
  private InternetChecksum() {}

  /**
   * Adds up words. A last odd byte counts as a word whose second byte is zero.
   *
   * @param data read as big-endian whatever its order says; its position is neither used nor moved
   * @param from the index of the first byte
   * @param to the index behind the last byte
   * @return the sum, with the carries not yet added
   * @throws IndexOutOfBoundsException if the bytes are not all within the limit
   */
  public static long sum(ByteBuffer data, int from, int to) {
    long sum = 0;
    int at = from;
    for (; at + 1 < to; at += 2) {
      sum += (data.get(at) & 0xff) << 8 | (data.get(at + 1) & 0xff);
    }
    return at < to ? sum + ((data.get(at) & 0xff) << 8) : sum;
  }

  /**
   * The checksum of a sum.
   *
   * @param sum a sum of words, not negative
   * @return 0 to 65535
   */
  public static int of(long sum) {
    long folded = sum;
    while (folded >>> 16 != 0) {
      folded = (folded & 0xffff) + (folded >>> 16);
    }
    return (int) ~folded & 0xffff;
  }
}
