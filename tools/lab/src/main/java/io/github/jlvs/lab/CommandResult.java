// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.lab;

import java.util.List;

/**
 * What a command left behind that was executed and ended by itself. One that could not be executed
 * has no such result, see {@link Host#exec(String...)}.
 *
 * @param command the command and its arguments
 * @param status its exit status; 128 + N when signal N ended it
 * @param out what it wrote on standard output
 * @param err what it wrote on standard error
 */
public record CommandResult(List<String> command, int status, String out, String err) {

  /** Keeps its own copy of the command. */
  public CommandResult {
    command = List.copyOf(command);
  }

  /**
   * Whether the exit status is 0.
   *
   * @return whether it is
   */
  public boolean ok() {
    return status == 0;
  }
}
