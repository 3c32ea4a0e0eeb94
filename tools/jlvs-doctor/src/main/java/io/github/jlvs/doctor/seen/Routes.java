// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.seen;

import io.github.jlvs.net.AddressFamily;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Ways to the hosts of the service.
 *
 * @param ways those that were asked for
 * @param defaults where packets go that have no way of their own, to the unspecified address of
 *     their version of IP
 */
public record Routes(List<Way> ways, List<Way> defaults) {
  public Routes {
    ways = List.copyOf(ways);
    defaults = List.copyOf(defaults);
  }

  /** The default routes of a version of IP. */
  public List<Way.Step> defaults(AddressFamily family) {
    return defaults.stream()
        .filter(way -> way.to().equals(family.unspecified()))
        .flatMap(way -> way.step().stream())
        .toList();
  }

  /** The way to a host; nothing where it was not asked for. */
  public Optional<Way> to(InetAddress host) {
    return ways.stream().filter(way -> way.to().equals(host)).findFirst();
  }
}
