// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.net.Prefix;
import io.github.jlvs.netlink.route.Route;
import io.github.jlvs.netlink.route.Rule;
import java.util.ArrayList;
import java.util.List;

/**
 * A rule of policy routing that a virtual router has while it is master: a line of keepalived's
 * virtual_rules.
 *
 * @param rule the rule; without a protocol its removal would take one that somebody else has made
 * @param tracked whether it is put back when somebody else removes it, and the router goes to fault
 *     while an interface that it names is down or absent; false for keepalived's no_track
 */
public record VirtualRule(Rule rule, boolean tracked) {
  /**
   * A rule that is tracked.
   *
   * @param rule the rule
   */
  public VirtualRule(Rule rule) {
    this(rule, true);
  }

  /**
   * A rule for packets from a prefix, made by this daemon.
   *
   * @param source the prefix
   * @param table the table to ask
   * @param priority lower is asked first
   * @return the rule
   */
  public static VirtualRule from(Prefix source, int table, long priority) {
    return new VirtualRule(
        Rule.from(source, table, priority).withProtocol(Route.PROTOCOL_KEEPALIVED));
  }

  /** The interfaces that it names. */
  List<String> devices() {
    List<String> names = new ArrayList<>();
    rule.incoming().ifPresent(names::add);
    rule.outgoing().ifPresent(names::add);
    return names;
  }

  /** In the words of ip-rule(8). */
  @Override
  public String toString() {
    return "rule " + rule;
  }
}
