// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.rules;

import io.github.jlvs.ipvs.text.UsageException;
import io.github.jlvs.jipvsadm.Console;
import io.github.jlvs.jipvsadm.ExitStatus;
import io.github.jlvs.jipvsadm.Session;
import io.github.jlvs.jipvsadm.command.Command;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Prints what the rules of {@code -R} would do, and does nothing. */
final class RestoreDryRun {
  private final RuleFile file;
  private final Console console;
  private final DryRun dryRun;
  private int status = ExitStatus.OK;

  RestoreDryRun(Session session, RuleFile file) {
    this.file = file;
    this.console = session.console();
    this.dryRun = new DryRun(session.ipvs().snapshot().table(), console);
  }

  int run(boolean atomic) throws IOException {
    if (atomic) {
      List<Command> commands = new ArrayList<>();
      List<Long> numbers = new ArrayList<>();
      int bad = file.all(commands, numbers);
      for (int i = 0; bad == ExitStatus.OK && i < commands.size(); i++) {
        execute(commands.get(i), numbers.get(i));
      }
      return bad == ExitStatus.OK ? status : bad;
    }
    while (file.next()) {
      try {
        execute(file.command(), file.number());
      } catch (UsageException e) {
        file.tell(e);
        status = ExitStatus.of(e.kind());
        if (e.kind() != UsageException.Kind.SYNTAX) {
          file.checkRest();
          return status;
        }
      }
    }
    return status;
  }

  /** Lists and the like change nothing, and are left out. */
  private void execute(Command command, long number) {
    if (command instanceof Command.Change change) {
      status = dryRun.run(change.operation(), "line " + number + ": ");
    } else if (command instanceof Command.Impossible impossible) {
      console.tell("line " + number + ": " + impossible.message());
      status = ExitStatus.REFUSED;
    } else {
      status = ExitStatus.OK;
    }
  }
}
