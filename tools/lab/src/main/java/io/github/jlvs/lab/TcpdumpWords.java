// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.lab;

import java.util.regex.Pattern;

/**
 * What tcpdump has said so far on standard error.
 *
 * @param text all of it
 */
record TcpdumpWords(String text) {
  private static final Pattern COUNTS =
      Pattern.compile("packets? captured, .* (\\d+) packets? dropped by kernel");

  /** Whether it captures by now. */
  boolean listening() {
    return text.contains("listening on");
  }

  /** How many times it has told its counts, each time on SIGUSR1. */
  long countsTold() {
    return COUNTS.matcher(text).results().count();
  }

  /** How many frames it has lost, as it told last. */
  long lost() {
    return COUNTS
        .matcher(text)
        .results()
        .mapToLong(counts -> Long.parseLong(counts.group(1)))
        .reduce(0, (earlier, later) -> later);
  }
}
