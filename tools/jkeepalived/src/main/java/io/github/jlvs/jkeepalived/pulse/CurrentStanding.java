// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.pulse;

import io.github.jlvs.healthcheck.linux.ServerCount;
import io.github.jlvs.jkeepalived.vrrp.KnownStates;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import java.util.Optional;

/** How the daemon stands, as its parts say it. Thread-safe; never blocks. */
public final class CurrentStanding {
  private final KnownStates routers = new KnownStates();
  private Optional<ServerCount> servers = Optional.empty();
  private boolean lastReloadRefused;

  /** How it stands at this moment. */
  public synchronized Standing now() {
    return new Standing(routers.all(), servers, lastReloadRefused);
  }

  /** Takes what a virtual router tells. */
  public synchronized void hear(RunnerEvent event) {
    if (event instanceof RunnerEvent.StateChanged changed) {
      routers.changed(changed.router(), changed.to());
    }
  }

  /** Takes how many real servers are up. */
  public synchronized void count(ServerCount count) {
    servers = count.all() == 0 ? Optional.empty() : Optional.of(count);
  }

  /** Takes whether a reload kept what ran, for its file had errors. */
  public synchronized void reloaded(boolean refused) {
    lastReloadRefused = refused;
  }
}
