// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import io.github.jlvs.jkeepalived.control.command.Arguments;
import io.github.jlvs.jkeepalived.control.command.BadArgument;
import io.github.jlvs.jkeepalived.control.command.Caller;
import io.github.jlvs.jkeepalived.control.command.Command;
import io.github.jlvs.jkeepalived.control.command.CommandResult;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Has a master let another router be it for a time, or ends that. */
final class FailoverCommand implements Command {
  /** Long enough to work on a director, and nobody forgets it for ever. */
  private static final Duration USUAL = Duration.ofMinutes(10);

  private final Supplier<Optional<RouterPart>> routers;

  /**
   * Asks nobody yet.
   *
   * @param routers the virtual routers, once there are any; thread-safe
   */
  FailoverCommand(Supplier<Optional<RouterPart>> routers) {
    this.routers = routers;
  }

  @Override
  public String path() {
    return "/v1/failover";
  }

  @Override
  public Set<String> arguments() {
    return Set.of("router", "for", "end");
  }

  @Override
  public CompletionStage<CommandResult> begin(Arguments arguments, Caller caller) {
    String router = arguments.text("router");
    boolean end = arguments.flag("end");
    Optional<Duration> length = arguments.span("for");
    if (end && length.isPresent()) {
      throw new BadArgument("'end' ends it now: leave 'for' out");
    }
    Optional<RouterPart> part = routers.get();
    if (part.isEmpty()) {
      return CompletableFuture.completedFuture(
          new CommandResult.Refused("there are no virtual routers"));
    }
    Duration rest = length.orElse(USUAL);
    CompletableFuture<CommandResult> done =
        end
            ? part.get().endRest(router).thenApply(names -> ended(router, names))
            : part.get().resign(router, rest).thenApply(names -> resigned(names, rest));
    return done.exceptionally(FailoverCommand::refused);
  }

  private static CommandResult resigned(List<String> names, Duration rest) {
    String until = Instant.now().plus(rest).truncatedTo(ChronoUnit.SECONDS).toString();
    return new CommandResult.Done(
        names.stream()
            .map(name -> name + " has resigned; its priority is 1 until " + until)
            .toList());
  }

  private static CommandResult ended(String router, List<String> names) {
    return names.isEmpty()
        ? new CommandResult.Refused("virtual router " + router + " has its own priority already")
        : new CommandResult.Done(
            names.stream().map(name -> name + " has its own priority again").toList());
  }

  private static CommandResult refused(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof IllegalArgumentException refusal) {
      return new CommandResult.Refused(String.valueOf(refusal.getMessage()));
    }
    throw new CompletionException(cause);
  }
}
