// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * The simulation finds mistakes: each one that is planted, within the scenarios of a normal run.
 */
class PlantedBugsTest {

  @ParameterizedTest
  @EnumSource
  void isFound(PlantedBug bug) {
    isFound(bug, World.Scope.EVERYTHING);
  }

  /** The others show in single steps only, or cost no more than a moment. */
  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {
        "ADDRESSES_COMPARED_WITH_A_SIGN",
        "ADDRESSES_KEPT",
        "ADVERTISES_IN_BACKUP",
        "NO_GRATUITOUS_ARP",
        "NOPREEMPT_IGNORED",
        "ONE_ADVERTISEMENT_TOO_FEW",
        "TIMERS_BEFORE_SOCKETS",
      })
  void isFoundEvenByWatchingAloneWhoIsMasterWhen(PlantedBug bug) {
    isFound(bug, World.Scope.NETWORK);
  }

  private static void isFound(PlantedBug bug, World.Scope scope) {
    Simulation simulation = new Simulation(bug, scope);
    OptionalLong found = simulation.firstFailure(1, SimulationTest.SCENARIOS);

    assertThat(found).as("%s breaks no promise in %s", bug, scope).isPresent();
    String story = simulation.failure(found.getAsLong());
    String promise = story.substring(story.indexOf("NOT KEPT: "), story.indexOf("\n\nall of it"));
    System.out.printf("planted bug %s: scenario %d: %s%n", bug, found.getAsLong(), promise);
    assertThat(new Simulation(Workshop.SOUND).run(found.getAsLong(), new Outcome())).isEmpty();
  }
}
