// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.rules;

import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.IpvsException;
import io.github.jlvs.ipvs.Operation;
import io.github.jlvs.ipvs.Outcome;
import io.github.jlvs.ipvs.text.UsageException;
import io.github.jlvs.jipvsadm.Console;
import io.github.jlvs.jipvsadm.Execution;
import io.github.jlvs.jipvsadm.ExitException;
import io.github.jlvs.jipvsadm.ExitStatus;
import io.github.jlvs.jipvsadm.KernelText;
import io.github.jlvs.jipvsadm.Permission;
import io.github.jlvs.jipvsadm.Session;
import io.github.jlvs.jipvsadm.command.Command;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Executes rules in their order. Changes that follow one another are sent to the kernel together,
 * as long as no reader has to wait for more lines: the kernel does them one by one all the same,
 * and answers each.
 */
public final class RestoreRun {
  private static final int MOST_TOGETHER = 1024;

  private final Session session;
  private final Ipvs ipvs;
  private final Console console;
  private final RuleFile file;
  private final Execution execution;
  private final List<Operation> pending = new ArrayList<>();
  private final List<Long> pendingLines = new ArrayList<>();
  private int status = ExitStatus.OK;

  /**
   * Executes the rules of standard input.
   *
   * @param session what the rules work with
   */
  public RestoreRun(Session session) {
    this.session = session;
    this.ipvs = session.ipvs();
    this.console = session.console();
    this.file = new RuleFile(console.in(), session.names(), console);
    this.execution = new Execution(session);
  }

  /**
   * Does the command {@code -R}.
   *
   * @return the exit status: that of the last line, or of the one that could not be understood
   */
  public int run(Command.Restore command) {
    // Without permission nothing is read, and nothing tried.
    Permission.require(ipvs);
    try {
      if (command.dryRun()) {
        return new RestoreDryRun(session, file).run(command.atomic());
      }
      return command.atomic() ? atomic() : lineByLine();
    } catch (IOException e) {
      throw RuleFile.unreadable(Console.STANDARD_INPUT, e);
    }
  }

  private int lineByLine() throws IOException {
    while (file.next()) {
      Command command;
      try {
        command = file.command();
      } catch (UsageException e) {
        flush();
        file.tell(e);
        status = ExitStatus.of(e.kind());
        if (e.kind() != UsageException.Kind.SYNTAX) {
          file.checkRest();
          return status;
        }
        continue;
      }
      execute(file.number(), command);
      if (!file.more()) {
        flush();
      }
    }
    flush();
    return status;
  }

  private int atomic() throws IOException {
    List<Command> commands = new ArrayList<>();
    List<Long> numbers = new ArrayList<>();
    int bad = file.all(commands, numbers);
    if (bad != ExitStatus.OK) {
      console.tell("nothing was changed (--atomic)");
      return bad;
    }
    for (int i = 0; i < commands.size(); i++) {
      execute(numbers.get(i), commands.get(i));
    }
    flush();
    return status;
  }

  private void execute(long number, Command command) {
    if (command instanceof Command.Change change && !change.dryRun()) {
      pending.add(change.operation());
      pendingLines.add(number);
      if (pending.size() == MOST_TOGETHER) {
        flush();
      }
    } else {
      flush();
      status = other(number, command);
    }
  }

  private int other(long number, Command command) {
    String where = "line " + number + ": ";
    if (command instanceof Command.Impossible impossible) {
      console.tell(where + impossible.message());
      return ExitStatus.REFUSED;
    }
    try {
      return execution.run(command);
    } catch (ExitException e) {
      throw e.message().isEmpty() ? e : new ExitException(e.status(), where + e.message());
    }
  }

  private void flush() {
    if (pending.isEmpty()) {
      return;
    }
    List<Outcome> outcomes = ipvs.apply(pending);
    for (int i = 0; i < outcomes.size(); i++) {
      status = tell("line " + pendingLines.get(i) + ": ", outcomes.get(i));
    }
    pending.clear();
    pendingLines.clear();
  }

  private int tell(String where, Outcome outcome) {
    IpvsException cause;
    if (outcome instanceof Outcome.Refused refused) {
      cause = refused.cause();
    } else if (outcome instanceof Outcome.Unknown unknown) {
      cause = unknown.cause();
    } else if (outcome instanceof Outcome.Done) {
      return ExitStatus.OK;
    } else {
      throw new IllegalStateException("not known what has become of it: " + outcome);
    }
    if (KernelText.notPermitted(cause)) {
      throw KernelText.end(cause);
    }
    console.tell(where + KernelText.of(outcome.operation(), cause));
    return ExitStatus.REFUSED;
  }
}
