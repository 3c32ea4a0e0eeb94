// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The words of {@code reload}. */
@Command(
    name = "reload",
    description = "Has the daemon read its configuration again, and says what that changes.")
final class ReloadOptions implements Callable<Integer> {
  /** Where it is asked for. */
  static final String PATH = "/v1/reload";

  private final CtlOptions all;

  @Option(
      names = "--dry-run",
      description = "Say what it would change, or why it would be refused; change nothing.")
  private boolean dry;

  ReloadOptions(CtlOptions all) {
    this.all = all;
  }

  @Override
  public Integer call() {
    return all.command(PATH, Map.of("dry", dry));
  }
}
