// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Steps in their order. A step that fails does not end the scenario: the later ones tell whether
 * what comes after is in order.
 *
 * @param steps the steps
 * @param <S> the site they are performed on
 */
public record Scenario<S>(List<Step<S>> steps) {

  /** Keeps its own copy of the steps. */
  public Scenario {
    steps = List.copyOf(steps);
  }

  /**
   * Performs the steps.
   *
   * @param site where
   * @param narrator tells what happens
   * @param slack how much later than a protocol says a loaded machine may be
   * @return what became of each, in their order
   */
  public List<StepResult> perform(S site, Narrator narrator, Duration slack) {
    List<StepResult> results = new ArrayList<>();
    for (Step<S> step : steps) {
      narrator.heading(results.size() + 1, steps.size(), step.title());
      long begin = System.nanoTime();
      Assertions checks = new Assertions(narrator, slack);
      try {
        step.perform(site, checks);
      } catch (RuntimeException e) {
        // Whatever went wrong, the step's verdict is red and the next step has its chance.
        checks.broken(e);
      }
      Duration whole = Duration.ofNanos(System.nanoTime() - begin);
      results.add(
          new StepResult(step.name(), step.title(), checks.failures(), whole, checks.timings()));
    }
    return results;
  }
}
