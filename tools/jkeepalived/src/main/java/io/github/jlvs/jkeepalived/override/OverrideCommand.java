// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.override;

import io.github.jlvs.healthcheck.AdministrativeState;
import io.github.jlvs.jkeepalived.control.command.Arguments;
import io.github.jlvs.jkeepalived.control.command.BadArgument;
import io.github.jlvs.jkeepalived.control.command.Caller;
import io.github.jlvs.jkeepalived.control.command.Command;
import io.github.jlvs.jkeepalived.control.command.CommandResult;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Drains or disables a real server, or gives it another weight. */
public final class OverrideCommand implements Command {
  /** Where it is asked for. */
  public static final String PATH = "/v1/overrides";

  private final Supplier<List<VirtualServerSetup>> configured;
  private final Deciding deciding;
  private final InstantSource clock;
  private final BooleanSupplier templatesExpire;

  /**
   * Decides nothing yet.
   *
   * @param configured the virtual servers as they are at the moment
   */
  public OverrideCommand(Supplier<List<VirtualServerSetup>> configured, Deciding deciding) {
    this(configured, deciding, InstantSource.system(), QuiescentTemplates::expire);
  }

  OverrideCommand(
      Supplier<List<VirtualServerSetup>> configured,
      Deciding deciding,
      InstantSource clock,
      BooleanSupplier templatesExpire) {
    this.configured = configured;
    this.deciding = deciding;
    this.clock = clock;
    this.templatesExpire = templatesExpire;
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public Set<String> arguments() {
    return Set.of("server", "service", "state", "weight", "for", "why");
  }

  @Override
  public CompletionStage<CommandResult> begin(Arguments arguments, Caller caller) {
    Choice choice = Choice.of(arguments);
    AdministrativeState state = state(arguments);
    Instant now = clock.instant();
    Optional<Instant> until = arguments.span("for").map(now::plus);
    Optional<String> why = arguments.optional("why");
    why.flatMap(PlainText::fault)
        .ifPresent(
            fault -> {
              throw new BadArgument("the argument 'why' " + fault);
            });
    Choice.Found found = choice.in(configured.get());
    if (found instanceof Choice.Found.Targets targets) {
      List<ServerOverride> decided =
          targets.targets().stream()
              .map(each -> new ServerOverride(each, state, caller.user(), now, until, why))
              .toList();
      return decide(decided, warnings(state, targets.servers()));
    } else if (found instanceof Choice.Found.Nothing nothing) {
      return CompletableFuture.completedFuture(new CommandResult.Refused(nothing.why()));
    }
    throw new IllegalStateException("not known what this means: " + found);
  }

  private static AdministrativeState state(Arguments arguments) {
    String written = arguments.text("state");
    StateWord word =
        StateWord.written(written)
            .orElseThrow(
                () -> new BadArgument("the argument 'state' is drain, disabled or weight"));
    if (arguments.optional("weight").filter("0"::equals).isPresent()) {
      throw new BadArgument("with weight 0 it takes no new connections: that is to drain it");
    }
    Optional<Integer> weight = arguments.number("weight", 1, Integer.MAX_VALUE);
    if (word != StateWord.WEIGHT && weight.isPresent()) {
      throw new BadArgument("the argument 'weight' goes with state weight alone");
    }
    return switch (word) {
      case DRAIN -> new AdministrativeState.Drained();
      case DISABLED -> new AdministrativeState.Disabled();
      case WEIGHT ->
          new AdministrativeState.Weighted(
              weight.orElseThrow(() -> new BadArgument("the argument 'weight' is missing")));
    };
  }

  private List<String> warnings(AdministrativeState state, List<VirtualServerSetup> servers) {
    List<String> warnings = new ArrayList<>();
    if (state instanceof AdministrativeState.Drained) {
      boolean expire = templatesExpire.getAsBoolean();
      servers.forEach(each -> warnings.addAll(DrainWarning.of(each, expire)));
    }
    servers.forEach(each -> StatelessWarning.of(each, state).ifPresent(warnings::add));
    return warnings.stream().distinct().toList();
  }

  private CompletionStage<CommandResult> decide(
      List<ServerOverride> decided, List<String> warnings) {
    return deciding
        .set(decided, warnings)
        .thenApply(
            outcome -> {
              List<String> lines = new ArrayList<>();
              decided.forEach(each -> lines.add(OverrideWords.decided(each)));
              warnings.forEach(each -> lines.add("Warning: " + each));
              return result(outcome, lines);
            });
  }

  static CommandResult result(OverrideDesk.Outcome outcome, List<String> done) {
    return outcome instanceof OverrideDesk.Outcome.NotKept refused
        ? new CommandResult.Refused("nothing is changed: " + refused.why())
        : new CommandResult.Done(done);
  }
}
