// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.seen;

import io.github.jlvs.vrrp.linux.RouterSetup;
import java.time.Duration;
import java.util.List;

/**
 * What was heard for one virtual router of this host.
 *
 * @param router as it is configured here
 * @param listened for how long: that of three advertisements at least
 * @param sent advertisements of its VRID that left this host
 * @param onWire those of others that came to its interface, before any packet filter
 * @param onSocket those of others that came through to a raw socket, as a daemon has it
 * @param heard those of others on the wire, and what is wrong with them; of other VRIDs those that
 *     claim an address of this router
 */
public record Hearing(
    RouterSetup router, Duration listened, int sent, int onWire, int onSocket, List<Heard> heard) {
  public Hearing {
    heard = List.copyOf(heard);
  }

  /** What the daemon's log calls it, and where. */
  public String name() {
    return router.name()
        + " (VRID "
        + router.config().vrid()
        + " on "
        + router.interfaceName()
        + ")";
  }
}
