// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.pulse;

import io.github.jlvs.healthcheck.linux.ServerCount;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** How the daemon stands, as its parts say it. Thread-safe; never blocks. */
public final class CurrentStanding {
  private Standing standing = new Standing(new TreeMap<>(), Optional.empty(), false);

  /** How it stands at this moment. */
  public synchronized Standing now() {
    return standing;
  }

  private synchronized void change(UnaryOperator<Standing> change) {
    standing = change.apply(standing);
  }

  /** Takes what a virtual router tells. */
  public void hear(RunnerEvent event) {
    if (event instanceof RunnerEvent.StateChanged changed) {
      change(before -> new Standing(with(before, changed), before.servers(), refused(before)));
    }
  }

  private static SortedMap<String, State> with(Standing before, RunnerEvent.StateChanged changed) {
    SortedMap<String, State> routers = new TreeMap<>(before.routers());
    if (changed.to() == State.INITIALIZE) {
      routers.remove(changed.router());
    } else {
      routers.put(changed.router(), changed.to());
    }
    return routers;
  }

  /** Takes how many real servers are up. */
  public void count(ServerCount count) {
    Optional<ServerCount> servers = count.all() == 0 ? Optional.empty() : Optional.of(count);
    change(before -> new Standing(before.routers(), servers, refused(before)));
  }

  /** Takes whether a reload kept what ran, for its file had errors. */
  public void reloaded(boolean refused) {
    change(before -> new Standing(before.routers(), before.servers(), refused));
  }

  private static boolean refused(Standing before) {
    return before.lastReloadRefused();
  }
}
