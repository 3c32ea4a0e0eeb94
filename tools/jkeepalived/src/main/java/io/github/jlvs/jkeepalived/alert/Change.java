// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.alert;

import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.vrrp.Reason;
import io.github.jlvs.vrrp.State;
import java.net.InetAddress;
import java.util.Optional;

/** Something that people want to be told of. */
public sealed interface Change {

  /**
   * A virtual router is in another state.
   *
   * @param name its name
   * @param from the state before
   * @param to the state now; {@link State#INITIALIZE} when it runs no longer
   * @param reason why
   * @param priority its effective priority
   * @param master the master's address, this host's own or another's, as far as it is known
   */
  record OfRouter(
      String name, State from, State to, Reason reason, int priority, Optional<InetAddress> master)
      implements Change {}

  /**
   * All members of a sync group are in another state.
   *
   * @param name its name
   * @param from the state before
   * @param to the state now; {@link State#INITIALIZE} when it runs no longer
   */
  record OfGroup(String name, State from, State to) implements Change {}

  /**
   * A real server is up or down.
   *
   * @param virtualServer its virtual server
   * @param server the real server
   * @param up whether it is up
   * @param why what a check found; empty where no check did it, as at the stop
   */
  record OfRealServer(
      VirtualServerName virtualServer, ServiceAddress server, boolean up, Optional<String> why)
      implements Change {}

  /**
   * A check has another result, and its real server stays down.
   *
   * @param virtualServer its virtual server
   * @param server the real server
   * @param why what the check found
   */
  record OfCheck(VirtualServerName virtualServer, ServiceAddress server, String why)
      implements Change {}

  /**
   * A virtual server is up or down.
   *
   * @param virtualServer its name
   * @param up whether its quorum stands
   * @param why the sum that decided; empty where none did, as at the stop
   */
  record OfVirtualServer(VirtualServerName virtualServer, boolean up, Optional<String> why)
      implements Change {}
}
