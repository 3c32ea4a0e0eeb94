// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.linux.TriedNow;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.jkeepalived.control.command.Arguments;
import io.github.jlvs.jkeepalived.control.command.Caller;
import io.github.jlvs.jkeepalived.control.command.Command;
import io.github.jlvs.jkeepalived.control.command.CommandResult;
import io.github.jlvs.jkeepalived.override.Choice;
import io.github.jlvs.jkeepalived.override.ServiceName;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Has checks of real servers make a try before their time, and tells what these found. */
public final class CheckNowCommand implements Command {
  /** Where it is asked for. */
  public static final String PATH = "/v1/checks/now";

  private final Supplier<List<VirtualServerSetup>> configured;
  private final TryingNow trying;

  /** What makes the tries. Thread-safe. */
  @FunctionalInterface
  public interface TryingNow {
    /**
     * Makes a try of each check of a real server.
     *
     * @return what came of each; completed exceptionally with an IllegalArgumentException where a
     *     reload has taken the server away
     */
    CompletionStage<List<TriedNow>> of(VirtualServerSetup in, RealServer server);
  }

  /**
   * Asks for nothing yet.
   *
   * @param configured the virtual servers as they are at the moment
   */
  public CheckNowCommand(Supplier<List<VirtualServerSetup>> configured, TryingNow trying) {
    this.configured = configured;
    this.trying = trying;
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public Set<String> arguments() {
    return Set.of("server", "service");
  }

  @Override
  public CompletionStage<CommandResult> begin(Arguments arguments, Caller caller) {
    Choice choice = Choice.orAll(arguments);
    Choice.Found found = choice.in(configured.get());
    if (found instanceof Choice.Found.Nothing nothing) {
      return CompletableFuture.completedFuture(new CommandResult.Refused(nothing.why()));
    } else if (found instanceof Choice.Found.Targets targets) {
      List<CompletableFuture<List<Line>>> all = new ArrayList<>();
      for (VirtualServerSetup each : targets.servers()) {
        each.checks().realServers().stream()
            .filter(choice::means)
            .forEach(server -> all.add(tried(each, server)));
      }
      return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new))
          .thenApply(done -> result(all.stream().flatMap(each -> each.join().stream()).toList()));
    }
    throw new IllegalStateException("not known what this means: " + found);
  }

  private CompletableFuture<List<Line>> tried(VirtualServerSetup in, RealServer server) {
    String name = server.address() + " of " + ServiceName.of(in.name());
    return trying
        .of(in, server)
        .thenApply(
            tries ->
                tries.isEmpty()
                    ? List.of(new Line(true, name + " has no check"))
                    : tries.stream().map(each -> line(name, each)).toList())
        .exceptionally(failure -> gone(name, failure))
        .toCompletableFuture();
  }

  private static List<Line> gone(String name, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof IllegalArgumentException) {
      return List.of(new Line(false, name + " is not in the configuration any more"));
    }
    throw new CompletionException(cause);
  }

  /** What came of one. */
  private record Line(boolean well, String text) {}

  private static Line line(String name, TriedNow tried) {
    Check check = tried.check();
    String of = name + ": " + check.probe().checkName() + ": ";
    if (tried instanceof TriedNow.Found found) {
      return found.result() instanceof ProbeResult.Failure failure
          ? new Line(false, of + failure.detail())
          : new Line(true, of + "success");
    } else if (tried instanceof TriedNow.Impossible impossible) {
      return new Line(false, of + "could not be made: " + impossible.cause().getMessage());
    } else if (tried instanceof TriedNow.Dropped) {
      return new Line(false, of + "was not made: the check rests, or a reload has ended it");
    }
    throw new IllegalStateException("not known what came of it: " + tried);
  }

  private static CommandResult result(List<Line> lines) {
    List<String> well = lines.stream().filter(Line::well).map(Line::text).toList();
    List<String> failed = lines.stream().filter(each -> !each.well).map(Line::text).toList();
    return new CommandResult.Done(well, failed);
  }
}
