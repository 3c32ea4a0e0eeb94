// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.model;

import io.github.jlvs.healthcheck.probe.direct.Way;
import io.github.jlvs.ipvs.Encapsulation;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.TunnelFlags;
import java.util.Optional;

/** How a real server is asked as the virtual address, by how the kernel forwards to it. */
public final class DirectWays {
  private DirectWays() {}

  /**
   * The way of the packets that the kernel forwards so.
   *
   * @param forwarding how packets reach a real server
   * @return empty where they do not reach it with the virtual address in them, or in a tunnel of a
   *     kind that is not known
   */
  public static Optional<Way> of(Forwarding forwarding) {
    if (forwarding.equals(Forwarding.DIRECT_ROUTE)) {
      return Optional.of(new Way.Link());
    }
    return forwarding instanceof Forwarding.Tunnel tunnel
        ? through(tunnel.encapsulation())
        : Optional.empty();
  }

  /** With generic UDP encapsulation a receiver takes any of the checksums. */
  private static Optional<Way> through(Encapsulation encapsulation) {
    if (encapsulation.equals(Encapsulation.IPIP)) {
      return Optional.of(new Way.IpInIp());
    } else if (encapsulation instanceof Encapsulation.Gre gre) {
      return Optional.of(new Way.Gre(gre.flags().contains(TunnelFlags.CHECKSUM)));
    } else if (encapsulation instanceof Encapsulation.Gue gue) {
      return Optional.of(new Way.Gue(gue.port()));
    }
    return Optional.empty();
  }
}
