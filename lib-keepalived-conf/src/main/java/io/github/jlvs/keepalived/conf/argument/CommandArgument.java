// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.argument;

import io.github.jlvs.keepalived.conf.model.Command;
import io.github.jlvs.keepalived.conf.model.ScriptUser;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.ScriptWords;
import io.github.jlvs.keepalived.conf.text.Statement;
import java.util.List;
import java.util.Optional;

/**
 * A command with its arguments, which is one word and so in quotes if it has any; then perhaps the
 * user and the group that it runs as.
 */
record CommandArgument() implements Argument<Optional<Command>> {
  @Override
  public Optional<Command> read(Statement statement, Words words) {
    if (statement.arguments().isEmpty()) {
      return words.at(statement, 0, "a command").flatMap(none -> Optional.empty());
    }
    return read(statement, words.diagnostics());
  }

  private static Optional<Command> read(Statement statement, Diagnostics diagnostics) {
    Position position = statement.arguments().get(0).position();
    List<String> line = ScriptWords.split(statement.argumentText());
    List<String> command = line.isEmpty() ? line : ScriptWords.split(line.get(0));
    if (command.isEmpty() || command.get(0).isEmpty()) {
      diagnostics.error(
          position,
          Quoted.quote(statement.argumentText())
              + " is not a command: empty, or a quote is not closed");
      return Optional.empty();
    }
    if (line.size() > 3) {
      diagnostics.warning(
          position,
          Quoted.quote(line.get(3))
              + " is not expected after a command, a user and a group: ignored (a command with"
              + " arguments is in double quotes)");
    }
    Optional<String> user = line.stream().skip(1).findFirst();
    Optional<String> group = line.stream().skip(2).findFirst();
    return Optional.of(new Command(command, user.map(name -> new ScriptUser(name, group))));
  }

  @Override
  public String description() {
    return "a command, in quotes if it has arguments; a user and a group if wanted";
  }
}
