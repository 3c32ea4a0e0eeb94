// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.netlink.route.Link;
import io.github.jlvs.netlink.route.Rule;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Puts a master's routes and rules in place and takes them away. Rules come last and go first: none
 * ever leads to a table that is not filled.
 */
final class RoutePlacement {
  private final HostNetwork network;
  private final Reporter reporter;

  RoutePlacement(HostNetwork network, Reporter reporter) {
    this.network = network;
    this.reporter = reporter;
  }

  void add(String router, List<VirtualRoute> routes, List<Rule> rules) {
    for (VirtualRoute route : routes) {
      if (absent(route)) {
        failed(
            router, route.toString(), true, "there is no interface " + route.device().orElse(""));
        continue;
      }
      network
          .add(route.through(index(route)))
          .ifPresent(cause -> failed(router, route.toString(), true, cause));
    }
    for (Rule rule : rules) {
      network.add(rule).ifPresent(cause -> failed(router, text(rule), true, cause));
    }
  }

  void remove(String router, List<VirtualRoute> routes, List<Rule> rules) {
    for (Rule rule : rules) {
      network.remove(rule).ifPresent(cause -> failed(router, text(rule), false, cause));
    }
    for (VirtualRoute route : routes) {
      // An interface that is gone has taken its routes along.
      if (!absent(route)) {
        network
            .remove(route.through(index(route)))
            .ifPresent(cause -> failed(router, route.toString(), false, cause));
      }
    }
  }

  private boolean absent(VirtualRoute route) {
    return route.device().isPresent() && link(route).isEmpty();
  }

  private OptionalInt index(VirtualRoute route) {
    Optional<Link> link = link(route);
    return link.isPresent() ? OptionalInt.of(link.get().index()) : OptionalInt.empty();
  }

  private Optional<Link> link(VirtualRoute route) {
    return route.device().flatMap(network::link);
  }

  private void failed(String router, String what, boolean adding, String cause) {
    reporter.tell(new RunnerEvent.RouteFailed(router, what, adding, cause));
  }

  private static String text(Rule rule) {
    return "rule " + rule.priority() + " lookup " + rule.table();
  }
}
