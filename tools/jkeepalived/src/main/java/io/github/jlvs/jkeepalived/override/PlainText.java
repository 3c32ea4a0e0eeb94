// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.override;

import java.util.Optional;

/** Text that is shown on one line, in a file, a log and at a terminal. */
final class PlainText {
  private static final int LONGEST = 200;

  private PlainText() {}

  /** What is wrong with it; nothing where it can be shown. */
  static Optional<String> fault(String text) {
    if (text.isBlank()) {
      return Optional.of("is empty");
    }
    if (text.length() > LONGEST) {
      return Optional.of("has more than " + LONGEST + " characters");
    }
    boolean plain = text.codePoints().allMatch(PlainText::isShown);
    return plain ? Optional.empty() : Optional.of("has characters that are not shown");
  }

  private static boolean isShown(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /**
   * Refuses what cannot be shown.
   *
   * @throws IllegalArgumentException if it cannot
   */
  static void require(String what, String text) {
    fault(text)
        .ifPresent(
            fault -> {
              throw new IllegalArgumentException(what + " " + fault);
            });
  }
}
