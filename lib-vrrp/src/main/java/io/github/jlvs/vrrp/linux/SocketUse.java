// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

/**
 * How a virtual router uses the sockets that it sends and receives through.
 *
 * @param trackSource whether it is a fault that no interface has the address it is set up to send
 *     from; without that, or without such an address, advertisements come from it anyway
 * @param receiveBuffer octets of the socket's receive buffer that are for this router, if that is
 *     more than it would get; 0 to 16777216
 */
public record SocketUse(boolean trackSource, int receiveBuffer) {
  /** Nothing tracked, and a buffer as large as is thought best. */
  public static final SocketUse DEFAULT = new SocketUse(false, 0);

  private static final int LARGEST_BUFFER = 1 << 24;

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the buffer is negative or above 16 MiB
   */
  public SocketUse {
    if (receiveBuffer < 0 || receiveBuffer > LARGEST_BUFFER) {
      throw new IllegalArgumentException(
          "receive buffer " + receiveBuffer + " is not between 0 and " + LARGEST_BUFFER);
    }
  }

  /**
   * With the source tracked or not.
   *
   * @param value whether its absence is a fault
   * @return a changed copy
   */
  public SocketUse withTrackSource(boolean value) {
    return new SocketUse(value, receiveBuffer);
  }

  /**
   * With another share of the receive buffer.
   *
   * @param octets 0 to 16777216
   * @return a changed copy
   */
  public SocketUse withReceiveBuffer(int octets) {
    return new SocketUse(trackSource, octets);
  }
}
