// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

import io.github.jlvs.linux.NetworkNamespace;
import java.time.Duration;
import java.util.Optional;

/**
 * How a netlink socket is opened. {@link #defaults()} suits most; the other methods return changed
 * copies.
 *
 * @param timeout the longest silence of the kernel in the midst of an operation; above zero
 * @param strictChecking whether the kernel checks dump requests strictly and honours their filters
 *     (NETLINK_GET_STRICT_CHK, Linux 4.20; ignored on older kernels)
 * @param receiveBufferBytes the wanted receive buffer, above zero; the kernel may grant less where
 *     the caller lacks CAP_NET_ADMIN, and doubles it for its own use
 * @param namespace the network namespace to open the socket in; empty for the calling thread's
 */
public record NetlinkOptions(
    Duration timeout,
    boolean strictChecking,
    int receiveBufferBytes,
    Optional<NetworkNamespace> namespace) {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int RECEIVE_BUFFER = 1 << 20;

  /**
   * Refuses impossible values.
   *
   * @throws IllegalArgumentException if the timeout or the buffer isn't above zero
   */
  public NetlinkOptions {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout " + timeout + " is not above zero");
    }
    if (receiveBufferBytes <= 0) {
      throw new IllegalArgumentException(
          "receive buffer of " + receiveBufferBytes + " bytes is not above zero");
    }
  }

  /**
   * Ten seconds, strict, one mebibyte, the calling thread's namespace.
   *
   * @return the options
   */
  public static NetlinkOptions defaults() {
    return new NetlinkOptions(TIMEOUT, true, RECEIVE_BUFFER, Optional.empty());
  }

  /**
   * With another timeout.
   *
   * @param newTimeout the longest silence of the kernel; above zero
   * @return changed options
   */
  public NetlinkOptions withTimeout(Duration newTimeout) {
    return new NetlinkOptions(newTimeout, strictChecking, receiveBufferBytes, namespace);
  }

  /**
   * With or without strict checking.
   *
   * @param strict whether to ask for it
   * @return changed options
   */
  public NetlinkOptions withStrictChecking(boolean strict) {
    return new NetlinkOptions(timeout, strict, receiveBufferBytes, namespace);
  }

  /**
   * With another receive buffer.
   *
   * @param bytes above zero
   * @return changed options
   */
  public NetlinkOptions withReceiveBuffer(int bytes) {
    return new NetlinkOptions(timeout, strictChecking, bytes, namespace);
  }

  /**
   * In another network namespace.
   *
   * @param other the namespace
   * @return changed options
   */
  public NetlinkOptions inNamespace(NetworkNamespace other) {
    return new NetlinkOptions(timeout, strictChecking, receiveBufferBytes, Optional.of(other));
  }
}
