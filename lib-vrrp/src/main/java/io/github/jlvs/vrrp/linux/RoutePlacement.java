// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.netlink.route.Link;
import io.github.jlvs.netlink.route.Rule;
import io.github.jlvs.vrrp.linux.HostNetwork.Outcome;
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
        String why = "there is no interface " + route.device().orElse("");
        failed(router, route.toString(), true, why, Optional.empty());
        continue;
      }
      report(router, route.toString(), true, network.add(route.through(index(route))));
    }
    for (Rule rule : rules) {
      report(router, text(rule), true, network.add(rule));
    }
  }

  void remove(String router, List<VirtualRoute> routes, List<Rule> rules) {
    for (Rule rule : rules) {
      report(router, text(rule), false, network.remove(rule));
    }
    for (VirtualRoute route : routes) {
      // An interface that is gone has taken its routes along.
      if (!absent(route)) {
        report(router, route.toString(), false, network.remove(route.through(index(route))));
      }
    }
  }

  /** Takes away what a master's next setup does not want. */
  void removeUnwanted(RouterSetup before, RouterSetup after) {
    remove(
        before.name(),
        routesWithout(before.routes(), after.routes()),
        without(before.rules(), after.rules()));
  }

  /** Puts in place what a master's last setup did not want. */
  void addWanted(RouterSetup before, RouterSetup after) {
    add(
        after.name(),
        routesWithout(after.routes(), before.routes()),
        without(after.rules(), before.rules()));
  }

  /** Whether the interface is tracked is nothing to the kernel: the route is the same. */
  private static List<VirtualRoute> routesWithout(List<VirtualRoute> all, List<VirtualRoute> some) {
    return all.stream()
        .filter(
            each ->
                some.stream()
                    .noneMatch(
                        other ->
                            other.route().equals(each.route())
                                && other.device().equals(each.device())))
        .toList();
  }

  private static <T> List<T> without(List<T> all, List<T> some) {
    return all.stream().filter(each -> !some.contains(each)).toList();
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

  private void report(String router, String what, boolean adding, Outcome outcome) {
    if (outcome instanceof Outcome.Refused refused) {
      String why = String.valueOf(refused.cause().getMessage());
      failed(router, what, adding, why, Optional.of(refused.cause()));
    }
  }

  private void failed(
      String router, String what, boolean adding, String why, Optional<LinuxException> cause) {
    reporter.tell(new RunnerEvent.RouteFailed(router, what, adding, why, cause));
  }

  private static String text(Rule rule) {
    return "rule " + rule.priority() + " lookup " + rule.table();
  }
}
