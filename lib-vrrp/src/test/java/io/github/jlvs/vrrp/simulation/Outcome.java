// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import java.util.Locale;

/** What happened in one world or in many, in numbers. */
final class Outcome {
  long scenarios;
  long routerNanos;
  long advertisements;
  long refused;
  long transitions;
  long faults;
  long mastersKilled;
  long settled;
  long successions;

  void add(Outcome other) {
    scenarios += other.scenarios;
    routerNanos += other.routerNanos;
    advertisements += other.advertisements;
    refused += other.refused;
    transitions += other.transitions;
    faults += other.faults;
    mastersKilled += other.mastersKilled;
    settled += other.settled;
    successions += other.successions;
  }

  /** For a person and for a log. */
  String summary() {
    return String.format(
        Locale.ROOT,
        "%d scenarios, %.1f router-hours, %d faults, %d masters killed, %d transitions,"
            + " %d advertisements, %d packets refused, %d settled networks and %d successions judged",
        scenarios,
        routerNanos / 3600e9,
        faults,
        mastersKilled,
        transitions,
        advertisements,
        refused,
        settled,
        successions);
  }
}
