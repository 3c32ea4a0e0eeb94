// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.host;

import io.github.jlvs.doctor.seen.Interface;
import io.github.jlvs.doctor.seen.Routes;
import io.github.jlvs.doctor.seen.Sight;
import io.github.jlvs.doctor.seen.Task;
import io.github.jlvs.doctor.seen.Way;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.netlink.MalformedMessageException;
import io.github.jlvs.netlink.NetlinkException;
import io.github.jlvs.netlink.route.NextHop;
import io.github.jlvs.netlink.route.Route;
import io.github.jlvs.netlink.route.RouteMetrics;
import io.github.jlvs.netlink.route.RouteSocket;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** The ways of this host. Rules of policy routing are in those to hosts, not in the defaults. */
final class RoutesSight {
  /** What the kernel answers where there is no way, or one that leads nowhere. */
  private static final Set<Errno> NO_WAY =
      Set.of(Errno.ENETUNREACH, Errno.EHOSTUNREACH, Errno.EINVAL, Errno.EACCES);

  private final RouteSocket kernel;
  private final List<Interface> interfaces;

  private RoutesSight(RouteSocket kernel, List<Interface> interfaces) {
    this.kernel = kernel;
    this.interfaces = interfaces;
  }

  static Sight<Routes> take(Task task, RouteSocket kernel, List<Interface> interfaces) {
    RoutesSight sight = new RoutesSight(kernel, interfaces);
    try {
      return new Sight.Taken<>(
          switch (task.role()) {
            case DIRECTOR -> new Routes(sight.ways(task), List.of());
            case REAL_SERVER -> new Routes(List.of(), sight.defaults());
          });
    } catch (LinuxException | MalformedMessageException e) {
      return new Sight.Missed<>("the routes cannot be read: " + e.getMessage());
    }
  }

  /** To other directors, and to real servers behind tunnels. */
  private List<Way> ways(Task task) {
    return Stream.concat(
            task.peers(), task.realServers(Forwarding.Tunnel.class::isInstance).stream())
        .distinct()
        .map(this::way)
        .toList();
  }

  private Way way(InetAddress to) {
    try {
      return new Way(to, Optional.of(step(kernel.routeTo(to, OptionalInt.empty()))));
    } catch (NetlinkException e) {
      if (NO_WAY.contains(e.errno())) {
        return new Way(to, Optional.empty());
      }
      throw e;
    }
  }

  /** Those of the main table, of both versions of IP. */
  private List<Routes.Default> defaults() {
    return kernel.routes().stream()
        .filter(each -> each.destination().isEmpty() && each.table() == Route.TABLE_MAIN)
        .filter(each -> each.type() == Route.TYPE_UNICAST)
        .map(each -> new Routes.Default(each.family(), each.metric(), steps(each)))
        .toList();
  }

  private List<Way.Step> steps(Route route) {
    return route.nextHops().isEmpty()
        ? List.of(step(route))
        : route.nextHops().stream().map(this::step).toList();
  }

  private Way.Step step(NextHop hop) {
    return new Way.Step(name(hop.interfaceIndex()), hop.gateway(), OptionalInt.empty());
  }

  private Way.Step step(Route route) {
    OptionalLong mtu = RouteMetrics.read(route, RouteMetrics.Metric.MTU);
    return new Way.Step(
        name(route.interfaceIndex().orElse(0)),
        route.gateway(),
        mtu.isPresent() ? OptionalInt.of((int) mtu.getAsLong()) : OptionalInt.empty());
  }

  private String name(int index) {
    return interfaces.stream()
        .filter(each -> each.index() == index)
        .map(Interface::name)
        .findFirst()
        .orElse("interface " + index);
  }
}
