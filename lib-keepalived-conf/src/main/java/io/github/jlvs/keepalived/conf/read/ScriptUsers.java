// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.keepalived.conf.model.Command;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import java.util.Optional;

/** Users of scripts in blocks that have a keyword for them. */
final class ScriptUsers {
  private ScriptUsers() {}

  /** Warns of words behind a command, where other keywords have a user: an argument was meant. */
  static void refuseBehind(Located<Optional<Command>> line, Diagnostics diagnostics) {
    line.value()
        .flatMap(Command::user)
        .ifPresent(
            meant ->
                diagnostics.warning(
                    line.position(),
                    "'"
                        + meant.user()
                        + "' is ignored: arguments stand in double quotes with the command,"
                        + " and a user has the keyword 'user'"));
  }
}
