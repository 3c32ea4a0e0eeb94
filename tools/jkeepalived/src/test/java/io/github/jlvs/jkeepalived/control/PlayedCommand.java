// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control;

import io.github.jlvs.jkeepalived.control.command.Arguments;
import io.github.jlvs.jkeepalived.control.command.Caller;
import io.github.jlvs.jkeepalived.control.command.Command;
import io.github.jlvs.jkeepalived.control.command.CommandResult;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** One that has no effect. */
final class PlayedCommand implements Command {
  private final AtomicInteger begun = new AtomicInteger();

  int begun() {
    return begun.get();
  }

  @Override
  public String path() {
    return "/v1/play";
  }

  @Override
  public Set<String> arguments() {
    return Set.of("what", "loud");
  }

  @Override
  public CompletionStage<CommandResult> begin(Arguments arguments, Caller caller) {
    String what = arguments.text("what");
    boolean loud = arguments.flag("loud");
    int unused = begun.incrementAndGet();
    return CompletableFuture.completedFuture(
        what.equals("nothing")
            ? new CommandResult.Refused("nothing is played")
            : new CommandResult.Done(loud ? List.of("played " + what, "loud") : List.of(what)));
  }
}
