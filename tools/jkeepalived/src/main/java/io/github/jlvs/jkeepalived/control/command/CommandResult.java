// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.command;

import java.util.List;

/** What came of a command. */
public sealed interface CommandResult {
  /**
   * It is done.
   *
   * @param lines what there is to say of it, for a person
   * @param failures what was found to be wrong while it was done
   */
  record Done(List<String> lines, List<String> failures) implements CommandResult {
    /** Copies the lists. */
    public Done {
      lines = List.copyOf(lines);
      failures = List.copyOf(failures);
    }

    /** Nothing was wrong. */
    public Done(List<String> lines) {
      this(lines, List.of());
    }

    /** With one line. */
    public Done(String line) {
      this(List.of(line));
    }
  }

  /**
   * It is not done, and nothing is changed.
   *
   * @param lines why, for a person; one at least
   */
  record Refused(List<String> lines) implements CommandResult {
    /** Copies the list. */
    public Refused {
      lines = List.copyOf(lines);
    }

    /** With one line. */
    public Refused(String line) {
      this(List.of(line));
    }
  }
}
