// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import io.github.jlvs.jkeepalived.control.http.Body;
import java.util.List;

/** Problems for monitoring plugins: a line each, the first one sums them up. */
final class Alerts {
  /** As plugins name them, the worst last. */
  private enum Severity {
    OK,
    WARNING,
    CRITICAL
  }

  private Alerts() {}

  static Body of(Seen seen) {
    List<Problems.Problem> problems = Problems.of(seen, ServerView.all(seen));
    Severity worst =
        problems.stream().map(Alerts::severity).max(Enum::compareTo).orElse(Severity.OK);
    StringBuilder text = new StringBuilder();
    text.append(worst).append(" - ").append(count(problems.size())).append('\n');
    for (Problems.Problem each : problems) {
      String line = severity(each) + " " + each.kind() + " " + each.name() + ": " + each.text();
      text.append(Printable.of(line)).append('\n');
    }
    return Body.of(text.toString());
  }

  private static String count(int problems) {
    return switch (problems) {
      case 0 -> "nothing is wrong";
      case 1 -> "1 problem";
      default -> problems + " problems";
    };
  }

  /** What serves goes on serving though a file was refused, or the start is not over. */
  private static Severity severity(Problems.Problem problem) {
    boolean serves = problem.kind().equals("RELOAD") || problem.name().equals("start");
    return serves ? Severity.WARNING : Severity.CRITICAL;
  }
}
