// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The words of {@code diff}. */
@Command(
    name = "diff",
    description =
        "What a reload of the file would change, and what would make the kernel's table what the"
            + " daemon wants, as lines of ipvsadm. Changes nothing.")
final class DiffOptions implements Callable<Integer> {
  private final CtlOptions all;

  DiffOptions(CtlOptions all) {
    this.all = all;
  }

  @Override
  public Integer call() {
    return all.diff();
  }
}
