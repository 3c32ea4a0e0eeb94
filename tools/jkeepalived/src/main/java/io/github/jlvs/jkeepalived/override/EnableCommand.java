// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.override;

import io.github.jlvs.jkeepalived.control.command.Arguments;
import io.github.jlvs.jkeepalived.control.command.Caller;
import io.github.jlvs.jkeepalived.control.command.Command;
import io.github.jlvs.jkeepalived.control.command.CommandResult;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Takes back what was decided of a real server: its health alone counts again. */
public final class EnableCommand implements Command {
  /** Where it is asked for. */
  public static final String PATH = "/v1/overrides/remove";

  private final Supplier<List<VirtualServerSetup>> configured;
  private final Deciding deciding;

  /**
   * Decides nothing yet.
   *
   * @param configured the virtual servers as they are at the moment
   */
  public EnableCommand(Supplier<List<VirtualServerSetup>> configured, Deciding deciding) {
    this.configured = configured;
    this.deciding = deciding;
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
    Choice choice = Choice.of(arguments);
    List<VirtualServerSetup> servers = configured.get();
    return deciding
        .takeBack(choice::means, caller.user())
        .thenApply(
            outcome ->
                outcome instanceof OverrideDesk.Outcome.Kept kept && kept.changed().isEmpty()
                    ? nothing(choice, kept.left(), servers)
                    : OverrideCommand.result(outcome, lines(outcome)));
  }

  private static List<String> lines(OverrideDesk.Outcome outcome) {
    return outcome instanceof OverrideDesk.Outcome.Kept kept
        ? kept.changed().stream().map(OverrideWords::over).toList()
        : List.of();
  }

  /** It may be ready anyway, be meant everywhere and not in one, or not be there at all. */
  private static CommandResult nothing(
      Choice choice, Overrides left, List<VirtualServerSetup> servers) {
    Choice anywhere = choice.everywhere();
    List<String> others =
        left.list().stream()
            .filter(each -> choice.service().isPresent() && anywhere.means(each.target()))
            .filter(each -> each.target().service().isEmpty())
            .map(OverrideWords::decided)
            .toList();
    if (!others.isEmpty()) {
      return new CommandResult.Refused(
          String.join("; ", others) + "; that can be taken back in all of them alone");
    }
    return choice.in(servers) instanceof Choice.Found.Nothing unknown
        ? new CommandResult.Refused(unknown.why())
        : new CommandResult.Done(choice.written() + " is enabled: nothing was decided of it");
  }
}
