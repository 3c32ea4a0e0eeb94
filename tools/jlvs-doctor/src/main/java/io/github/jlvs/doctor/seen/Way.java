// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.seen;

import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The way that the kernel takes to a host.
 *
 * @param to the host
 * @param step the first step; nothing where there is no way
 */
public record Way(InetAddress to, Optional<Step> step) {
  /**
   * The first step.
   *
   * @param interfaceName where packets leave
   * @param gateway the next router; nothing for a host of the link itself
   * @param mtu what the route says of the largest packet, in bytes; nothing where the interface
   *     decides
   */
  public record Step(String interfaceName, Optional<InetAddress> gateway, OptionalInt mtu) {}
}
