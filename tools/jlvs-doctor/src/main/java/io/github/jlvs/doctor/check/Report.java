// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.Task;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was made of a host.
 *
 * @param task what it should be
 * @param checks all that concern such a host, with what each came to
 */
public record Report(Task task, List<Made> checks) {
  /**
   * A check.
   *
   * @param name its name
   * @param verdict what it came to
   */
  public record Made(String name, Verdict verdict) {}

  /**
   * A fault, and who found it.
   *
   * @param check the check's name
   */
  public record Found(String check, Finding finding) {}

  public Report {
    checks = List.copyOf(checks);
  }

  /** The faults, the worst first. */
  public List<Found> findings() {
    return checks.stream()
        .flatMap(Report::found)
        .sorted(Comparator.comparing((Found each) -> each.finding().severity()).reversed())
        .toList();
  }

  private static Stream<Found> found(Made made) {
    return made.verdict() instanceof Verdict.Judged judged
        ? judged.findings().stream().map(finding -> new Found(made.name(), finding))
        : Stream.empty();
  }

  /** The names of those that saw all that they look at. */
  public List<String> checked() {
    return checks.stream()
        .filter(made -> made.verdict() instanceof Verdict.Judged)
        .map(Made::name)
        .toList();
  }

  /** The worst of all. */
  public Severity severity() {
    return findings().stream()
        .map(found -> found.finding().severity())
        .findFirst()
        .orElse(Severity.OK);
  }
}
