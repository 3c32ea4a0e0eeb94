// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table of what was measured: keepalived, jkeepalived, their ratio, and the goal if any. */
public final class ResultTable {
  private static final String ROW = "%-44s %12s %12s %8s  %s%n";

  private final List<String> rows = new ArrayList<>();
  private final List<String> missed = new ArrayList<>();

  public void row(String what, double keepalived, double jkeepalived) {
    add(what, keepalived, jkeepalived, "");
  }

  /** With a goal: at most so much for ours. */
  public void row(String what, double keepalived, double jkeepalived, double atMost, String goal) {
    boolean met = jkeepalived <= atMost;
    if (!met) {
      missed.add(what);
    }
    add(what, keepalived, jkeepalived, (met ? "met: " : "MISSED: ") + goal);
  }

  /** What only ours has, without a goal. */
  public void ours(String what, double jkeepalived) {
    rows.add(ROW.formatted(what, "-", text(jkeepalived), "-", ""));
  }

  /** What only ours has. */
  public void ours(String what, double jkeepalived, double atMost, String goal) {
    boolean met = jkeepalived <= atMost;
    if (!met) {
      missed.add(what);
    }
    rows.add(ROW.formatted(what, "-", text(jkeepalived), "-", (met ? "met: " : "MISSED: ") + goal));
  }

  private void add(String what, double keepalived, double jkeepalived, String remark) {
    String ratio = keepalived <= 0 || jkeepalived <= 0 ? "-" : text(jkeepalived / keepalived);
    rows.add(ROW.formatted(what, text(keepalived), text(jkeepalived), ratio, remark));
  }

  private static String text(double value) {
    String format = Math.abs(value) >= 1000 ? "%.0f" : Math.abs(value) < 1 ? "%.4f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }

  /** Prints it; says whether every goal was met. */
  public boolean print() {
    System.out.printf(ROW, "", "keepalived", "jkeepalived", "ratio", "goal");
    rows.forEach(System.out::print);
    System.out.println(
        missed.isEmpty() ? "every goal met" : "missed: " + String.join(", ", missed));
    return missed.isEmpty();
  }
}
