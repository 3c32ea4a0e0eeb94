// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

import io.github.jlvs.jkeepalived.override.EnableCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The words of {@code enable}. */
@Command(
    name = "enable",
    description =
        "Takes back what drain, disable or weight have decided of a real server: its health alone"
            + " counts again.")
final class EnableOptions implements Callable<Integer> {
  private final CtlOptions all;

  @Mixin private final Decision.Meant meant = new Decision.Meant();

  EnableOptions(CtlOptions all) {
    this.all = all;
  }

  @Override
  public Integer call() {
    return all.command(EnableCommand.PATH, meant.arguments());
  }
}
