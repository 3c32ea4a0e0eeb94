// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

/**
 * How long idle connections are remembered. Where they are set, 0 keeps what is there.
 *
 * @param tcpSeconds TCP connections, in seconds, 0..2147483647 (the kernel answers EINVAL above its
 *     own limit, about 2^31 of its clock ticks)
 * @param tcpFinSeconds TCP connections after a FIN, in seconds
 * @param udpSeconds UDP, in seconds
 */
public record Timeouts(int tcpSeconds, int tcpFinSeconds, int udpSeconds) {
  public Timeouts {
    Require.range("TCP timeout in seconds", tcpSeconds, 0, Integer.MAX_VALUE);
    Require.range("TCP FIN timeout in seconds", tcpFinSeconds, 0, Integer.MAX_VALUE);
    Require.range("UDP timeout in seconds", udpSeconds, 0, Integer.MAX_VALUE);
  }

  /** ipvsadm's line. */
  @Override
  public String toString() {
    return "Timeout (tcp tcpfin udp): " + tcpSeconds + " " + tcpFinSeconds + " " + udpSeconds;
  }
}
