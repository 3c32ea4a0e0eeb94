// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.vrrp.Protocol;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What happened in one world or in many, in numbers. */
final class Outcome {
  /** What the routers of a world speak. */
  enum Kind {
    VERSION_2("of version 2"),
    VERSION_3_IPV4("of version 3 over IPv4"),
    VERSION_3_IPV6("of version 3 over IPv6"),
    MIXTURE("of sync groups with one on one network and another on another");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    static Kind of(Plan plan) {
      Protocol first = plan.protocols().get(0);
      if (!plan.protocols().stream().allMatch(first::isKindOf)) {
        return MIXTURE;
      }
      if (first instanceof Protocol.V2) {
        return VERSION_2;
      }
      return first.family() == AddressFamily.IPV4 ? VERSION_3_IPV4 : VERSION_3_IPV6;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  long scenarios;
  final Map<Kind, Long> routerNanos = new EnumMap<>(Kind.class);
  long advertisements;
  long refused;
  long transitions;
  long faults;
  long mastersKilled;
  long settled;
  long successions;

  void add(Outcome other) {
    scenarios += other.scenarios;
    other.routerNanos.forEach((kind, nanos) -> routerNanos.merge(kind, nanos, Long::sum));
    advertisements += other.advertisements;
    refused += other.refused;
    transitions += other.transitions;
    faults += other.faults;
    mastersKilled += other.mastersKilled;
    settled += other.settled;
    successions += other.successions;
  }

  void lived(Plan plan) {
    routerNanos.merge(Kind.of(plan), plan.end() * plan.routers().size(), Long::sum);
  }

  private String kinds() {
    return routerNanos.entrySet().stream()
        .map(each -> String.format(Locale.ROOT, "%.1f %s", hours(each.getValue()), each.getKey()))
        .collect(Collectors.joining(", "));
  }

  private static double hours(long nanos) {
    return nanos / 3600e9;
  }

  /** For a person and for a log. */
  String summary() {
    return String.format(
        Locale.ROOT,
        "%d scenarios, %.1f router-hours (%s), %d faults, %d masters killed, %d transitions,"
            + " %d advertisements, %d packets refused, %d settled networks and %d successions judged",
        scenarios,
        hours(routerNanos.values().stream().mapToLong(Long::longValue).sum()),
        kinds(),
        faults,
        mastersKilled,
        transitions,
        advertisements,
        refused,
        settled,
        successions);
  }
}
