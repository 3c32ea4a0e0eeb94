// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import java.util.Optional;
import java.util.function.LongFunction;

/** Looks for a scenario that breaks a promise; made in a world of patched classes. */
public final class Hunt implements LongFunction<Optional<String>> {

  /**
   * Runs scenarios from seed 1 on.
   *
   * @param scenarios how many at most
   * @return the first seed that breaks a promise, and which; empty when all are kept
   */
  @Override
  public Optional<String> apply(long scenarios) {
    Outcome ignored = new Outcome();
    for (long seed = 1; seed <= scenarios; seed++) {
      Optional<Violation> broken = new Simulation(World.Scope.EVERYTHING).run(seed, ignored);
      if (broken.isPresent()) {
        return Optional.of("scenario " + seed + ": " + broken.get().getMessage());
      }
    }
    return Optional.empty();
  }
}
