// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.seen;

import io.github.jlvs.net.AddressFamily;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Ways to the hosts of the service.
 *
 * @param ways those that were asked for
 * @param defaults the routes of packets that have no way of their own, in the kernel's order
 */
public record Routes(List<Way> ways, List<Default> defaults) {
  /**
   * A default route.
   *
   * @param metric that with the lowest counts; 0 to 4294967295
   * @param steps the first steps, one at least; several where the route shares packets out
   */
  public record Default(AddressFamily family, long metric, List<Way.Step> steps) {
    public Default {
      steps = List.copyOf(steps);
    }
  }

  public Routes {
    ways = List.copyOf(ways);
    defaults = List.copyOf(defaults);
  }

  /** The default routes of a version of IP, that which counts first. */
  public List<Default> defaults(AddressFamily family) {
    return defaults.stream()
        .filter(each -> each.family() == family)
        .sorted(Comparator.comparingLong(Default::metric))
        .toList();
  }

  /** The way to a host; nothing where it was not asked for. */
  public Optional<Way> to(InetAddress host) {
    return ways.stream().filter(way -> way.to().equals(host)).findFirst();
  }
}
