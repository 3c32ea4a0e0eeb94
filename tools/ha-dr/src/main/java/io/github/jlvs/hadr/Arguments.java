// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What the command line asks for.
 *
 * @param until the last step to perform; empty: all
 * @param slack how much later than a protocol says a loaded machine may be
 * @param list only list the steps
 */
record Arguments(Optional<String> until, Duration slack, boolean list) {
  private static final Duration SLACK = Duration.ofSeconds(1);

  static Arguments of(List<String> words) {
    Optional<String> until = Optional.empty();
    Duration slack = SLACK;
    boolean list = false;
    for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
      String word = rest.next();
      switch (word) {
        case "--until" -> until = Optional.of(value(word, rest));
        case "--slack" -> slack = seconds(value(word, rest));
        case "--list" -> list = true;
        default -> throw new IllegalArgumentException("unknown option " + word);
      }
    }
    return new Arguments(until, slack, list);
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(option + " wants a value");
    }
    return rest.next();
  }

  private static Duration seconds(String text) {
    try {
      return Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--slack wants seconds, not '" + text + "'", e);
    }
  }
}
