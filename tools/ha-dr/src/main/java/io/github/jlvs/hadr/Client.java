// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr;

import io.github.jlvs.lab.CommandResult;
import io.github.jlvs.lab.ExitStatuses;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;

/** The machine in front of which the guide's reader sits. */
public final class Client {
  /** Its address. */
  public static final String ADDRESS = "10.1.80.62";

  /** curl's: a page, or no connection, no answer in time, none at all, or a broken one. */
  private static final ExitStatuses PAGE_OR_NONE = ExitStatuses.of(0, 7, 28, 52, 56);

  private final Host host;

  Client(Host host) {
    this.host = host;
  }

  /** The machine. */
  public Host host() {
    return host;
  }

  /** Fetches the page from the virtual address, within two seconds or not at all. */
  public Page fetch() {
    return fetch(GuideSite.VIP);
  }

  /** Fetches the page from an address. */
  public Page fetch(String address) {
    CommandResult curl =
        host.attempt(PAGE_OR_NONE, "curl", "-s", "-m", "2", "http://" + address + "/");
    return new Page(curl.status(), curl.out());
  }

  /** Asks who has an address, until somebody answers, two seconds at most; whether one did. */
  public boolean arping(String address) {
    return host.attempt(
            ExitStatuses.of(0, 1), "arping", "-f", "-w", "2", "-I", Network.INTERFACE, address)
        .ok();
  }

  /**
   * Forgets at which Ethernet address the virtual address is; the next request asks for it anew.
   */
  public void forgetNeighbour() {
    host.sh("ip neigh flush to " + GuideSite.VIP);
  }
}
