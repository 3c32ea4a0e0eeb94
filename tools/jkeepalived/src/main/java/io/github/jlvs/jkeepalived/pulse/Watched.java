// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.pulse;

import java.util.function.Consumer;

/**
 * A thread that runs a loop.
 *
 * @param thread its name
 * @param patience after how many beats without an answer it hangs; 1 or more
 * @param posting has a task run on that thread, soon; never blocks
 */
public record Watched(String thread, int patience, Consumer<Runnable> posting) {
  /** Checks the number. */
  public Watched {
    if (patience < 1) {
      throw new IllegalArgumentException("a patience is 1 or more beats, not " + patience);
    }
  }
}
