// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** The words of {@code completion}. */
@Command(
    name = "completion",
    description = "Prints a script that completes the words of this command in bash.")
final class CompletionOptions implements Callable<Integer> {
  private final CtlOptions.Actions actions;

  CompletionOptions(CtlOptions.Actions actions) {
    this.actions = actions;
  }

  @Override
  public Integer call() {
    return actions.print(AutoComplete.bash("jkeepalivedctl", CtlOptions.commandLine(actions)));
  }
}
