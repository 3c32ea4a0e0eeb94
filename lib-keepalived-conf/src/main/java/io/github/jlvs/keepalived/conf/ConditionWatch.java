// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import io.github.jlvs.keepalived.conf.source.SourceFiles;
import io.github.jlvs.keepalived.conf.text.Diagnostic;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files in which the first line that counts on one machine alone is looked for. */
final class ConditionWatch implements SourceFiles {
  private static final Pattern CONDITION = Pattern.compile("(?m)^[ \\t]*+(@)");

  private final SourceFiles files;
  private Optional<Position> first = Optional.empty();

  ConditionWatch(SourceFiles files) {
    this.files = files;
  }

  @Override
  public String text(Path file) throws UnreadableFile {
    String text = files.text(file);
    if (first.isEmpty()) {
      Matcher condition = CONDITION.matcher(text);
      if (condition.find()) {
        int lines = (int) text.substring(0, condition.start()).lines().count();
        int column = condition.start(1) - condition.start() + 1;
        first = Optional.of(new Position(file.toString(), lines + 1, column));
      }
    }
    return text;
  }

  @Override
  public String password(Path file) throws UnreadableFile {
    return files.password(file);
  }

  @Override
  public Kind kind(Path path) {
    return files.kind(path);
  }

  @Override
  public List<String> names(Path directory) {
    return files.names(directory);
  }

  /** What is to be said where both files were read with one id. */
  Optional<Diagnostic> warning(String id) {
    return first.map(
        at ->
            new Diagnostic(
                at,
                Severity.WARNING,
                "lines that begin with @ count in both files as on "
                    + Quoted.quote(id)
                    + ": name the other director with --other-id, and this one with --config-id"));
  }
}
