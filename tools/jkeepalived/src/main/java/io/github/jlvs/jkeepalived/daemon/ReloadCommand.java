// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import io.github.jlvs.jkeepalived.control.command.Arguments;
import io.github.jlvs.jkeepalived.control.command.Caller;
import io.github.jlvs.jkeepalived.control.command.Command;
import io.github.jlvs.jkeepalived.control.command.CommandResult;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What SIGHUP does, and what it would do. */
final class ReloadCommand implements Command {
  /** Has the daemon's thread reload. */
  interface Reload {
    /**
     * Begins one.
     *
     * @param dry whether only to tell what would be done
     */
    CompletableFuture<Reloading> begin(boolean dry);
  }

  private final Reload reload;

  ReloadCommand(Reload reload) {
    this.reload = reload;
  }

  @Override
  public String path() {
    return "/v1/reload";
  }

  @Override
  public Set<String> arguments() {
    return Set.of("dry");
  }

  @Override
  public CompletionStage<CommandResult> begin(Arguments arguments, Caller caller) {
    return reload
        .begin(arguments.flag("dry"))
        .thenApply(
            came ->
                came.taken()
                    ? new CommandResult.Done(came.lines())
                    : new CommandResult.Refused(came.lines()));
  }
}
