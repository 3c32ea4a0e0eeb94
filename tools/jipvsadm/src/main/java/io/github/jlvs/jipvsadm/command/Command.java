// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.command;

import io.github.jlvs.ipvs.Operation;
import io.github.jlvs.ipvs.ServiceId;
import java.util.Optional;
import java.util.OptionalInt;

/** What a command line asks for. */
public sealed interface Command {
  /**
   * One change to the kernel's table.
   *
   * @param operation the change
   * @param dryRun whether it is only told
   */
  record Change(Operation operation, boolean dryRun) implements Command {}

  /**
   * A change rejected without asking the kernel: the name of a scheduler, an engine or an interface
   * is too long or has blanks.
   *
   * @param message what the kernel would say
   */
  record Impossible(String message) implements Command {}

  /**
   * The list of services and real servers.
   *
   * @param service the only one, or empty for all
   * @param columns what is told of each
   * @param style how
   * @param watchSeconds empty for one list, or how often it is shown again, in seconds
   */
  record ListTable(
      Optional<ServiceId> service, Columns columns, Style style, OptionalInt watchSeconds)
      implements Command {}

  /**
   * The list of connections.
   *
   * @param service whose, or empty for all
   * @param engineData whether the columns of persistence engines are shown
   * @param style how
   */
  record ListConnections(Optional<ServiceId> service, boolean engineData, Style style)
      implements Command {}

  /**
   * The timeouts of idle connections.
   *
   * @param json as JSON
   */
  record ListTimeouts(boolean json) implements Command {}

  /**
   * The synchronisation daemons.
   *
   * @param json as JSON
   */
  record ListDaemons(boolean json) implements Command {}

  /**
   * How a list is written.
   *
   * @param numeric numbers rather than names
   * @param exact large numbers in full
   * @param sorted in ipvsadm's order rather than the kernel's
   * @param json as JSON; the others do not matter then
   */
  record Style(boolean numeric, boolean exact, boolean sorted, boolean json) {}

  /** What is told of services and real servers. */
  enum Columns {
    PLAIN,
    STATISTICS,
    RATES,
    THRESHOLDS,
    PERSISTENT_CONNECTIONS,
    TUNNELS
  }

  /**
   * The table as rules.
   *
   * @param numeric numbers rather than names
   */
  record Save(boolean numeric) implements Command {}

  /**
   * Executes rules.
   *
   * @param atomic nothing unless all can be understood
   * @param dryRun whether it is only told
   */
  record Restore(boolean atomic, boolean dryRun) implements Command {}

  /**
   * Replaces the table by the rules of standard input.
   *
   * @param dryRun whether the changes are only printed
   * @param policy which refusals decide the exit status
   */
  record Replace(boolean dryRun, ExitPolicy policy) implements Command {}

  /** Which refusals decide the exit status of a replacement. */
  enum ExitPolicy {
    /** Any: the table is not what the rules say. */
    ANY_REFUSAL,
    /** That of the last line alone, as with ipvsadm-restore. */
    LAST_LINE
  }

  /**
   * Prints how the table differs from a file of rules.
   *
   * @param file the file; empty for standard input
   */
  record Diff(Optional<String> file) implements Command {}

  /** The help. */
  record Help() implements Command {}

  /** The version. */
  record Version() implements Command {}
}
