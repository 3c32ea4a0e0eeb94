// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.command;

import static io.github.jlvs.ipvs.text.UsageException.misuse;

import io.github.jlvs.ipvs.Operation;
import io.github.jlvs.ipvs.SyncDaemon;
import io.github.jlvs.ipvs.Timeouts;
import io.github.jlvs.ipvs.text.CommandOption;
import io.github.jlvs.ipvs.text.NameLookup;
import io.github.jlvs.ipvs.text.OptionReader;
import io.github.jlvs.ipvs.text.ParsedOptions;
import io.github.jlvs.ipvs.text.RuleGrammar;
import io.github.jlvs.ipvs.text.RuleOption;
import io.github.jlvs.ipvs.text.UsageException;
import io.github.jlvs.ipvs.text.UsageException.Kind;
import io.github.jlvs.jipvsadm.command.Command.Columns;
import io.github.jlvs.jipvsadm.command.Command.Style;
import io.github.jlvs.jipvsadm.names.Names;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads a command line, without the program's name, by ipvsadm's rules. */
public final class CommandParser {
  private static final int MOST_SECONDS = 31 * 24 * 60 * 60;

  private final NameLookup names;

  /**
   * A parser.
   *
   * @param names looks names of hosts and services up, where some are used
   */
  public CommandParser(Names names) {
    this.names = new CommandLineNames(names);
  }

  /**
   * Reads a command line.
   *
   * @param words its words
   * @return what it asks for
   * @throws UsageException where it makes no sense
   */
  public Command parse(List<String> words) {
    if (words.isEmpty()) {
      return new Command.ListTable(
          Optional.empty(),
          Columns.PLAIN,
          new Style(false, false, true, false),
          OptionalInt.empty());
    }
    OptionReader reader = new OptionReader(words, OptionTable.options());
    CommandOption command =
        reader.command("a command like -A, -a or -L stands first, -h tells more");
    if (command == Option.HELP) {
      return new Command.Help();
    }
    if (command == Option.VERSION) {
      return new Command.Version();
    }
    SyncDaemon.State state = SyncDaemon.State.MASTER;
    if (command == Option.START_DAEMON || command == Option.STOP_DAEMON) {
      state = state(reader);
    }
    LineOptions options = new LineOptions(names);
    while (reader.next()) {
      options.take(reader);
    }
    Timeouts timeouts = new Timeouts(0, 0, 0);
    if (command == Option.SET) {
      timeouts = timeouts(words, reader.others());
    }
    reader.checkOthers(
        command == Option.SET ? 3 : 0,
        command == Option.RESTORE ? "; rules are read from standard input" : "");
    boolean dryRun = options.has(Option.DRY_RUN);
    if (command instanceof RuleOption rule) {
      return change(rule, options, words.size(), dryRun);
    }
    Option own = (Option) command;
    check(own, List.of(), own.understands(), options, words.size());
    return switch (own) {
      case RESTORE -> new Command.Restore(options.has(Option.ATOMIC), dryRun);
      case SAVE -> new Command.Save(options.has(Option.NUMERIC));
      case LIST, LIST_SMALL -> ListRules.command(options);
      case SET -> new Command.Change(new Operation.SetTimeouts(timeouts), dryRun);
      case START_DAEMON -> {
        SyncDaemon daemon = options.daemon(state);
        yield daemon == null
            ? new Command.Impossible("No such device")
            : new Command.Change(new Operation.StartDaemon(daemon), dryRun);
      }
      case STOP_DAEMON -> new Command.Change(new Operation.StopDaemon(state), dryRun);
      default -> throw new IllegalStateException(own + " is no command");
    };
  }

  private static Command change(RuleOption command, LineOptions options, int end, boolean dryRun) {
    List<CommandOption> understands = new ArrayList<>(command.understands());
    understands.add(Option.DRY_RUN);
    check(command, command.needs(), understands, options, end);
    try {
      return new Command.Change(RuleGrammar.operation(command, options.rule()), dryRun);
    } catch (UsageException e) {
      if (e.kind() == Kind.NO_SUCH_NAME) {
        return new Command.Impossible("Scheduler or persistence engine not found: " + e.message());
      }
      throw e;
    }
  }

  private static void check(
      CommandOption command,
      List<CommandOption> needs,
      Collection<CommandOption> understands,
      LineOptions options,
      int end) {
    options.rule().check(command, needs, understands, OptionTable.options(), end);
  }

  private static SyncDaemon.State state(OptionReader reader) {
    String value = reader.value();
    if ("master".equals(value)) {
      return SyncDaemon.State.MASTER;
    }
    if ("backup".equals(value)) {
      return SyncDaemon.State.BACKUP;
    }
    throw misuse(reader.valueWord(), reader.option() + " " + value + ": it takes master or backup");
  }

  private static Timeouts timeouts(List<String> words, List<Integer> others) {
    if (others.size() < 3) {
      throw misuse(
          words.size(), "--set: it takes three timeouts in seconds: TCP, TCP after a FIN, UDP");
    }
    int[] seconds = new int[3];
    for (int i = 0; i < 3; i++) {
      int word = others.get(i);
      seconds[i] = (int) ParsedOptions.number("--set", words.get(word), word, 0, MOST_SECONDS);
    }
    return new Timeouts(seconds[0], seconds[1], seconds[2]);
  }
}
