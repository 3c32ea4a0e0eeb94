// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.CheckEvent;
import io.github.jlvs.healthcheck.DesiredDestination;
import io.github.jlvs.healthcheck.HealthEvent;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.VirtualServerName;
import java.util.List;

/**
 * Calls the listener and knows that it does: a change of the configuration in the middle of a call
 * would pull the ground from under what is still to be told.
 */
final class Announcer implements HealthListener {
  private final HealthListener listener;
  private boolean calling;

  Announcer(HealthListener listener) {
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

  private void call(Runnable told) {
    calling = true;
    try {
      told.run();
    } finally {
      calling = false;
    }
  }

  @Override
  public void desiredChanged(VirtualServerName virtualServer, List<DesiredDestination> desired) {
    call(() -> listener.desiredChanged(virtualServer, desired));
  }

  @Override
  public void healthEvent(VirtualServerName virtualServer, HealthEvent event) {
    call(() -> listener.healthEvent(virtualServer, event));
  }

  @Override
  public void checkEvent(
      VirtualServerName virtualServer, RealServer realServer, Check check, CheckEvent event) {
    call(() -> listener.checkEvent(virtualServer, realServer, check, event));
  }

  @Override
  public void checkImpossible(
      VirtualServerName virtualServer, RealServer realServer, Check check, String reason) {
    call(() -> listener.checkImpossible(virtualServer, realServer, check, reason));
  }

  @Override
  public void checkPossibleAgain(
      VirtualServerName virtualServer, RealServer realServer, Check check) {
    call(() -> listener.checkPossibleAgain(virtualServer, realServer, check));
  }
}
