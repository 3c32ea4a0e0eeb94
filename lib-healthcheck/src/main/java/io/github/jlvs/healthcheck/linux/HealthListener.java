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
 * Hears what {@link HealthChecks} finds out. One result can tell several things; they come in the
 * order keepalived logs them: the check, then the virtual server, then the table.
 *
 * <p>Called on the loop's thread, so a listener must not block: it hands work on. It must not call
 * back into the {@link HealthChecks} that calls it; a task given to {@link
 * io.github.jlvs.linux.EventLoop#post} may. An exception ends the loop, which never goes on
 * half-working.
 */
@FunctionalInterface
public interface HealthListener {

  /**
   * The table should hold something else than before. Told once for every virtual server when it
   * starts, after that only when it differs from what was told last; with an empty list when the
   * virtual server ends.
   *
   * @param virtualServer the virtual server
   * @param desired all its destinations, no address twice; immutable
   */
  void desiredChanged(VirtualServerName virtualServer, List<DesiredDestination> desired);

  /**
   * Something happened to a virtual server or to its real servers as a whole.
   *
   * @param virtualServer the virtual server
   * @param event what happened
   */
  default void healthEvent(VirtualServerName virtualServer, HealthEvent event) {}

  /**
   * Something happened to a check.
   *
   * @param virtualServer the virtual server
   * @param realServer the real server that is checked
   * @param check the check
   * @param event what happened
   */
  default void checkEvent(
      VirtualServerName virtualServer, RealServer realServer, Check check, CheckEvent event) {}

  /**
   * A try could not be made for a reason that lies with this host and says nothing about the real
   * server: no descriptors left, no memory, no local port, a local address or device that is not
   * there, no permission to set a mark. The real server keeps its state, and the try is made again
   * after {@code delay_loop}; keepalived does the same. Told for every such attempt, and written to
   * the system logger of this package unless a listener does otherwise.
   *
   * @param virtualServer the virtual server
   * @param realServer the real server that should be checked
   * @param check the check
   * @param reason what failed and why, for a person; the same text for all checks that lack the
   *     same
   */
  default void checkImpossible(
      VirtualServerName virtualServer, RealServer realServer, Check check, String reason) {
    System.getLogger("io.github.jlvs.healthcheck.linux")
        .log(
            System.Logger.Level.WARNING,
            "cannot check "
                + realServer.address()
                + " of "
                + virtualServer
                + ", its state is kept: "
                + reason);
  }

  /**
   * A try could be made again, whatever it found, after {@link #checkImpossible} was told of the
   * same check. Unless a listener does otherwise it is nothing to tell.
   *
   * @param virtualServer the virtual server
   * @param realServer the real server that is checked again
   * @param check the check
   */
  default void checkPossibleAgain(
      VirtualServerName virtualServer, RealServer realServer, Check check) {}
}
