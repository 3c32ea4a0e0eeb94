// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.model;

import java.net.InetAddress;
import java.util.Optional;

/**
 * An address that the master of a virtual router carries.
 *
 * @param address the address
 * @param prefixLength its prefix length; 32 or 128 where the text has none
 * @param broadcast its broadcast address
 * @param device the interface it is put on
 * @param scope its scope as rtnetlink counts (linux/rtnetlink.h): 0 global, 200 site, 253 link, 254
 *     host
 * @param label its IPv4 label, such as {@code eth0:1}
 * @param tracked whether the loss of that interface is a fault; false for {@code no_track}
 */
public record VirtualAddress(
    InetAddress address,
    int prefixLength,
    Optional<InetAddress> broadcast,
    String device,
    int scope,
    Optional<String> label,
    boolean tracked) {

  /** An address whose interface is tracked. */
  public VirtualAddress(
      InetAddress address,
      int prefixLength,
      Optional<InetAddress> broadcast,
      String device,
      int scope,
      Optional<String> label) {
    this(address, prefixLength, broadcast, device, scope, label, true);
  }
}
