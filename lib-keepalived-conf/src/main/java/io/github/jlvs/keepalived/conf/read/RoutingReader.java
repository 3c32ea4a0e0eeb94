// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.presence;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.list;

import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.route.Line;
import io.github.jlvs.keepalived.conf.route.RouteReader;
import io.github.jlvs.keepalived.conf.route.RuleReader;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.VirtualRoute;
import io.github.jlvs.vrrp.linux.VirtualRule;
import java.util.ArrayList;
import java.util.List;

/** Reads the routes and rules of a virtual router. */
final class RoutingReader {
  static final Keywords<RoutingReader> KEYWORDS =
      Keywords.<RoutingReader>none()
          .onEach(
              list("virtual_routes", RouteReader.LINE).says("Routes of the master"),
              (reader, lines) -> lines.forEach(reader::route))
          .onEach(
              list("virtual_rules", RuleReader.LINE).says("Rules of policy routing of the master"),
              (reader, lines) -> lines.forEach(reader::rule))
          .on(
              keyword("promote_secondaries", presence())
                  .says(
                      "The interface keeps the other addresses of a subnet when it loses the first"),
              (reader, at) -> reader.promoteSecondaries = true);

  private final ReaderContext context;
  private final List<VirtualRoute> routes = new ArrayList<>();
  private final List<VirtualRule> rules = new ArrayList<>();
  private boolean promoteSecondaries;

  RoutingReader(ReaderContext context) {
    this.context = context;
  }

  RouterSetup.Builder addTo(RouterSetup.Builder router) {
    return router.routes(routes).rules(rules).promoteSecondaries(promoteSecondaries);
  }

  private void route(Statement line) {
    UnexpectedBlock.refuse(line, context.diagnostics());
    RouteReader.read(line, false, context.words(), context.names())
        .map(Line::value)
        .ifPresent(routes::add);
  }

  private void rule(Statement line) {
    UnexpectedBlock.refuse(line, context.diagnostics());
    RuleReader.read(line, false, context.words(), context.names(), context.priorities())
        .map(Line::value)
        .ifPresent(rules::add);
  }
}
