// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import io.github.jlvs.jkeepalived.override.Overrides;
import io.github.jlvs.jkeepalived.override.ServerOverride;
import io.github.jlvs.jkeepalived.override.StateWord;
import io.github.jlvs.jkeepalived.snapshot.Dated;
import io.github.jlvs.jkeepalived.snapshot.ServerReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an operator has decided of real servers, as JSON. */
final class OverrideViews {
  /**
   * One, and how many real servers of the configuration it means.
   *
   * @param override what is decided
   * @param servers how many; one of several virtual servers counts for each
   */
  record Meant(ServerOverride override, long servers) {}

  private OverrideViews() {}

  /** All, whether the configuration has their servers or not. */
  static List<Meant> all(Seen seen) {
    Optional<ServerReport> report = seen.snapshot().servers().map(Dated::report);
    if (report.isEmpty()) {
      return List.of();
    }
    Overrides overrides = report.get().overrides();
    List<ServerOverride> decided = overrides.list();
    List<Long> counts = overrides.meant(report.get().setups());
    List<Meant> all = new ArrayList<>();
    for (int i = 0; i < decided.size(); i++) {
      all.add(new Meant(decided.get(i), counts.get(i)));
    }
    return all;
  }

  static void override(Json json, Meant meant) {
    ServerOverride one = meant.override();
    Json unused =
        decision(
            json.text("server", one.target().server())
                .text("service", one.target().service())
                .number("servers", meant.servers()),
            one);
  }

  /** What is decided, and by whom. */
  static Json decision(Json json, ServerOverride one) {
    return json.text("state", StateWord.of(one.state()).name())
        .number("weight", StateWord.weight(one.state()))
        .text("by", one.by())
        .moment("since", one.since())
        .moment("until", one.until())
        .text("why", one.why());
  }
}
