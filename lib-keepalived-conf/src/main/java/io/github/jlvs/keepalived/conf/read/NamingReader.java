// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.presence;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.Value;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.model.RunNaming;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Word;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what the daemon is called among others of the same machine. */
final class NamingReader {
  /** It becomes a part of file names. */
  private record InstanceName() implements Value<String> {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    @Override
    public Optional<String> read(Word word, Words words) {
      if (!NAME.matcher(word.text()).matches()) {
        words.wrong(
            word,
            Quoted.quote(word.text())
                + " cannot be an instance: 1 to 64 letters, digits, '.', '_' and '-', which file"
                + " names have");
        return Optional.empty();
      }
      return Optional.of(word.text());
    }
  }

  static final Keywords<NamingReader> KEYWORDS =
      Keywords.<NamingReader>none()
          .on(
              keyword("instance", Argument.only("a name", "a name", new InstanceName()))
                  .says("The daemon's name among others: part of its pid files and in the log"),
              (reader, name) -> reader.instance = name)
          .on(
              keyword("use_pid_dir", presence()).says("The pid files stand in /run/keepalived"),
              (reader, at) -> reader.pidDirectory = true);

  private Optional<String> instance = Optional.empty();
  private boolean pidDirectory;

  RunNaming naming() {
    return new RunNaming(instance, pidDirectory);
  }
}
