// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.netlink.route.Link;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Interfaces as they were when last there: one may be deleted and made again between two looks. */
final class SeenInterfaces {
  private final HostNetwork network;
  private final Map<String, Link> seen = new HashMap<>();

  SeenInterfaces(HostNetwork network) {
    this.network = network;
  }

  /**
   * Compares these with what they were.
   *
   * @param names all that count
   * @param flapped gets those that are another interface of that name: their routes are gone
   * @return those whose hardware address is another one: what the neighbours know is wrong
   */
  Set<String> renewedHardware(Set<String> names, Set<String> flapped) {
    Set<String> renewed = new HashSet<>();
    for (String name : names) {
      Optional<Link> link = network.link(name);
      Link before = link.isPresent() ? seen.put(name, link.get()) : null;
      if (before == null) {
        continue;
      }
      if (before.index() != link.get().index()) {
        flapped.add(name);
      }
      if (!before.hardwareAddress().equals(link.get().hardwareAddress())) {
        renewed.add(name);
      }
    }
    seen.keySet().retainAll(names);
    return renewed;
  }
}
