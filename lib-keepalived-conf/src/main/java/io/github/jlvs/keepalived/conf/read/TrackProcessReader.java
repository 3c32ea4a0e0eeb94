// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.asWritten;
import static io.github.jlvs.keepalived.conf.argument.Argument.number;
import static io.github.jlvs.keepalived.conf.argument.Argument.presence;
import static io.github.jlvs.keepalived.conf.argument.Argument.seconds;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.keyword.BlockKind;
import io.github.jlvs.keepalived.conf.keyword.DeclaredBlock;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.keyword.Standard;
import io.github.jlvs.keepalived.conf.model.TrackedProcess;
import io.github.jlvs.keepalived.conf.model.TrackedProcess.Match;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads {@code vrrp_track_process}. */
final class TrackProcessReader {
  private static final int MOST = 65535;
  private static final int LONGEST_NAME = 15;
  private static final List<String> MATCHES = List.of("initial", "partial");

  static final DeclaredBlock<TrackProcessReader> BLOCK =
      new DeclaredBlock<>(
          BlockKind.VRRP_TRACK_PROCESS,
          Keywords.<TrackProcessReader>none()
              .onFirst(
                  keyword("process", asWritten("a name; or a path, and arguments"))
                      .byDefault(Standard.inWords("an error"))
                      .says("A program's name as `/proc/PID/comm` has it, or its command line"),
                  (reader, line) -> reader.process = Optional.of(line))
              .on(
                  keyword("param_match", asWritten("nothing, `initial` or `partial`"))
                      .says(
                          "All arguments; the first ones and of the last its beginning; the first"),
                  TrackProcessReader::match)
              .on(
                  keyword("full_command", presence())
                      .says("The command line is compared, not the name"),
                  (reader, at) -> reader.fullCommand = true)
              .onFirst(
                  keyword("weight", asWritten(TrackedItem.description(TrackedItem.LARGE)))
                      .byDefault(
                          Standard.value(0, "which is a fault while there are too few or too many"))
                      .says("Above 0 added while there are enough, below 0 while not"),
                  (reader, line) ->
                      reader.weight =
                          TrackedItem.weight(line, TrackedItem.LARGE, reader.context)
                              .orElse(reader.weight))
              .on(
                  keyword("quorum", number(1, MOST))
                      .byDefault(Standard.value(1).but(0, new Standard.When.Has("quorum_max", "0")))
                      .says("So many processes at least"),
                  (reader, count) -> reader.quorum = count)
              .on(
                  keyword("quorum_max", Located.word(number(0, MOST)))
                      .byDefault(Standard.inWords("any number"))
                      .says("So many processes at the most"),
                  (reader, count) -> reader.quorumMax = count)
              .on(
                  keyword("delay", time()).byDefault(0).says("Both of the two below"),
                  (reader, time) -> {
                    reader.forkDelay = time.orElse(reader.forkDelay);
                    reader.terminateDelay = time.orElse(reader.terminateDelay);
                  })
              .on(
                  keyword("fork_delay", time())
                      .byDefault(0)
                      .says("What changes as a process makes another is believed after so long"),
                  (reader, time) -> reader.forkDelay = time.orElse(reader.forkDelay))
              .on(
                  keyword("terminate_delay", time())
                      .byDefault(0)
                      .says("What changes as a process ends is believed after so long"),
                  (reader, time) -> reader.terminateDelay = time.orElse(reader.terminateDelay)));

  private final ReaderContext context;
  private Optional<Statement> process = Optional.empty();
  private Optional<Match> match = Optional.empty();
  private boolean fullCommand;
  private TrackedItem.Weight weight = TrackedItem.Weight.NONE;
  private Optional<Integer> quorum = Optional.empty();
  private Optional<Located<Integer>> quorumMax = Optional.empty();
  private Duration forkDelay = Duration.ZERO;
  private Duration terminateDelay = Duration.ZERO;

  TrackProcessReader(ReaderContext context) {
    this.context = context;
  }

  private static Argument<Optional<Duration>> time() {
    return seconds("0.000001", "3600");
  }

  Optional<Definition<TrackedProcess>> read(Statement block) {
    Optional<Word> name = context.words().only(block, "a name");
    new BlockReader<>(BLOCK, this, context).read(block.children());
    if (process.isEmpty()) {
      context
          .diagnostics()
          .error(
              block.position(),
              "'process' is missing in this vrrp_track_process: which program is counted");
    }
    Optional<Word> program =
        process.flatMap(line -> context.words().at(line, 0, "a name or a path"));
    return name.flatMap(named -> program.map(word -> definition(named, word)));
  }

  private Definition<TrackedProcess> definition(Word name, Word program) {
    List<String> command = process.orElseThrow().arguments().stream().map(Word::text).toList();
    Match how = how(command);
    if (how == Match.NAME) {
      checkName(program);
    }
    int max = max();
    TrackedProcess tracked =
        new TrackedProcess(
            name.text(),
            command,
            how,
            quorum.orElse(Math.min(1, max)),
            max,
            forkDelay,
            terminateDelay);
    return new Definition<>(name, tracked, tracked.thing(), weight);
  }

  private Match how(List<String> command) {
    if (match.isPresent()) {
      return match.get();
    }
    if (command.size() > 1) {
      return Match.ALL;
    }
    return fullCommand ? Match.PROGRAM : Match.NAME;
  }

  private void checkName(Word program) {
    if (program.text().indexOf('/') >= 0) {
      context
          .diagnostics()
          .warning(
              program.position(),
              "no process has a name with a '/', so none is found (a path needs 'full_command',"
                  + " 'param_match' or arguments)");
    } else if (program.text().length() > LONGEST_NAME) {
      context
          .diagnostics()
          .warning(
              program.position(),
              "the kernel keeps 15 letters of a name: the first 15 are compared (keepalived finds"
                  + " no such process)");
    }
  }

  private int max() {
    if (quorumMax.isEmpty()) {
      return Integer.MAX_VALUE;
    }
    if (quorum.isPresent() && quorumMax.get().value() < quorum.get()) {
      context
          .diagnostics()
          .warning(quorumMax.get().position(), "'quorum_max' is less than 'quorum': it is ignored");
      return Integer.MAX_VALUE;
    }
    return quorumMax.get().value();
  }

  private void match(Statement line) {
    context.words().atMost(line, 1);
    if (line.arguments().isEmpty()) {
      match = Optional.of(Match.ALL);
      return;
    }
    Word word = line.arguments().get(0);
    switch (word.text()) {
      case "initial" -> match = Optional.of(Match.BEGINNING);
      case "partial" -> match = Optional.of(Match.FIRST_ARGUMENTS);
      default -> context.words().unknown(word, "a kind of match", MATCHES);
    }
  }
}
