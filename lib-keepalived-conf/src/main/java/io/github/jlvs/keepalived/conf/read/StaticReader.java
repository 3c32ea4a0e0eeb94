// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.keyword.Keyword.block;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.list;

import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.route.Line;
import io.github.jlvs.keepalived.conf.route.RouteReader;
import io.github.jlvs.keepalived.conf.route.RuleReader;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Suggestion;
import io.github.jlvs.keepalived.conf.text.Word;
import io.github.jlvs.vrrp.linux.StaticSetup;
import io.github.jlvs.vrrp.linux.VirtualAddress;
import io.github.jlvs.vrrp.linux.VirtualRoute;
import io.github.jlvs.vrrp.linux.VirtualRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what the host has whoever is master. The lines wait for the end of the file: {@code
 * default_interface} and the groups that track them may stand behind.
 */
final class StaticReader {
  static final Set<String> KEPT =
      Set.of("static_ipaddress", "static_routes", "static_rules", "track_group");

  static final Keywords<StaticReader> KEYWORDS =
      Keywords.<StaticReader>none()
          .onEach(
              list("static_ipaddress", AddressLines.LINE + "; track_group")
                  .says("Addresses that this host has while the daemon runs"),
              (reader, lines) -> reader.addressLines.addAll(lines))
          .onEach(
              list("static_routes", RouteReader.LINE + ", track_group")
                  .says("Routes that this host has while the daemon runs"),
              (reader, lines) -> reader.routeLines.addAll(lines))
          .onEach(
              list("static_rules", RuleReader.LINE + ", track_group")
                  .says("Rules of policy routing that this host has while the daemon runs"),
              (reader, lines) -> reader.ruleLines.addAll(lines))
          .onEach(
              block("track_group", "a name", TrackGroupReader.BLOCK)
                  .says("Virtual routers in fault while the interface of a static entry is down"),
              (reader, group) -> reader.groupBlocks.add(group));

  private static final String DEFAULT_INTERFACE = "eth0";

  private final ReaderContext context;
  private final List<Statement> addressLines = new ArrayList<>();
  private final List<Statement> routeLines = new ArrayList<>();
  private final List<Statement> ruleLines = new ArrayList<>();
  private final List<Statement> groupBlocks = new ArrayList<>();

  /** The members of each group. */
  private final Map<String, List<Word>> groups = new LinkedHashMap<>();

  /** The interfaces that a virtual router tracks for static entries. */
  private final Map<String, List<String>> tracked = new HashMap<>();

  private StaticSetup setup = StaticSetup.NONE;

  StaticReader(ReaderContext context) {
    this.context = context;
  }

  /** Reads all of it, when everything else of the file is known. */
  void finish(Optional<String> defaultInterface, Set<String> instances) {
    for (Statement block : groupBlocks) {
      TrackGroupReader.read(block, context)
          .ifPresent(
              group -> {
                groups
                    .computeIfAbsent(group.name(), absent -> new ArrayList<>())
                    .addAll(group.members());
                group.members().forEach(member -> requireInstance(member, instances));
              });
    }
    AddressLines lines = AddressLines.ofHost(context, defaultInterface.orElse(DEFAULT_INTERFACE));
    List<VirtualAddress> addresses = lines.read(addressLines);
    lines.tracked().forEach(each -> track(each.group(), each.device()));
    List<VirtualRoute> routes = new ArrayList<>();
    for (Statement line : routeLines) {
      UnexpectedBlock.refuse(line, context.diagnostics());
      Optional<Line<VirtualRoute>> read =
          RouteReader.read(line, true, context.words(), context.names());
      read.map(Line::value).ifPresent(routes::add);
      read.ifPresent(
          route -> route.trackGroup().ifPresent(group -> track(group, route.value().device())));
    }
    List<VirtualRule> rules = new ArrayList<>();
    for (Statement line : ruleLines) {
      UnexpectedBlock.refuse(line, context.diagnostics());
      Optional<Line<VirtualRule>> read =
          RuleReader.read(line, true, context.words(), context.names(), context.priorities());
      read.map(Line::value).ifPresent(rules::add);
      read.ifPresent(
          rule ->
              rule.trackGroup().ifPresent(group -> track(group, rule.value().rule().incoming())));
    }
    setup = new StaticSetup(addresses, routes, rules);
  }

  StaticSetup setup() {
    return setup;
  }

  /** The interfaces whose loss is a fault of that virtual router. */
  List<String> trackedBy(String instance) {
    return tracked.getOrDefault(instance, List.of());
  }

  private void track(Word group, Optional<String> device) {
    List<Word> members = groups.get(group.text());
    if (members == null) {
      context
          .diagnostics()
          .error(
              group.position(),
              "there is no track_group "
                  + Quoted.quote(group.text())
                  + Suggestion.hint(group.text(), groups.keySet()));
      return;
    }
    for (Word member : members) {
      device.ifPresent(
          name -> tracked.computeIfAbsent(member.text(), absent -> new ArrayList<>()).add(name));
    }
  }

  private void requireInstance(Word member, Set<String> instances) {
    if (!instances.contains(member.text())) {
      context
          .diagnostics()
          .error(
              member.position(),
              "there is no vrrp_instance "
                  + Quoted.quote(member.text())
                  + Suggestion.hint(member.text(), instances));
    }
  }
}
