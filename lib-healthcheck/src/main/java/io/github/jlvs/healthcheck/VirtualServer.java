// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A virtual server as health checking sees it.
 *
 * @param name what it is known by
 * @param realServers its real servers, no address twice
 * @param quorum the sum of weights of the real servers that are up which it takes for the virtual
 *     server to be up, 1 or more; keepalived's default is 1
 * @param hysteresis how far beyond the quorum the sum must rise before it is gained, and fall below
 *     before it is lost: 0 to quorum - 1; keepalived's default is 0
 * @param depoolThreshold how few real servers may be left to take connections, however many fail
 * @param sorryServer the server that stands in while the quorum is lost
 * @param omega whether stopping tells that the real servers and the virtual server went down
 * @param announceAtStart whether starting tells that the real servers are up ({@code
 *     rs_init_notifies})
 */
public record VirtualServer(
    VirtualServerName name,
    List<RealServer> realServers,
    int quorum,
    int hysteresis,
    DepoolThreshold depoolThreshold,
    Optional<SorryServer> sorryServer,
    boolean omega,
    boolean announceAtStart) {

  /**
   * Checks quorum and hysteresis, and that no real server is there twice; copies the list.
   *
   * @throws IllegalArgumentException if a value is out of its range or they contradict each other
   */
  public VirtualServer {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(depoolThreshold, "depoolThreshold");
    Objects.requireNonNull(sorryServer, "sorryServer");
    realServers = List.copyOf(realServers);
    if (quorum < 1) {
      throw new IllegalArgumentException("the quorum of " + name + " is 1 or more, got " + quorum);
    }
    if (hysteresis < 0 || hysteresis >= quorum) {
      throw new IllegalArgumentException(
          "the hysteresis of "
              + name
              + " is 0 to quorum - 1 = "
              + (quorum - 1)
              + ", or the quorum could never be lost; got "
              + hysteresis);
    }
    Set<ServiceAddress> seen = new HashSet<>();
    for (RealServer server : realServers) {
      if (!seen.add(server.address())) {
        throw new IllegalArgumentException(
            name
                + " has real server "
                + server.address()
                + " twice: give one of them another port");
      }
    }
  }

  /**
   * A virtual server with quorum 1 and neither real servers nor a sorry server.
   *
   * @param name what it is known by
   * @return the virtual server
   */
  public static VirtualServer named(VirtualServerName name) {
    return new VirtualServer(
        name, List.of(), 1, 0, DepoolThreshold.NONE, Optional.empty(), false, false);
  }

  /**
   * A virtual server at an address, with quorum 1 and neither real servers nor a sorry server.
   *
   * @param address its address
   * @return the virtual server
   */
  public static VirtualServer at(ServiceAddress address) {
    return named(new VirtualServerName.Address(address));
  }

  /**
   * This virtual server with one more real server.
   *
   * @param server the real server
   * @return the virtual server
   */
  public VirtualServer with(RealServer server) {
    List<RealServer> all = new ArrayList<>(realServers);
    all.add(server);
    return withRealServers(all);
  }

  /**
   * This virtual server with other real servers.
   *
   * @param servers its real servers
   * @return the virtual server
   */
  public VirtualServer withRealServers(List<RealServer> servers) {
    return new VirtualServer(
        name, servers, quorum, hysteresis, depoolThreshold, sorryServer, omega, announceAtStart);
  }

  /**
   * This virtual server with another quorum.
   *
   * @param weights the sum of weights it takes, 1 or more
   * @param band the hysteresis, 0 to weights - 1
   * @return the virtual server
   */
  public VirtualServer withQuorum(int weights, int band) {
    return new VirtualServer(
        name, realServers, weights, band, depoolThreshold, sorryServer, omega, announceAtStart);
  }

  /**
   * This virtual server with another threshold below which no real server is taken out.
   *
   * @param threshold how few real servers may be left to take connections
   * @return the virtual server
   */
  public VirtualServer withDepoolThreshold(DepoolThreshold threshold) {
    return new VirtualServer(
        name, realServers, quorum, hysteresis, threshold, sorryServer, omega, announceAtStart);
  }

  /**
   * This virtual server with a sorry server.
   *
   * @param server the sorry server
   * @return the virtual server
   */
  public VirtualServer withSorryServer(SorryServer server) {
    return new VirtualServer(
        name,
        realServers,
        quorum,
        hysteresis,
        depoolThreshold,
        Optional.of(server),
        omega,
        announceAtStart);
  }

  /**
   * This virtual server, told at stop or not.
   *
   * @param toldAtStop whether stopping tells that servers went down
   * @return the virtual server
   */
  public VirtualServer withOmega(boolean toldAtStop) {
    return new VirtualServer(
        name,
        realServers,
        quorum,
        hysteresis,
        depoolThreshold,
        sorryServer,
        toldAtStop,
        announceAtStart);
  }

  /**
   * This virtual server, its real servers announced at start or not.
   *
   * @param announced whether starting tells that the real servers are up
   * @return the virtual server
   */
  public VirtualServer withAnnounceAtStart(boolean announced) {
    if (announced == announceAtStart) {
      return this;
    }
    return new VirtualServer(
        name, realServers, quorum, hysteresis, depoolThreshold, sorryServer, omega, announced);
  }
}
