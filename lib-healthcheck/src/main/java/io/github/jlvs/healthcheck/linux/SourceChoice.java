// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.Prefix;
import io.github.jlvs.netlink.route.IfAddress;
import io.github.jlvs.netlink.route.Route;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which address of this host a real server is asked from. On a master the kernel may choose the
 * virtual address, or another one that moves with it: for IPv6 it takes the one with the longest
 * prefix (RFC 6724, rule 8), and the real server has those itself. Such addresses have the prefix
 * of a single host; one that has a network is the host's own.
 */
final class SourceChoice {
  private final InetAddress server;
  private final InetAddress virtual;

  SourceChoice(InetAddress server, InetAddress virtual) {
    this.server = server;
    this.virtual = virtual;
  }

  /**
   * Chooses.
   *
   * @param route the route to the real server, with the kernel's choice
   * @param addresses those of this host
   * @return empty where there is none of the virtual address's family but itself
   */
  Optional<InetAddress> of(Route route, List<IfAddress> addresses) {
    AddressFamily family = AddressFamily.of(virtual);
    Optional<InetAddress> kernels =
        route.preferredSource().filter(each -> AddressFamily.of(each) == family);
    List<IfAddress> own = addresses.stream().filter(this::isOwn).toList();
    Optional<InetAddress> good =
        kernels.filter(each -> own.stream().anyMatch(known -> known.address().equals(each)));
    return good.or(() -> first(own, each -> isAt(each, route) && isNear(each)))
        .or(() -> first(own, each -> isAt(each, route) && !each.address().isLinkLocalAddress()))
        .or(() -> kernels.filter(each -> !each.equals(virtual)));
  }

  private static Optional<InetAddress> first(List<IfAddress> of, Predicate<IfAddress> wanted) {
    return of.stream().filter(wanted).findFirst().map(IfAddress::address);
  }

  private boolean isOwn(IfAddress entry) {
    AddressFamily family = AddressFamily.of(entry.address());
    return family == AddressFamily.of(virtual)
        && entry.prefixLength() < family.bits()
        && entry.isUsable()
        && !entry.address().equals(virtual);
  }

  private static boolean isAt(IfAddress entry, Route route) {
    return route.interfaceIndex().orElse(0) == entry.interfaceIndex();
  }

  private boolean isNear(IfAddress entry) {
    return AddressFamily.of(entry.address()) == AddressFamily.of(server)
        && new Prefix(entry.address(), entry.prefixLength())
            .network()
            .equals(new Prefix(server, entry.prefixLength()).network());
  }
}
