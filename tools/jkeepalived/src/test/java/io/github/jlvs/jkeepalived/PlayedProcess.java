// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived;

import io.github.jlvs.jkeepalived.daemon.SignalDelivery;
import io.github.jlvs.linux.Detachment;
import java.util.Optional;
import java.util.Set;

/**
 * A process in the foreground.
 *
 * @param unsafe the signals that do harm
 */
record PlayedProcess(Set<Integer> unsafe) implements OwnProcess {
  @Override
  public Optional<Detachment> launcher() {
    return Optional.empty();
  }

  @Override
  public void showName() {}

  @Override
  public SignalDelivery signals() {
    return new SignalDelivery(unsafe);
  }

  @Override
  public boolean isIn(String namespace) {
    return false;
  }

  @Override
  public Optional<String> reduceCapabilities() {
    return Optional.empty();
  }
}
