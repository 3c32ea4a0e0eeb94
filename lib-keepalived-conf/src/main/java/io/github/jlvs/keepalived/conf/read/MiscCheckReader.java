// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.command;
import static io.github.jlvs.keepalived.conf.argument.Argument.presence;
import static io.github.jlvs.keepalived.conf.argument.Argument.seconds;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.probe.ScriptProbe;
import io.github.jlvs.keepalived.conf.keyword.BlockKind;
import io.github.jlvs.keepalived.conf.keyword.DeclaredBlock;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.keyword.Standard;
import io.github.jlvs.keepalived.conf.model.Command;
import io.github.jlvs.keepalived.conf.model.ScriptUser;
import io.github.jlvs.keepalived.conf.text.Statement;
import java.time.Duration;
import java.util.Optional;

/** Reads {@code MISC_CHECK}. */
final class MiscCheckReader implements CheckReader {
  private static final CheckOptions.Usual USUAL =
      new CheckOptions.Usual(0, Optional.of(Duration.ofSeconds(1)));

  static final DeclaredBlock<MiscCheckReader> BLOCK =
      new DeclaredBlock<>(
          BlockKind.MISC_CHECK,
          Keywords.<MiscCheckReader>none()
              .on(
                  keyword("misc_path", Located.line(command()))
                      .byDefault(Standard.inWords("an error"))
                      .says(
                          "What is run; status 0 is a success. Arguments stand in quotes with it"),
                  MiscCheckReader::script)
              .on(
                  keyword("misc_timeout", seconds("0.001", "86400"))
                      .byDefault(Standard.sameAs("delay_loop"))
                      .says("A run that takes longer has failed, and is ended with all it started"),
                  (reader, time) -> reader.limit = time)
              .on(
                  keyword("misc_dynamic", presence())
                      .says("A status above 1 is a success, and the server's weight plus 2"),
                  (reader, at) -> reader.weighing = true)
              .on(
                  keyword("user", UserArgument.USER)
                      .byDefault(Standard.sameAs("script_user"))
                      .says("Whom it runs as"),
                  (reader, user) -> reader.user = user)
              .with(CheckOptions.ofScripts(USUAL), reader -> reader.options));

  private final Statement check;
  private final ReaderContext context;
  private final CheckOptions options = new CheckOptions();
  private Optional<Command> command = Optional.empty();
  private boolean given;
  private Optional<Duration> limit = Optional.empty();
  private boolean weighing;
  private Optional<ScriptUser> user = Optional.empty();

  MiscCheckReader(Statement check, ReaderContext context) {
    this.check = check;
    this.context = context;
  }

  MiscCheckReader read() {
    context.words().atMost(check, 0);
    new BlockReader<>(BLOCK, this, context).read(check.children());
    if (!given) {
      context
          .diagnostics()
          .error(check.position(), "'misc_path' is missing in this MISC_CHECK: what is run");
    }
    return this;
  }

  private void script(Located<Optional<Command>> line) {
    given = true;
    command = line.value();
    ScriptUsers.refuseBehind(line, context.diagnostics());
  }

  @Override
  public Optional<Check> within(CheckedServer server, CheckDefaults outer) {
    return command.map(
        run ->
            new Check(
                options.within(outer.options()).policyOfScript(USUAL, limit),
                new ScriptProbe(
                    run.words(),
                    user.map(ScriptUser::user),
                    user.flatMap(ScriptUser::group),
                    weighing)));
  }
}
