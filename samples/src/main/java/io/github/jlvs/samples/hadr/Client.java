// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.samples.hadr;

import io.github.jlvs.lab.CommandResult;
import io.github.jlvs.lab.Host;

/** The machine in front of which the guide's reader sits. */
public final class Client {
  /** Its address. */
  public static final String ADDRESS = "10.1.80.62";

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
    return fetch(Guide.VIP);
  }

  /** Fetches the page from an address. */
  public Page fetch(String address) {
    CommandResult curl = host.exec("curl", "-s", "-m", "2", "http://" + address + "/");
    return new Page(curl.status(), curl.out());
  }

  /**
   * Forgets at which Ethernet address the virtual address is; the next request asks for it anew.
   */
  public void forgetNeighbour() {
    host.sh("ip neigh flush to " + Guide.VIP);
  }
}
