// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.model.ScriptUser;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import java.util.Optional;

/** A user, and perhaps a group. */
final class UserArgument {
  static final Argument<Optional<ScriptUser>> USER =
      Argument.of("a user, and a group if wanted", UserArgument::read);

  private UserArgument() {}

  private static Optional<ScriptUser> read(Statement statement, Words words) {
    words.atMost(statement, 2);
    return words
        .at(statement, 0, "a user")
        .map(
            user ->
                new ScriptUser(
                    user.text(),
                    statement.arguments().stream().skip(1).map(Word::text).findFirst()));
  }
}
