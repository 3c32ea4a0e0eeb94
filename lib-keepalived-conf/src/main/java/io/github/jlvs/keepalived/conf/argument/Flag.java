// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.argument;

import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import java.util.Locale;

/** A switch; the keyword alone turns it on. */
record Flag() implements Argument<Boolean> {
  @Override
  public Boolean read(Statement statement, Words words) {
    words.atMost(statement, 1);
    if (statement.arguments().isEmpty()) {
      return true;
    }
    Word word = statement.arguments().get(0);
    return switch (word.text().toLowerCase(Locale.ROOT)) {
      case "on", "true", "yes" -> true;
      case "off", "false", "no" -> false;
      case "1" -> {
        words
            .diagnostics()
            .warning(word.position(), "'1' is taken for 'on' (write 'on', or nothing)");
        yield true;
      }
      default -> {
        words.wrong(
            word,
            Quoted.quote(word.text())
                + " is neither on nor off: "
                + Quoted.quote(statement.name())
                + " takes on, off, true, false, yes or no");
        yield true;
      }
    };
  }

  @Override
  public String description() {
    return "on, true, yes or nothing; off, false, no";
  }
}
