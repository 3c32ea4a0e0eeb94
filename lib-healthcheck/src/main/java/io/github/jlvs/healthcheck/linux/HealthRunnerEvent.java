// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.CheckEvent;
import io.github.jlvs.healthcheck.DesiredDestination;
import io.github.jlvs.healthcheck.HealthEvent;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.linux.LinuxException;
import java.util.List;

/**
 * What a {@link HealthRunner} tells its listener. One result can tell several things; they come in
 * the order keepalived logs them: the check, then the virtual server, then the table.
 */
public sealed interface HealthRunnerEvent {

  /** What is told to. */
  @FunctionalInterface
  interface Listener {
    /**
     * Called on the runner's loop thread for each event, in their order. Must not block, and must
     * not call the runner back (post to the loop instead). An exception ends the loop, which never
     * goes on half-working.
     *
     * @param event what happened
     */
    void event(HealthRunnerEvent event);
  }

  /**
   * The virtual server that it happened to.
   *
   * @return its name
   */
  VirtualServerName virtualServer();

  /**
   * The table should hold something else than before. Told once for every virtual server when it
   * starts, after that only when it differs from what was told last; with an empty list when the
   * virtual server ends. A server that a reload configures otherwise is another one, even where its
   * address and its weight are the same.
   *
   * @param virtualServer the virtual server
   * @param desired all its destinations, no address twice; immutable
   */
  record DesiredChanged(VirtualServerName virtualServer, List<DesiredDestination> desired)
      implements HealthRunnerEvent {}

  /**
   * Something happened to a virtual server or to its real servers as a whole.
   *
   * @param virtualServer the virtual server
   * @param event what
   */
  record Observed(VirtualServerName virtualServer, HealthEvent event)
      implements HealthRunnerEvent {}

  /**
   * Something happened to a check.
   *
   * @param virtualServer the virtual server
   * @param realServer the real server that is checked
   * @param check the check
   * @param event what
   */
  record CheckObserved(
      VirtualServerName virtualServer, RealServer realServer, Check check, CheckEvent event)
      implements HealthRunnerEvent {}

  /**
   * A try could not be made for a reason that lies with this host and says nothing about the real
   * server: no descriptors left, no memory, no local port, a local address or device that is not
   * there, no permission to set a mark. The real server keeps its state, and the try is made again
   * after {@code delay_loop}; keepalived does the same. Told for every such attempt.
   *
   * @param virtualServer the virtual server
   * @param realServer the real server that should be checked
   * @param check the check
   * @param cause what failed and why; its message is the same for all checks that lack the same
   */
  record CheckImpossible(
      VirtualServerName virtualServer, RealServer realServer, Check check, LinuxException cause)
      implements HealthRunnerEvent {}

  /**
   * A try has to wait until another one has ended, since so many are under way as this process can
   * have (see {@link HealthRunner}): checks come later than they should. Told when the first one
   * waits, and again only after none did.
   *
   * @param virtualServer the virtual server
   * @param realServer the real server that is checked later
   * @param check the check
   * @param underWay how many tries are under way
   */
  record CheckWaits(
      VirtualServerName virtualServer, RealServer realServer, Check check, int underWay)
      implements HealthRunnerEvent {}

  /**
   * A try could be made again, whatever it found, after {@link CheckImpossible} was told of the
   * same check.
   *
   * @param virtualServer the virtual server
   * @param realServer the real server that is checked again
   * @param check the check
   */
  record CheckPossibleAgain(VirtualServerName virtualServer, RealServer realServer, Check check)
      implements HealthRunnerEvent {}
}
