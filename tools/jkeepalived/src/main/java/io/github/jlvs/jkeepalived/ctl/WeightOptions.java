// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

import io.github.jlvs.jkeepalived.override.OverrideCommand;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The words of {@code weight}. */
@Command(
    name = "weight",
    description =
        "Gives a real server another weight while it is up, whatever the configuration and its"
            + " checks say, until it is enabled.")
final class WeightOptions implements Callable<Integer> {
  private final CtlOptions all;

  @Mixin private final Decision decision = new Decision();

  @Parameters(index = "1", paramLabel = "WEIGHT", description = "1 or more.")
  private int weight;

  WeightOptions(CtlOptions all) {
    this.all = all;
  }

  @Override
  public Integer call() {
    Map<String, Object> arguments = decision.arguments("weight");
    arguments.put("weight", weight);
    return all.command(OverrideCommand.PATH, arguments);
  }
}
