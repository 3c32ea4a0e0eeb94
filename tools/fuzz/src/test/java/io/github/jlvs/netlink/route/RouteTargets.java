// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.route;

import static io.github.jlvs.fuzz.RoundTrip.whole;
import static io.github.jlvs.netlink.Messages.MALFORMED;
import static io.github.jlvs.netlink.Messages.around;
import static io.github.jlvs.netlink.Messages.payload;

import io.github.jlvs.fuzz.RoundTrip;
import io.github.jlvs.fuzz.Target;
import java.util.List;

/** Links, addresses, routes, rules and neighbours. */
public final class RouteTargets {
  private RouteTargets() {}

  /** All of them. */
  public static List<Target<?>> all() {
    return List.of(
        Target.of("route-link", region -> Link.decode(around(region)), MALFORMED),
        Target.of("route-address", region -> IfAddress.decode(around(region)), MALFORMED)
            .with(whole(address -> payload(address::write))),
        Target.of("route-route", region -> Route.decode(around(region)), MALFORMED)
            .with(new RoundTrip<>(Route::settable, route -> payload(route::write))),
        Target.of("route-rule", region -> Rule.decode(around(region)), MALFORMED)
            .with(new RoundTrip<>(Rule::settable, rule -> payload(rule::write))),
        Target.of("route-neighbour", region -> Neighbour.decode(around(region)), MALFORMED)
            .with(whole(neighbour -> payload(neighbour::write))));
  }
}
