// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.netlink.NetlinkException;
import io.github.jlvs.netlink.route.RouteEvent;
import io.github.jlvs.netlink.route.Rule;
import java.util.ArrayList;
import java.util.List;

/** The rules of a {@link FakeNetwork}, as the kernel keeps them. */
final class FakeRules {
  private final List<Rule> rules = new ArrayList<>();

  List<Rule> all() {
    return List.copyOf(rules);
  }

  /** What the kernel tells of it. */
  RouteEvent add(Rule rule) {
    if (rules.contains(rule)) {
      throw new NetlinkException("add rule", Errno.EEXIST);
    }
    rules.add(rule);
    return new RouteEvent.RuleAdded(rule);
  }

  /** The first that has what is asked for goes, whatever else it has. */
  RouteEvent delete(Rule rule) {
    Rule found =
        rules.stream()
            .filter(each -> has(each, rule))
            .findFirst()
            .orElseThrow(() -> new NetlinkException("delete rule", Errno.ENOENT));
    rules.remove(found);
    return new RouteEvent.RuleDeleted(found);
  }

  private static boolean has(Rule rule, Rule asked) {
    return rule.family() == asked.family()
        && rule.priority() == asked.priority()
        && rule.action() == asked.action()
        && rule.table() == asked.table()
        && (asked.protocol() == 0 || rule.protocol() == asked.protocol())
        && (asked.source().isEmpty() || rule.source().equals(asked.source()))
        && (asked.incoming().isEmpty() || rule.incoming().equals(asked.incoming()));
  }
}
