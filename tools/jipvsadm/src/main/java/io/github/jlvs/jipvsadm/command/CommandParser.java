// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.command;

import static io.github.jlvs.jipvsadm.command.UsageException.misuse;

import io.github.jlvs.ipvs.Operation;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.SyncDaemon;
import io.github.jlvs.ipvs.Timeouts;
import io.github.jlvs.jipvsadm.command.Command.Columns;
import io.github.jlvs.jipvsadm.command.Command.Style;
import io.github.jlvs.jipvsadm.command.UsageException.Kind;
import io.github.jlvs.jipvsadm.names.Names;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads a command line, without the program's name, by ipvsadm's rules. */
public final class CommandParser {
  private final Names names;

  /**
   * A parser.
   *
   * @param names looks names of hosts and services up, where some are used
   */
  public CommandParser(Names names) {
    this.names = names;
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
    OptionReader reader = new OptionReader(words);
    Option option = first(reader, words);
    CommandName name = CommandName.of(option);
    if (name == CommandName.HELP) {
      return new Command.Help();
    }
    if (name == CommandName.VERSION) {
      return new Command.Version();
    }
    SyncDaemon.State state = SyncDaemon.State.MASTER;
    if (name == CommandName.START_DAEMON || name == CommandName.STOP_DAEMON) {
      state = state(reader);
    }
    Draft draft = new Draft(names);
    while (reader.next()) {
      draft.take(reader);
    }
    Timeouts timeouts = null;
    List<Integer> others = reader.others();
    if (name == CommandName.SET) {
      timeouts = timeouts(words, others);
      others = others.subList(3, others.size());
    }
    if (!others.isEmpty()) {
      int other = others.get(0);
      throw misuse(
          other,
          "\""
              + words.get(other)
              + "\": it belongs to no option"
              + (name == CommandName.RESTORE ? "; rules are read from standard input" : ""));
    }
    check(name, option, draft, words.size());
    boolean dryRun = draft.has(Option.DRY_RUN);
    return switch (name) {
      case ADD_SERVICE, EDIT_SERVICE ->
          ServiceRules.command(draft, name == CommandName.ADD_SERVICE, dryRun);
      case DELETE_SERVICE ->
          new Command.Change(new Operation.DeleteService(draft.service().orElseThrow()), dryRun);
      case CLEAR -> new Command.Change(new Operation.Flush(), dryRun);
      case RESTORE -> new Command.Restore(draft.has(Option.ATOMIC), dryRun);
      case SAVE -> new Command.Save(draft.has(Option.NUMERIC));
      case ADD_SERVER, EDIT_SERVER, DELETE_SERVER -> ServerRules.command(draft, name, dryRun);
      case LIST -> ListRules.command(draft);
      case ZERO -> new Command.Change(zero(draft.service()), dryRun);
      case SET -> {
        if (timeouts == null) {
          throw new IllegalStateException("no timeouts");
        }
        yield new Command.Change(new Operation.SetTimeouts(timeouts), dryRun);
      }
      case START_DAEMON -> {
        SyncDaemon daemon = draft.daemon(state);
        yield daemon == null
            ? new Command.Impossible("No such device")
            : new Command.Change(new Operation.StartDaemon(daemon), dryRun);
      }
      case STOP_DAEMON -> new Command.Change(new Operation.StopDaemon(state), dryRun);
      case HELP, VERSION -> throw new IllegalStateException("done before");
    };
  }

  /** The first option must be a command; anything else is answered like no command at all. */
  private static Option first(OptionReader reader, List<String> words) {
    String why;
    int word = 0;
    try {
      if (reader.next()) {
        if (reader.option().isCommand()) {
          return reader.option();
        }
        word = reader.word();
        why = reader.option() + ": it is no command";
      } else {
        why = '"' + words.get(0) + "\": it is no command";
      }
    } catch (UsageException e) {
      if (reader.isKnown()) {
        throw new UsageException(Kind.NO_COMMAND, e.word(), e.message());
      }
      word = e.word();
      why = e.message();
    }
    throw new UsageException(
        Kind.NO_COMMAND, word, why + "; a command like -A, -a or -L stands first, -h tells more");
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
      seconds[i] = (int) Draft.seconds(words.get(word), word);
    }
    return new Timeouts(seconds[0], seconds[1], seconds[2]);
  }

  private static void check(CommandName name, Option command, Draft draft, int end) {
    for (Option needed : name.needed()) {
      if (!draft.has(needed)) {
        throw misuse(
            end,
            command
                + ": "
                + (needed == Option.TCP_SERVICE
                    ? "the service is missing (-t, -u, --sctp-service or -f)"
                    : "the real server is missing (-r)"));
      }
    }
    for (Option given : draft.given().keySet()) {
      if (!name.allowed().contains(given.slot())) {
        throw misuse(draft.wordOf(given), draft.said(given) + ": it does not go with " + command);
      }
    }
  }

  private static Operation zero(Optional<ServiceId> service) {
    return service.isPresent() ? new Operation.ZeroService(service.get()) : new Operation.ZeroAll();
  }
}
