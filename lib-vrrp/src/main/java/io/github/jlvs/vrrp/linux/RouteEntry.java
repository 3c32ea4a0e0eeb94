// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.netlink.route.Route;
import io.github.jlvs.netlink.route.Rule;
import java.util.Objects;

/** A route or a rule just as the kernel has it. */
sealed interface RouteEntry {
  /** A route, its interfaces by their indices. */
  record OfRoute(Route route) implements RouteEntry {
    /**
     * Whether an event may be about this route: what the kernel fills in is left out. A route that
     * is no more was deleted, or another was put in its place.
     */
    boolean isMeant(Route other, boolean deleted) {
      return route.family() == other.family()
          && route.destination().equals(other.destination())
          && route.table() == other.table()
          && route.metric() == other.metric()
          && route.typeOfService() == other.typeOfService()
          && deleted == isOurs(other);
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
  }
}
