// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.asWritten;
import static io.github.jlvs.keepalived.conf.argument.Argument.command;
import static io.github.jlvs.keepalived.conf.argument.Argument.number;
import static io.github.jlvs.keepalived.conf.argument.Argument.presence;
import static io.github.jlvs.keepalived.conf.argument.Argument.seconds;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.keepalived.conf.keyword.BlockKind;
import io.github.jlvs.keepalived.conf.keyword.DeclaredBlock;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.keyword.Standard;
import io.github.jlvs.keepalived.conf.model.Command;
import io.github.jlvs.keepalived.conf.model.ScriptUser;
import io.github.jlvs.keepalived.conf.model.VrrpScript;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import java.time.Duration;
import java.util.Optional;

/** Reads {@code vrrp_script}. */
final class VrrpScriptReader {
  private static final String SHORTEST = "0.001";
  private static final String LONGEST = "4294";
  private static final int MOST = Integer.MAX_VALUE;

  static final DeclaredBlock<VrrpScriptReader> BLOCK =
      new DeclaredBlock<>(
          BlockKind.VRRP_SCRIPT,
          Keywords.<VrrpScriptReader>none()
              .onFirst(
                  keyword("script", Located.line(command()))
                      .byDefault(Standard.inWords("an error"))
                      .says(
                          "What is run; status 0 is a success. Arguments stand in quotes with it"),
                  VrrpScriptReader::script)
              .on(
                  keyword("interval", seconds(SHORTEST, LONGEST))
                      .byDefault(1)
                      .says("How often it is run; while one run lasts, no other begins"),
                  (reader, interval) -> reader.interval = interval.orElse(reader.interval))
              .on(
                  keyword("timeout", seconds(SHORTEST, LONGEST))
                      .byDefault(Standard.sameAs("interval"))
                      .says("A run that takes longer has failed, and is ended with all it started"),
                  (reader, timeout) -> reader.timeout = timeout)
              .on(
                  keyword("weight", asWritten(TrackedItem.description(TrackedItem.USUAL)))
                      .byDefault(Standard.value(0, "which is a fault while it fails"))
                      .says("Above 0 added while it succeeds, below 0 while it fails"),
                  (reader, line) ->
                      reader.weight =
                          TrackedItem.weight(line, TrackedItem.USUAL, reader.context)
                              .orElse(reader.weight))
              .on(
                  keyword("rise", number(1, MOST))
                      .byDefault(1)
                      .says("So many successes in a row make it up"),
                  (reader, count) -> reader.rise = count.orElse(reader.rise))
              .on(
                  keyword("fall", number(1, MOST))
                      .byDefault(1)
                      .says("So many failures in a row make it down"),
                  (reader, count) -> reader.fall = count.orElse(reader.fall))
              .on(
                  keyword("user", UserArgument.USER)
                      .byDefault(Standard.sameAs("script_user"))
                      .says("Whom it runs as"),
                  (reader, user) -> reader.user = user)
              .on(
                  keyword("init_fail", presence())
                      .says("It counts as failed until its first result"),
                  (reader, at) -> reader.initFail = true));

  private final ReaderContext context;
  private Optional<Command> command = Optional.empty();
  private boolean given;
  private Duration interval = Duration.ofSeconds(1);
  private Optional<Duration> timeout = Optional.empty();
  private TrackedItem.Weight weight = TrackedItem.Weight.NONE;
  private int rise = 1;
  private int fall = 1;
  private Optional<ScriptUser> user = Optional.empty();
  private boolean initFail;

  VrrpScriptReader(ReaderContext context) {
    this.context = context;
  }

  Optional<Definition<VrrpScript>> read(Statement block) {
    Optional<Word> name = context.words().only(block, "a name");
    new BlockReader<>(BLOCK, this, context).read(block.children());
    if (!given) {
      context
          .diagnostics()
          .error(block.position(), "'script' is missing in this vrrp_script: what is run");
    }
    return name.flatMap(named -> command.map(run -> definition(named, run)));
  }

  private Definition<VrrpScript> definition(Word name, Command run) {
    VrrpScript script =
        new VrrpScript(
            name.text(),
            new Command(run.words(), user),
            interval,
            timeout.orElse(interval),
            rise,
            fall,
            initFail);
    return new Definition<>(name, script, script.thing(), weight);
  }

  private void script(Located<Optional<Command>> line) {
    given = true;
    command = line.value();
    ScriptUsers.refuseBehind(line, context.diagnostics());
  }
}
