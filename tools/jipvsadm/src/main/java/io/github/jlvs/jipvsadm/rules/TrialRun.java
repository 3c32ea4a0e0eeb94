// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.rules;

import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.jipvsadm.Console;
import io.github.jlvs.jipvsadm.ExitStatus;
import io.github.jlvs.jipvsadm.command.Command;
import io.github.jlvs.jipvsadm.command.UsageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Tells what rules would do, and does nothing. */
final class TrialRun {
  private final RuleFile file;
  private final Console console;
  private final Trial trial;
  private int status = ExitStatus.OK;

  TrialRun(Ipvs ipvs, RuleFile file, Console console) {
    this.file = file;
    this.console = console;
    this.trial = Trial.of(ipvs.snapshot().table());
  }

  int run(boolean atomic) throws IOException {
    if (atomic) {
      List<Command> commands = new ArrayList<>();
      List<Long> numbers = new ArrayList<>();
      int bad = file.all(commands, numbers);
      for (int i = 0; bad == ExitStatus.OK && i < commands.size(); i++) {
        tryOut(commands.get(i), numbers.get(i));
      }
      return bad == ExitStatus.OK ? status : bad;
    }
    while (file.next()) {
      try {
        tryOut(file.command(), file.number());
      } catch (UsageException e) {
        file.tell(e);
        status = e.kind().status();
        if (e.kind() != UsageException.Kind.SYNTAX) {
          file.checkRest();
          return status;
        }
      }
    }
    return status;
  }

  /** Lists and the like change nothing, and are left out. */
  private void tryOut(Command command, long number) {
    if (command instanceof Command.Change change) {
      status = Rules.tryOut(trial, change.operation(), "line " + number + ": ", console);
    } else if (command instanceof Command.Impossible impossible) {
      console.tell("line " + number + ": " + impossible.message());
      status = ExitStatus.REFUSED;
    } else {
      status = ExitStatus.OK;
    }
  }
}
