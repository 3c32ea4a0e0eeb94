// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.command;

import java.util.Set;
import java.util.concurrent.CompletionStage;

/** One thing that a POST has the daemon do. Thread-safe. */
public interface Command {
  /** Where it is asked for, such as {@code /v1/reload}. */
  String path();

  /** The names of the arguments that it has. */
  Set<String> arguments();

  /**
   * Begins. Of the control socket's thread: never waits.
   *
   * @param arguments of the names above alone
   * @param caller who may do it
   * @return what comes of it, completed on any thread; completed exceptionally by a fault of the
   *     program
   * @throws BadArgument if one is not what it has to be, or is missing; nothing has begun then
   */
  CompletionStage<CommandResult> begin(Arguments arguments, Caller caller);
}
