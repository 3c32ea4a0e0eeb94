// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs;

import io.github.jlvs.rs.plan.Plan;
import io.github.jlvs.rs.plan.Vip;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

/** Tells what start and stop did, a line each. */
final class PlanPrinter {
  private PlanPrinter() {}

  static void print(PrintStream out, Plan plan) {
    plan.steps().forEach(step -> out.println(step.text()));
    plan.notes().forEach(note -> out.println(note(note)));
  }

  static String note(String text) {
    return "note: " + text;
  }

  static String names(List<Vip> vips) {
    return vips.stream().map(Vip::toString).collect(Collectors.joining(", "));
  }
}
