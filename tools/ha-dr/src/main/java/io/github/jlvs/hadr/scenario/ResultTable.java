// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The table at the end: step, ok or failed, how long the whole step took, how long what a protocol
 * sets a time for took, how long it may take, and why.
 */
public final class ResultTable {
  private static final String ROW = "%-34s %-6s %6s %7s %8s  %s";

  private ResultTable() {}

  /**
   * The table as lines.
   *
   * @param results what became of the steps
   * @param slack how much later than a protocol says a loaded machine may be
   */
  public static List<String> lines(List<StepResult> results, Duration slack) {
    List<String> lines = new ArrayList<>();
    lines.add(
        ROW.formatted("step", "", "step s", "took s", "allowed", "what took so long, and may")
            .stripTrailing());
    lines.add("-".repeat(110));
    for (StepResult result : results) {
      String verdict = result.ok() ? "ok" : "FAILED";
      String whole = Seconds.text(result.whole());
      if (result.timings().isEmpty()) {
        lines.add(ROW.formatted(result.name(), verdict, whole, "-", "-", "").stripTrailing());
      }
      for (Timing timing : result.timings()) {
        boolean first = timing.equals(result.timings().get(0));
        lines.add(
            ROW.formatted(
                first ? result.name() : "",
                first ? verdict : "",
                first ? whole : "",
                Seconds.text(timing.took()),
                Seconds.text(timing.allowed().atMost()),
                timing.event() + ": " + timing.allowed().reckoning()));
      }
      // What else there is to a failure was told when it happened.
      result.failures().stream()
          .map(failure -> failure.lines().findFirst().orElse(""))
          .forEach(failure -> lines.add("    failed: " + failure));
    }
    long ok = results.stream().filter(StepResult::ok).count();
    lines.add("-".repeat(110));
    lines.add(
        "%d steps ok, %d failed. A step fails where a check in it does, or where something took over %s s longer than allowed."
            .formatted(ok, results.size() - ok, Seconds.text(slack)));
    return lines;
  }
}
