// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.rules;

import io.github.jlvs.ipvs.Operation;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.ipvs.TableEditor;
import io.github.jlvs.ipvs.text.UsageException;
import io.github.jlvs.jipvsadm.Console;
import io.github.jlvs.jipvsadm.ExitStatus;
import io.github.jlvs.jipvsadm.KernelText;
import io.github.jlvs.jipvsadm.command.Command;
import io.github.jlvs.linux.Errno;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table that rules make when they begin with an empty one. */
final class RulesToTable {
  private final TableEditor table = TableEditor.of(Table.EMPTY);
  private final Map<Object, Long> lines = new HashMap<>();
  private final List<Command> others = new ArrayList<>();
  private final Console console;
  private int unusable = ExitStatus.OK;
  private int last = ExitStatus.OK;
  private boolean anyRefused;
  private long lastLine;

  RulesToTable(Console console) {
    this.console = console;
  }

  /** Reads rules to their end; lines that begin with a number sign do not count. */
  void read(RuleFile file) throws IOException {
    while (file.next()) {
      if (file.isComment()) {
        continue;
      }
      try {
        take(file.command(), file.number());
      } catch (UsageException e) {
        file.tell(e);
        unusable = unusable == ExitStatus.OK ? ExitStatus.of(e.kind()) : unusable;
      }
    }
  }

  private void take(Command command, long number) {
    lastLine = number;
    last = ExitStatus.OK;
    if (!(command instanceof Command.Change change)) {
      if (command instanceof Command.Impossible impossible) {
        refused(number, impossible.message());
      } else {
        others.add(command);
      }
      return;
    }
    Operation operation = change.operation();
    boolean ofTable =
        operation instanceof Operation.Flush
            || (operation instanceof Operation.OfService
                && !(operation instanceof Operation.ZeroService));
    if (!ofTable || change.dryRun()) {
      others.add(command);
      return;
    }
    Optional<Errno> refusal = table.apply(operation);
    if (refusal.isPresent()) {
      refused(number, KernelText.meaning(operation, refusal.get()) + ": " + operation);
    } else {
      lines.put(key(operation), number);
    }
  }

  private void refused(long number, String message) {
    console.tell("line " + number + ": " + message);
    last = ExitStatus.REFUSED;
    anyRefused = true;
  }

  /** What a change is about: a service, or a destination of one. */
  private static Object key(Operation operation) {
    if (operation instanceof Operation.OfDestination change) {
      return List.of(change.serviceId(), change.destinationId());
    }
    return operation instanceof Operation.OfService change ? change.serviceId() : operation;
  }

  /** The exit status of the first line that makes no sense; 0 where all do. */
  int unusable() {
    return unusable;
  }

  /** Whether the last line was refused by what stands before it. */
  int last() {
    return last;
  }

  /** Whether any line was refused by what stands before it: the file says something else too. */
  boolean anyRefused() {
    return anyRefused;
  }

  /** The number of the last line. */
  long lastLine() {
    return lastLine;
  }

  /** The line that wanted what a change does; empty where none did. */
  Optional<Long> lineOf(Operation operation) {
    return Optional.ofNullable(lines.get(key(operation)));
  }

  /** The table. */
  Table table() {
    return table.table();
  }

  /** What else the rules asked for: lists, timeouts, daemons, counters. */
  List<Command> others() {
    return others;
  }
}
