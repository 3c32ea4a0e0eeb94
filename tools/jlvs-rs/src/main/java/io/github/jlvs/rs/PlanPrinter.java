// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs;

import io.github.jlvs.rs.plan.Plan;
import io.github.jlvs.rs.plan.Vip;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

/** Tells what start and stop did, or would do, a line each. */
final class PlanPrinter {
  private PlanPrinter() {}

  static void print(PrintStream out, Plan plan) {
    plan.steps().forEach(step -> out.println(step.text()));
    plan.notes().forEach(note -> out.println(note(note)));
  }

  /**
   * Tells what a plan would do.
   *
   * @param command the one whose plan it is, such as {@code start}
   * @param already that what it is for is so already, a clause
   */
  static void preview(PrintStream out, Plan plan, String command, String already) {
    plan.steps().forEach(step -> out.println(step.preview()));
    plan.notes().forEach(note -> out.println(note(note)));
    String names = plan.vips().isEmpty() ? "" : ": " + names(plan.vips());
    String result =
        plan.steps().isEmpty() ? "nothing to do (" + already + ")" : "nothing was changed";
    out.println("RealServer " + command + " --dry-run" + names + "; " + result);
  }

  static String note(String text) {
    return "note: " + text;
  }

  static String names(List<Vip> vips) {
    return vips.stream().map(Vip::toString).collect(Collectors.joining(", "));
  }
}
