// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A way out of the main table.
 *
 * @param family whose default it is
 * @param gateway empty where there is none, or several
 * @param through the interface; empty where there are several
 * @param metric the least one is in force
 */
public record DefaultRoute(
    AddressFamily family, Optional<InetAddress> gateway, String through, long metric) {
  boolean leadsTo(Vip director) {
    return gateway.filter(director.address()::equals).isPresent();
  }

  /** As ip(8) has it. */
  String text() {
    if (gateway.isEmpty() && through.isEmpty()) {
      return "several next hops";
    }
    return gateway.map(router -> "via " + IpAddresses.format(router) + " ").orElse("")
        + "dev "
        + through;
  }
}
