// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Lines and blocks of a file that a seed makes, with a wrong value here and there. */
abstract class GeneratedLines {
  private static final List<String> WRONG =
      List.of("-1", "0", "256", "70000", "4294967296", "x", "fe80::7", "10.0.0.77/33", "\"\"");

  final SplittableRandom random;
  final int wrongInThousand;
  private final StringBuilder out = new StringBuilder();
  private int depth;

  GeneratedLines(long seed, int wrongInThousand) {
    this.random = new SplittableRandom(seed);
    this.wrongInThousand = wrongInThousand;
  }

  final String text() {
    return out.toString();
  }

  /** The keyword with one of the values, or, more often, no such line. */
  final void some(String keyword, String... values) {
    if (chance(25)) {
      String chosen = pick(List.of(values));
      line(keyword, chosen.isEmpty() ? "" : value(chosen));
    }
  }

  final String value(String right) {
    return random.nextInt(1000) < wrongInThousand ? pick(WRONG) : right;
  }

  final <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  final boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  final void open(String words) {
    out.append("  ".repeat(depth++)).append(words).append(" {\n");
  }

  final void close() {
    out.append("  ".repeat(--depth)).append("}\n");
  }

  final void line(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.removeIf(String::isEmpty);
    out.append("  ".repeat(depth)).append(String.join(" ", all)).append('\n');
  }
}
