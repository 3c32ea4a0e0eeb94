// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.rules;

import io.github.jlvs.ipvs.text.UsageException;
import io.github.jlvs.ipvs.text.UsageException.Kind;
import io.github.jlvs.jipvsadm.Console;
import io.github.jlvs.jipvsadm.ExitException;
import io.github.jlvs.jipvsadm.ExitStatus;
import io.github.jlvs.jipvsadm.UsageReport;
import io.github.jlvs.jipvsadm.command.Command;
import io.github.jlvs.jipvsadm.command.CommandParser;
import io.github.jlvs.jipvsadm.names.Names;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Rules as commands, with their places for messages. */
final class RuleFile {
  private final RuleReader reader;
  private final CommandParser parser;
  private final UsageReport report;

  RuleFile(InputStream in, Names names, Console console) {
    reader = new RuleReader(in);
    parser = new CommandParser(names);
    report = new UsageReport(console);
  }

  /** Goes to the next line that has words. */
  boolean next() throws IOException {
    return reader.next();
  }

  /** Whether more is at hand. */
  boolean more() throws IOException {
    return reader.more();
  }

  /** The line's number, from 1. */
  long number() {
    return reader.number();
  }

  /** Whether the line begins with a number sign. */
  boolean isComment() {
    return reader.isComment();
  }

  /**
   * What the line asks for.
   *
   * @throws UsageException where it makes no sense
   */
  Command command() {
    Command command = parser.parse(reader.words());
    boolean endless =
        command instanceof Command.ListTable table && table.watchSeconds().isPresent();
    if (command instanceof Command.Restore || endless) {
      throw new UsageException(Kind.NO_COMMAND, 0, "this cannot be a rule itself");
    }
    return command;
  }

  /** Tells what is wrong with the line. */
  void tell(UsageException error) {
    String where = "line " + number() + ", column " + reader.column(error.word()) + ": ";
    if (reader.isCutOff()) {
      where += "(the file ends in the midst of this line) ";
    }
    report.tell(where, reader.wordsSoFar(), error);
  }

  /** Reads what is left, and tells of every line that makes no sense. */
  void checkRest() throws IOException {
    while (next()) {
      try {
        Command unused = command();
      } catch (UsageException e) {
        tell(e);
      }
    }
  }

  /**
   * Reads all lines.
   *
   * @param commands gets what they ask for
   * @param numbers gets where they stand
   * @return the exit status of the first line that makes no sense; each of them has been told then
   */
  int all(List<Command> commands, List<Long> numbers) throws IOException {
    int bad = ExitStatus.OK;
    while (next()) {
      try {
        Command command = command();
        if (bad == ExitStatus.OK) {
          commands.add(command);
          numbers.add(number());
        }
      } catch (UsageException e) {
        tell(e);
        bad = bad == ExitStatus.OK ? ExitStatus.of(e.kind()) : bad;
      }
    }
    return bad;
  }

  /**
   * The end of a program whose rules cannot be read.
   *
   * @param file what they are read from
   */
  static ExitException unreadable(String file, IOException e) {
    return new ExitException(ExitStatus.NOT_LISTED, file + " cannot be read: " + e.getMessage());
  }
}
