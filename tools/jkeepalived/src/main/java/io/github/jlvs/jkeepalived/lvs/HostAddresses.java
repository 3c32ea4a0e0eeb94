// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.netlink.route.IfAddress;
import io.github.jlvs.netlink.route.RouteEvent;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The addresses of this host, of which some are watched. Pure. */
final class HostAddresses {
  /**
   * An address may be on several interfaces; it is here until it has gone from the last of them.
   */
  private record Place(InetAddress address, int interfaceIndex) {}

  private final Set<Place> present = new HashSet<>();
  private Set<InetAddress> watched = Set.of();

  /** Of these addresses lines are said. */
  void watch(Set<InetAddress> addresses) {
    watched = Set.copyOf(addresses);
  }

  boolean has(InetAddress address) {
    return present.stream().anyMatch(place -> place.address.equals(address));
  }

  /**
   * These are all of them now.
   *
   * @return keepalived's lines of the watched ones that have come and gone
   */
  List<String> replace(Collection<IfAddress> addresses) {
    Set<Place> next = new HashSet<>();
    addresses.forEach(address -> next.add(place(address)));
    List<String> lines = new ArrayList<>();
    present.stream().filter(place -> !next.contains(place)).forEach(gone -> gone(gone, lines));
    next.stream().filter(place -> !present.contains(place)).forEach(come -> come(come, lines));
    present.clear();
    present.addAll(next);
    return lines;
  }

  /**
   * One has come or gone.
   *
   * @return keepalived's line, where it is watched
   */
  List<String> heed(RouteEvent event) {
    List<String> lines = new ArrayList<>();
    if (event instanceof RouteEvent.AddressAdded added) {
      Place place = place(added.address());
      if (present.add(place)) {
        come(place, lines);
      }
    } else if (event instanceof RouteEvent.AddressDeleted deleted) {
      Place place = place(deleted.address());
      if (present.remove(place)) {
        gone(place, lines);
      }
    }
    return lines;
  }

  private static Place place(IfAddress address) {
    return new Place(address.address(), address.interfaceIndex());
  }

  private void come(Place place, List<String> lines) {
    say(place, "added", lines);
  }

  private void gone(Place place, List<String> lines) {
    say(place, "removed", lines);
  }

  private void say(Place place, String what, List<String> lines) {
    if (watched.contains(place.address)) {
      lines.add("Netlink reflector reports IP " + IpAddresses.format(place.address) + " " + what);
    }
  }
}
