// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

/**
 * Calls the listener and knows that it does: a change of the configuration in the middle of a call
 * would make void the events that are still to be told.
 */
final class ReentrancyGuard implements HealthRunnerEvent.Listener {
  private final HealthRunnerEvent.Listener listener;
  private boolean calling;

  ReentrancyGuard(HealthRunnerEvent.Listener listener) {
    this.listener = listener;
  }

  void refuseCallsFromListener(String what) {
    if (calling) {
      throw new IllegalStateException(
          "a listener cannot "
              + what
              + " while it is being called: post it to the event loop, which runs it right after");
    }
  }

  @Override
  public void event(HealthRunnerEvent event) {
    calling = true;
    try {
      listener.event(event);
    } finally {
      calling = false;
    }
  }
}
