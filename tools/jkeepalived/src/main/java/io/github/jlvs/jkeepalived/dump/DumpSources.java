// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.dump;

import io.github.jlvs.jkeepalived.snapshot.RouterReport;
import io.github.jlvs.jkeepalived.snapshot.ServerReport;
import io.github.jlvs.jkeepalived.track.TrackedReport;
import java.util.concurrent.CompletableFuture;

/**
 * The parts of the daemon that know what is written. Asking never blocks: each makes a copy of what
 * it knows, on its own thread.
 */
public interface DumpSources {
  /** The virtual routers. */
  @FunctionalInterface
  interface OfRouters {
    /**
     * Asks how they are.
     *
     * @param countAnew whether their counters begin anew behind the copy
     * @return the copy
     */
    CompletableFuture<RouterReport> report(boolean countAnew);
  }

  /** What virtual routers track. */
  @FunctionalInterface
  interface OfTracked {
    /**
     * Asks how it is.
     *
     * @return the copy
     */
    CompletableFuture<TrackedReport> report();
  }

  /** The virtual servers. */
  @FunctionalInterface
  interface OfServers {
    /**
     * Asks how they are.
     *
     * @return the copy
     */
    CompletableFuture<ServerReport> report();
  }
}
