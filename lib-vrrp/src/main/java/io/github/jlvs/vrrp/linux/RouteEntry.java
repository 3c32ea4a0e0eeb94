// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.netlink.route.Route;
import io.github.jlvs.netlink.route.Rule;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A route or a rule just as the kernel has it. */
sealed interface RouteEntry {
  /** Where the kernel looks for it: only entries of one place are ever taken for each other. */
  Object place();

  /**
   * Whether the kernel, asked to remove this one, may remove that one in its place: it takes the
   * first that has all that the request says, whatever else it has.
   */
  boolean mayTake(RouteEntry other);

  /** A route, its interfaces by their indices. */
  record OfRoute(Route route) implements RouteEntry {
    /**
     * Whether an event may be about this route: what the kernel fills in is left out. A route that
     * is no more was deleted, or another was put in its place. Of IPv6 the kernel takes somebody
     * else's for this one where the way is the same, so its end counts as well.
     */
    boolean isMeant(Route other, boolean deleted) {
      return route.family() == other.family()
          && route.destination().equals(other.destination())
          && route.table() == other.table()
          && route.metric() == other.metric()
          && route.typeOfService() == other.typeOfService()
          && (deleted == isOurs(other) || (deleted && route.family() == AddressFamily.IPV6));
    }

    @Override
    public Object place() {
      return List.of(route.family(), route.destination(), route.table());
    }

    @Override
    public boolean mayTake(RouteEntry other) {
      return other instanceof OfRoute taken
          && place().equals(other.place())
          && mayTake(taken.route());
    }

    private boolean mayTake(Route other) {
      return route.type() == other.type()
          && route.typeOfService() == other.typeOfService()
          && leavesOpenOrIs(route.protocol(), other.protocol())
          && (route.metric() == 0 || route.metric() == other.metric())
          && leavesOpenOrIs(route.preferredSource(), other.preferredSource())
          && leavesOpenOrIs(route.gateway(), gateway(other))
          && (route.interfaceIndex().isEmpty()
              || other.interfaceIndex().isEmpty()
              || route.interfaceIndex().equals(other.interfaceIndex()))
          && (route.nextHops().isEmpty() || route.nextHops().equals(other.nextHops()));
    }

    /** Of several ways the kernel looks at the first. */
    private static Optional<InetAddress> gateway(Route other) {
      return other.nextHops().isEmpty() ? other.gateway() : other.nextHops().get(0).gateway();
    }

    private boolean isOurs(Route other) {
      return route.protocol() == other.protocol()
          && route.type() == other.type()
          && (route.gateway().equals(other.gateway())
              || route.family() == AddressFamily.IPV6
              || !route.nextHops().isEmpty());
    }
  }

  /** A rule. */
  record OfRule(Rule rule) implements RouteEntry {
    /** Whether an event may be about this rule. */
    boolean isMeant(Rule other) {
      return rule.family() == other.family()
          && rule.priority() == other.priority()
          && rule.action() == other.action()
          && Objects.equals(rule.source(), other.source());
    }

    @Override
    public Object place() {
      return List.of(rule.family(), rule.priority());
    }

    @Override
    public boolean mayTake(RouteEntry other) {
      return other instanceof OfRule taken
          && place().equals(other.place())
          && mayTake(taken.rule());
    }

    private boolean mayTake(Rule other) {
      return rule.action() == other.action()
          && leavesOpenOrIs(rule.table(), other.table())
          && leavesOpenOrIs(rule.protocol(), other.protocol())
          && leavesOpenOrIs(rule.typeOfService(), other.typeOfService())
          && leavesOpenOrIs(rule.mark(), other.mark())
          && leavesOpenOrIs(rule.source(), other.source())
          && leavesOpenOrIs(rule.destination(), other.destination())
          && leavesOpenOrIs(rule.incoming(), other.incoming())
          && leavesOpenOrIs(rule.outgoing(), other.outgoing())
          && leavesOpenOrIs(rule.ipProtocol(), other.ipProtocol())
          && leavesOpenOrIs(rule.sourcePorts(), other.sourcePorts())
          && leavesOpenOrIs(rule.destinationPorts(), other.destinationPorts())
          && leavesOpenOrIs(rule.users(), other.users());
    }
  }

  private static boolean leavesOpenOrIs(int asked, int other) {
    return asked == 0 || asked == other;
  }

  private static <T> boolean leavesOpenOrIs(Optional<T> asked, Optional<T> other) {
    return asked.isEmpty() || asked.equals(other);
  }
}
