// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived;

import io.github.jlvs.jkeepalived.daemon.SignalDelivery;
import io.github.jlvs.linux.Detachment;
import java.util.Optional;

/** What the program asks of the process that it runs in; tests have another. */
interface OwnProcess {
  /**
   * The launcher that waits until the daemon runs; nothing where it runs in the foreground.
   *
   * @throws io.github.jlvs.linux.LinuxException if the launcher is gone
   */
  Optional<Detachment> launcher();

  /** Has the process found by the name that it was started under. */
  void showName();

  /** Which signals do harm here. */
  SignalDelivery signals();

  /** Whether it is in that network namespace. */
  boolean isIn(String namespace);

  /** Gives up what the daemon has no use for; why not, where that is not possible. */
  Optional<String> reduceCapabilities();
}
