// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.asWritten;
import static io.github.jlvs.keepalived.conf.argument.Argument.word;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.keepalived.conf.argument.NumberValue;
import io.github.jlvs.keepalived.conf.argument.Value;
import io.github.jlvs.keepalived.conf.keyword.BlockKind;
import io.github.jlvs.keepalived.conf.keyword.DeclaredBlock;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.keyword.Standard;
import io.github.jlvs.keepalived.conf.model.TrackedFile;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import java.util.Optional;

/** Reads {@code track_file} outside any brace. */
final class TrackFileReader {
  private static final int SENSIBLE = 254;
  private static final Value<Integer> INITIAL =
      NumberValue.integer("init_file", -Integer.MAX_VALUE, Integer.MAX_VALUE);

  static final DeclaredBlock<TrackFileReader> BLOCK =
      new DeclaredBlock<>(
          BlockKind.TRACK_FILE,
          Keywords.<TrackFileReader>none()
              .onFirst(
                  keyword("file", word("a path", "a path"))
                      .byDefault(Standard.inWords("an error"))
                      .says("Where the file is; absent or without a number it counts as 0"),
                  TrackFileReader::file)
              .on(
                  keyword("weight", asWritten(TrackedItem.description(TrackedItem.LARGE)))
                      .byDefault(1)
                      .says(
                          "Times the number, added to the priority; 0: any number but 0 is a fault"),
                  (reader, line) ->
                      reader.weight =
                          TrackedItem.weight(line, TrackedItem.LARGE, reader.context)
                              .orElse(reader.weight))
              .on(
                  keyword("init_file", asWritten("a number if wanted; `overwrite`"))
                      .says("Writes the number, or 0, at the start where there is no file"),
                  TrackFileReader::init));

  private final ReaderContext context;
  private Optional<String> path = Optional.empty();
  private boolean given;
  private TrackedItem.Weight weight = new TrackedItem.Weight(1, false);
  private Optional<TrackedFile.Init> init = Optional.empty();

  TrackFileReader(ReaderContext context) {
    this.context = context;
  }

  Optional<Definition<TrackedFile>> read(Statement block) {
    Optional<Word> name = context.words().only(block, "a name");
    new BlockReader<>(BLOCK, this, context).read(block.children());
    if (!given) {
      context
          .diagnostics()
          .error(block.position(), "'file' is missing in this track_file: which file is tracked");
    }
    return name.flatMap(named -> path.map(at -> definition(named, at)));
  }

  private Definition<TrackedFile> definition(Word name, String at) {
    TrackedFile file = new TrackedFile(name.text(), at, init);
    return new Definition<>(name, file, file.thing(), weight);
  }

  private void file(Optional<Word> written) {
    given = true;
    path = written.map(Word::text);
    written
        .filter(word -> !word.text().startsWith("/"))
        .ifPresent(
            word ->
                context
                    .diagnostics()
                    .warning(
                        word.position(),
                        Quoted.quote(word.text())
                            + " begins in the directory that the daemon is started in: write the"
                            + " whole path"));
  }

  private void init(Statement line) {
    int value = 0;
    boolean overwrite = false;
    for (Word word : line.arguments()) {
      if (word.text().equals("overwrite")) {
        overwrite = true;
      } else {
        value = context.read(INITIAL, word).orElse(value);
        if (Math.abs(value) > SENSIBLE) {
          context
              .diagnostics()
              .warning(word.position(), value + " is more than any priority: -254 to 254 have use");
        }
      }
    }
    init = Optional.of(new TrackedFile.Init(value, overwrite));
  }
}
