// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpProtocol;
import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;

/**
 * One row of the kernel's connection table, as /proc/net/ip_vs_conn shows it.
 *
 * @param protocol the transport protocol; {@link IpProtocol#IP} for a template of a firewall-mark
 *     service
 * @param clientAddress where the connection comes from
 * @param clientPort 0..65535; 0 for a template
 * @param virtualAddress the address that the client speaks to; for a template of a firewall-mark
 *     service the mark in the form of an IPv4 address
 * @param virtualPort 0..65535
 * @param destination where its packets go
 * @param state the kernel's name of the state, for example {@code ESTABLISHED}
 * @param expiresSeconds seconds until the row is forgotten unless a packet comes
 * @param persistenceEngine the engine that made the row, and its data
 */
public record Connection(
    IpProtocol protocol,
    InetAddress clientAddress,
    int clientPort,
    InetAddress virtualAddress,
    int virtualPort,
    DestinationId destination,
    String state,
    long expiresSeconds,
    Optional<EngineData> persistenceEngine) {
  public Connection {
    Objects.requireNonNull(protocol, "protocol");
    Objects.requireNonNull(destination, "destination");
    Require.port("client port", clientPort);
    Require.port("virtual port", virtualPort);
  }

  /**
   * What a persistence engine remembers of a client.
   *
   * @param engine its name, for example {@code sip}
   * @param data what it keyed the client by, for SIP the Call-ID
   */
  public record EngineData(String engine, String data) {}

  /**
   * Whether the row remembers a client of a persistent service rather than a connection.
   *
   * @return true for a template
   */
  public boolean isTemplate() {
    return clientPort == 0;
  }

  /**
   * Whether the row belongs to a service. A connection of a firewall-mark service does not carry
   * the mark: of such a service the templates alone are recognised.
   *
   * @param service the service
   * @return true if protocol, address and port are the service's; a service on port 0 has every
   *     port
   */
  public boolean belongsTo(ServiceId service) {
    if (service instanceof ServiceId.Address id) {
      return protocol.equals(id.protocol())
          && virtualAddress.equals(id.address())
          && (id.port() == 0 || id.port() == virtualPort);
    }
    ServiceId.FirewallMark mark = (ServiceId.FirewallMark) service;
    byte[] raw = virtualAddress.getAddress();
    long first =
        (raw[0] & 0xFFL) << 24 | (raw[1] & 0xFF) << 16 | (raw[2] & 0xFF) << 8 | (raw[3] & 0xFF);
    return protocol.equals(IpProtocol.IP)
        && AddressFamily.of(clientAddress) == mark.family()
        && first == mark.mark();
  }
}
