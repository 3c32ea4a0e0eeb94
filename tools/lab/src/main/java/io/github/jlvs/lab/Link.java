// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.lab;

/** The cable between a host and the switch. */
public final class Link {
  private final Network network;
  private final String port;

  Link(Network network, String port) {
    this.network = network;
    this.port = port;
  }

  /** Pulls the cable: both ends lose their carrier. */
  public void cut() {
    network.onSwitch("ip", "link", "set", port, "down");
  }

  /**
   * The switch drops everything from and to the host, which keeps its carrier and notices nothing.
   */
  public void silence() {
    network.onSwitch("ip", "link", "set", port, "nomaster");
  }

  /** Undoes {@link #cut()} and {@link #silence()}. */
  public void mend() {
    network.onSwitch("ip", "link", "set", port, "master", Network.BRIDGE, "up");
  }

  Network network() {
    return network;
  }

  /**
   * The name of the port on the switch, for rules such as {@code iifname "ds1"}.
   *
   * @return the host's name
   */
  public String port() {
    return port;
  }
}
