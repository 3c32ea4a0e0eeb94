// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A mistake that a VRRP implementation can make, planted alone in the sources of the state machine:
 * {@link PatchedClasses}. Each says what must find it.
 */
sealed interface PlantedBug permits DecisionBug, TimingBug, PacketBug {
  /** Every mistake that is known. */
  static List<PlantedBug> all() {
    return Stream.<PlantedBug[]>of(DecisionBug.values(), TimingBug.values(), PacketBug.values())
        .flatMap(Stream::of)
        .toList();
  }

  /** In capital letters. */
  String name();

  Mistake mistake();

  default Found found() {
    return mistake().found();
  }

  default List<Patch> patches() {
    return mistake().patches();
  }

  /** What finds it, and how it is planted. */
  record Mistake(Found found, List<Patch> patches) {}

  /**
   * What finds a mistake.
   *
   * @param simulation whether a run of some hundred scenarios breaks a promise
   * @param test the unit test that fails, as Class#method; none where the simulation alone must
   *     find it
   */
  record Found(boolean simulation, Optional<String> test) {
    static Found bySimulation() {
      return new Found(true, Optional.empty());
    }

    static Found by(String test) {
      return new Found(false, Optional.of(test));
    }

    Found and(String other) {
      return new Found(simulation, Optional.of(other));
    }
  }
}
