// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

import io.github.jlvs.jkeepalived.override.OverrideCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The words of {@code disable}. */
@Command(
    name = "disable",
    description =
        "Takes a real server out of the table with its connections, however healthy, until it is"
            + " enabled.")
final class DisableOptions implements Callable<Integer> {
  private final CtlOptions all;

  @Mixin private final Decision decision = new Decision();

  DisableOptions(CtlOptions all) {
    this.all = all;
  }

  @Override
  public Integer call() {
    return all.command(OverrideCommand.PATH, decision.arguments("disabled"));
  }
}
