// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.asWritten;
import static io.github.jlvs.keepalived.conf.argument.Argument.word;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.CheckPolicy;
import io.github.jlvs.healthcheck.probe.FileProbe;
import io.github.jlvs.keepalived.conf.keyword.BlockKind;
import io.github.jlvs.keepalived.conf.keyword.DeclaredBlock;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.keyword.Standard;
import io.github.jlvs.keepalived.conf.model.TrackedFile;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import java.time.Duration;
import java.util.Optional;

/** Reads {@code FILE_CHECK}. */
final class FileCheckReader implements CheckReader {
  private static final int LARGEST = Integer.MAX_VALUE;

  /** The file is looked at when it changes; now and then is enough beside that. */
  private static final CheckPolicy WHEN_IT_CHANGES =
      CheckPolicy.DEFAULT.withWarmup(Duration.ZERO).withRetry(0, Duration.ZERO);

  static final DeclaredBlock<FileCheckReader> BLOCK =
      new DeclaredBlock<>(
          BlockKind.FILE_CHECK,
          Keywords.<FileCheckReader>none()
              .on(
                  keyword("track_file", word("the name of a track_file", "a name"))
                      .byDefault(Standard.inWords("an error"))
                      .says("Which file's number counts; it is defined further up"),
                  FileCheckReader::file)
              .on(
                  keyword("weight", asWritten(TrackedItem.description(LARGEST)))
                      .byDefault(Standard.inWords("that of the track_file"))
                      .says(
                          "Times the number, added to the server's weight; 0: any number but 0"
                              + " takes it down"),
                  (reader, line) ->
                      reader.weight = TrackedItem.weight(line, LARGEST, reader.context)));

  private final Statement check;
  private final ReaderContext context;
  private boolean given;
  private Optional<Definition<TrackedFile>> file = Optional.empty();
  private Optional<TrackedItem.Weight> weight = Optional.empty();

  FileCheckReader(Statement check, ReaderContext context) {
    this.check = check;
    this.context = context;
  }

  FileCheckReader read() {
    context.words().atMost(check, 0);
    new BlockReader<>(BLOCK, this, context).read(check.children());
    if (!given) {
      context
          .diagnostics()
          .error(check.position(), "'track_file' is missing in this FILE_CHECK: which file counts");
    }
    return this;
  }

  private void file(Optional<Word> name) {
    given = true;
    file = name.flatMap(context.trackedFiles()::known);
  }

  @Override
  public Optional<Check> within(CheckedServer server, CheckDefaults outer) {
    return file.map(
        tracked -> {
          TrackedItem.Weight counts = weight.orElse(tracked.weight());
          return new Check(
              WHEN_IT_CHANGES,
              new FileProbe(
                  tracked.value().name(),
                  tracked.value().path(),
                  counts.number(),
                  counts.reverse()));
        });
  }
}
