// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

import io.github.jlvs.jkeepalived.control.command.TimeSpan;
import io.github.jlvs.jkeepalived.override.OverrideCommand;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The words of {@code drain}. */
@Command(
    name = "drain",
    description =
        "Has a real server take no new connections and keep those that it has, until it is enabled.")
final class DrainOptions implements Callable<Integer> {
  private final CtlOptions all;

  @Mixin private final Decision decision = new Decision();

  @Option(names = "--wait", description = "Wait until no connection is left.")
  private boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "Wait no longer than this, such as 10m; then the exit status is 124.")
  private Optional<String> timeout = Optional.empty();

  DrainOptions(CtlOptions all) {
    this.all = all;
  }

  @Override
  public Integer call() {
    if (timeout.isPresent() && !wait) {
      throw wrong("--timeout goes with --wait alone");
    }
    Optional<Duration> limit = timeout.map(DrainOptions::span);
    if (timeout.isPresent() && limit.get().isZero()) {
      throw wrong("--timeout is " + TimeSpan.FORM);
    }
    int status = all.command(OverrideCommand.PATH, decision.arguments("drain"));
    return status == 0 && wait ? all.awaitDrained(decision.meant(), limit) : status;
  }

  private static Duration span(String written) {
    return TimeSpan.parse(written).orElse(Duration.ZERO);
  }

  private CommandLine.ParameterException wrong(String message) {
    return new CommandLine.ParameterException(new CommandLine(all), message);
  }
}
