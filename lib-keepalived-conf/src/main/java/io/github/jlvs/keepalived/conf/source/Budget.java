// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.source;

import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.SourceLine;

/**
 * What reading may cost: a few lines with definitions or sequences in each other can mean more text
 * than there is memory.
 */
final class Budget {
  private static final int CHARACTERS = 32 << 20;
  private static final int LINES = 1 << 20;

  /** A line cannot hold more; definitions that refer to each other without end come here first. */
  static final int LONGEST_LINE = 1 << 16;

  private final Diagnostics diagnostics;
  private long characters;
  private int lines;
  private boolean spent;

  Budget(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** Takes a line's cost; false, and an error once, if nothing more may be read. */
  boolean allows(SourceLine line) {
    return allows(1, line.text().length(), line.position(0));
  }

  /** The same for lines of so many characters, the first of which begins here. */
  boolean allows(int moreLines, int moreCharacters, Position at) {
    characters += moreCharacters;
    lines += moreLines;
    if (characters > CHARACTERS || lines > LINES) {
      stop(
          at,
          "the configuration is too large here: definitions, sequences and includes make more than "
              + (CHARACTERS >> 20)
              + " MiB or "
              + LINES
              + " lines of it");
    }
    return !spent;
  }

  /** Ends the reading; what is read so far says nothing about what follows. */
  void stop(Position at, String why) {
    if (!spent) {
      spent = true;
      diagnostics.error(at, why);
    }
  }

  boolean isSpent() {
    return spent;
  }
}
