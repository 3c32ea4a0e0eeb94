// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.read;

import io.github.jlvs.jkeepalived.config.text.Statement;
import io.github.jlvs.jkeepalived.config.text.Word;
import java.util.Optional;

/** The VRRP version, of which only 2 is spoken. */
final class VrrpVersion {
  private VrrpVersion() {}

  /** Speaking version 2 where the others speak 3 would make two masters, so 3 is an error. */
  static void check(Statement statement, ValueParser values) {
    Optional<Word> word = values.only(statement, "2 or 3");
    Optional<Integer> version = word.flatMap(w -> values.number(w, statement.name(), 2, 3));
    if (version.isPresent() && version.get() == 3) {
      values
          .diagnostics()
          .error(word.orElseThrow().position(), "VRRP version 3 is not supported yet, only 2 is");
    }
  }
}
