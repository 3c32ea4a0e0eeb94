// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.source;

import io.github.jlvs.keepalived.conf.text.SourceLine;
import java.util.Optional;

/**
 * {@code @ID} or {@code @^ID} at the beginning of a line: it counts for one machine, or for all
 * others.
 */
final class Condition {
  private Condition() {}

  static boolean begins(String text, int at) {
    return text.startsWith("@", at);
  }

  /** The line without its condition, or nothing if it does not count here. */
  static Optional<SourceLine> apply(SourceLine line, int at, String configId) {
    String text = line.text();
    int end = LineScan.endOfWord(text, at);
    boolean others = text.startsWith("^", at + 1);
    String id = text.substring(at + (others ? 2 : 1), end);
    return id.equals(configId) != others ? Optional.of(line.blankedUntil(end)) : Optional.empty();
  }
}
