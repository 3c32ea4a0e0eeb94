// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs scenarios by their seeds. */
final class Simulation {
  private static final int LINES_SHOWN = 60;

  private final World.Scope scope;

  Simulation(World.Scope scope) {
    this.scope = scope;
  }

  Simulation() {
    this(World.Scope.EVERYTHING);
  }

  /**
   * Runs one scenario.
   *
   * @param seed of the scenario
   * @param sum what happened is added to it
   * @return the promise that was not kept, if any
   */
  Optional<Violation> run(long seed, Outcome sum) {
    try {
      sum.add(new World(Planner.plan(seed), scope, Timeline.NONE).run());
      return Optional.empty();
    } catch (Violation violation) {
      return Optional.of(violation);
    }
  }

  /** Runs one scenario and tells it line by line, up to its end or the broken promise. */
  List<String> story(long seed, boolean packets) {
    List<String> lines = new ArrayList<>();
    try {
      Outcome outcome =
          new World(Planner.plan(seed), scope, Timeline.to(lines::add, packets)).run();
      lines.add("every promise kept: " + outcome.summary());
    } catch (Violation violation) {
      lines.add("NOT KEPT: " + violation.getMessage());
    }
    return lines;
  }

  /** The end of the story of a scenario that failed, and how to see all of it. */
  String failure(long seed) {
    List<String> story = story(seed, false);
    int routers = story.indexOf("") + 2;
    int from = Math.max(routers, story.size() - LINES_SHOWN);
    List<String> shown = new ArrayList<>(story.subList(0, routers));
    if (from > routers) {
      shown.add("      ... " + (from - routers) + " lines");
    }
    shown.addAll(story.subList(from, story.size()));
    shown.add("");
    shown.add("all of it: tools/bin/vrrp-simulate --seed " + seed + " [--packets]");
    return String.join("\n", shown);
  }
}
