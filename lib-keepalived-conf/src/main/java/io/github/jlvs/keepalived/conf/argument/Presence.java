// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.argument;

import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;

/** A keyword without arguments, which is on wherever it stands. */
record Presence() implements Argument<Position> {
  @Override
  public Position read(Statement statement, Words words) {
    if (!statement.arguments().isEmpty()) {
      Word extra = statement.arguments().get(0);
      words
          .diagnostics()
          .warning(
              extra.position(),
              Quoted.quote(extra.text())
                  + " is not expected after "
                  + Quoted.quote(statement.name())
                  + ", which is on wherever it stands: ignored (without the line it is off)");
    }
    return statement.position();
  }

  @Override
  public String description() {
    return "";
  }
}
