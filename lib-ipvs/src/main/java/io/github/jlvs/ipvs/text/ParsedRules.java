// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.text;

import io.github.jlvs.ipvs.Table;
import java.util.List;

/**
 * What a rule text says.
 *
 * @param table what could be read; lines with errors are not in it
 * @param errors what could not, in the order of the text; the first thousand
 */
public record ParsedRules(Table table, List<RuleError> errors) {
  /** Keeps a copy of the list. */
  public ParsedRules {
    errors = List.copyOf(errors);
  }

  /**
   * The table, where every line could be read.
   *
   * @return the table
   * @throws IllegalArgumentException where a line could not; its message has the first errors
   */
  public Table tableOrThrow() {
    if (errors.isEmpty()) {
      return table;
    }
    StringBuilder message = new StringBuilder("a rule text with errors");
    errors.stream().limit(5).forEach(error -> message.append("; ").append(error));
    throw new IllegalArgumentException(message.toString());
  }
}
