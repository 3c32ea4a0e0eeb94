// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.dump;

import io.github.jlvs.keepalived.conf.model.TrackedProcess.Match;
import java.util.Optional;

/** How the arguments of a tracked process are compared, in the words of its file. */
final class MatchText {
  private MatchText() {}

  /** Nothing where arguments do not count, or all of them do. */
  static Optional<String> of(Match match) {
    return switch (match) {
      case BEGINNING -> Optional.of("initial");
      case FIRST_ARGUMENTS -> Optional.of("partial");
      case NAME, PROGRAM, ALL -> Optional.empty();
    };
  }
}
