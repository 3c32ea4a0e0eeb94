// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr.scenario;

import java.time.Duration;
import java.util.List;

/**
 * What became of a step.
 *
 * @param name the step's name
 * @param title the step's title
 * @param failures what was not as it should be; empty: the step is ok
 * @param whole how long the whole step took, with all that was looked at
 * @param timings what a protocol sets a time for
 */
public record StepResult(
    String name, String title, List<String> failures, Duration whole, List<Timing> timings) {

  /** Keeps its own copies of the lists. */
  public StepResult {
    failures = List.copyOf(failures);
    timings = List.copyOf(timings);
  }

  /** Whether everything was as it should be. */
  public boolean ok() {
    return failures.isEmpty();
  }
}
