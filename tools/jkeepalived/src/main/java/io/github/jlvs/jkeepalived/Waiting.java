// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived;

import io.github.jlvs.linux.Detachment;
import io.github.jlvs.linux.Detachment.StandardError;
import java.util.Optional;

/**
 * Who waits until the daemon runs.
 *
 * @param launcher the launcher of one that goes to the background; nobody waits in the foreground
 * @param keepsConsole whether the log goes on at standard error
 */
record Waiting(Optional<Detachment> launcher, boolean keepsConsole) {
  /** What the launcher takes for the sign. */
  private static final String READY = "ready";

  /** Whether somebody waits still. */
  boolean isOn() {
    return launcher.filter(starter -> !starter.isComplete()).isPresent();
  }

  /** The daemon runs. What it says afterwards is for the log alone. */
  void runs() {
    launcher.ifPresent(
        told -> told.complete(READY, keepsConsole ? StandardError.KEPT : StandardError.GIVEN_UP));
  }
}
