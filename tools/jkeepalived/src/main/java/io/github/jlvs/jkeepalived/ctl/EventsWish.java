// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

import io.github.jlvs.jkeepalived.event.EventKind;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which events are wanted, and how.
 *
 * @param since from where on
 * @param follow whether to wait for more
 * @param json whether as the daemon said them, one a line
 * @param kinds words of kinds, or the first part of such; empty for all
 */
record EventsWish(Since since, boolean follow, boolean json, List<String> kinds) {
  /** All words that a kind may be called by, in their order. */
  static List<String> words() {
    return List.copyOf(
        new TreeSet<>(
            Arrays.stream(EventKind.values())
                .flatMap(kind -> Stream.of(kind.subject(), kind.word()))
                .toList()));
  }

  /** Whether one of a kind is wanted; a daemon of another version may have others. */
  boolean has(String kind) {
    return kinds.isEmpty()
        || kinds.stream().anyMatch(word -> kind.equals(word) || kind.startsWith(word + "."));
  }
}
