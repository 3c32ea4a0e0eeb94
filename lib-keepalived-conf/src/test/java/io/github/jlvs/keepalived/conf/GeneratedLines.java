// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Lines and blocks of a file that a seed makes, with a wrong value here and there. */
abstract class GeneratedLines {
  private static final List<String> WRONG =
      List.of("-1", "0", "256", "70000", "4294967296", "x", "fe80::7", "10.0.0.77/33", "\"\"");

  static final List<String> INTERFACES =
      List.of("eth0", "eth1", "enp0s3", "bond0.100", "a23456789012345");

  final SplittableRandom random;
  final int wrongInThousand;
  private final Draft draft;

  GeneratedLines(long seed, int wrongInThousand) {
    this.random = new SplittableRandom(seed);
    this.wrongInThousand = wrongInThousand;
    this.draft = new Draft();
  }

  /** Goes on where the other is, within its block. */
  GeneratedLines(GeneratedLines around) {
    this.random = around.random;
    this.wrongInThousand = around.wrongInThousand;
    this.draft = around.draft;
  }

  final String text() {
    return draft.text.toString();
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
    draft.text.append("  ".repeat(draft.depth++)).append(words).append(" {\n");
  }

  final void close() {
    draft.text.append("  ".repeat(--draft.depth)).append("}\n");
  }

  final void line(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.removeIf(String::isEmpty);
    draft.text.append("  ".repeat(draft.depth)).append(String.join(" ", all)).append('\n');
  }

  /** What each block may say of who is told of its changes. */
  final void alerts() {
    some("smtp_alert", "", "on", "off");
    some("notify_webhook", "http://[::1]/", "https://h.example.org");
  }

  final String host() {
    return "10.0." + random.nextInt(2) + "." + (1 + random.nextInt(250));
  }

  /** What is written so far. */
  private static final class Draft {
    final StringBuilder text = new StringBuilder();
    int depth;
  }
}
