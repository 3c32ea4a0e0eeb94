// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.route;

import io.github.jlvs.net.AddressFamily;
import java.util.EnumMap;
import java.util.Map;

/** The priorities of rules that name none: keepalived counts them down, each family by itself. */
public final class RulePriorities {
  private static final long FIRST = 16_384;

  private final Map<AddressFamily, Long> next = new EnumMap<>(AddressFamily.class);

  /** Makes one for a configuration. */
  public RulePriorities() {}

  long next(AddressFamily family, LineWords line) {
    long priority = next.getOrDefault(family, FIRST);
    next.put(family, priority - 1);
    line.warning(
        line.position(),
        "this rule has no priority: it gets "
            + priority
            + ", as keepalived gives it, and the next one less (write 'priority NUMBER')");
    return priority;
  }
}
