// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.IpProtocol;
import java.net.InetAddress;
import java.util.Objects;

/** What makes a virtual service unique in a table: an address and port, or a firewall mark. */
public sealed interface ServiceId {
  /**
   * The address family of the packets that the service takes.
   *
   * @return the family
   */
  AddressFamily family();

  /**
   * The arguments that ipvsadm takes for it.
   *
   * @param endpoints how its address and port are written
   * @return for example {@code -t www:http}, or {@code -f 1 -6}
   */
  default String arguments(EndpointText endpoints) {
    return Arguments.id(this, endpoints);
  }

  /**
   * A service on an address and port.
   *
   * @param protocol the transport protocol
   * @param address the virtual address
   * @param port 0..65535; 0 takes every port, which makes sense for a persistent service alone
   */
  record Address(IpProtocol protocol, InetAddress address, int port) implements ServiceId {
    public Address {
      Objects.requireNonNull(protocol, "protocol");
      Objects.requireNonNull(address, "address");
      Require.port("virtual service port", port);
    }

    @Override
    public AddressFamily family() {
      return AddressFamily.of(address);
    }

    @Override
    public String toString() {
      return protocol + " " + IpAddresses.format(address, port);
    }
  }

  /**
   * A service on the mark that a packet filter put on the packets.
   *
   * @param mark an unsigned 32-bit number, 1..4294967295
   * @param family the family of the packets; the same mark may serve both, as two services
   */
  record FirewallMark(long mark, AddressFamily family) implements ServiceId {
    public FirewallMark {
      Objects.requireNonNull(family, "family");
      Require.range("firewall mark", mark, 1, Require.UNSIGNED_32);
    }

    @Override
    public String toString() {
      return "FWM " + mark + (family == AddressFamily.IPV6 ? " IPv6" : "");
    }
  }

  /**
   * A service on an address in numbers, for any protocol.
   *
   * @param protocol the transport protocol, see {@link IpProtocol#parse}
   * @param address an IPv4 or IPv6 address in numbers, see {@link IpAddresses#literal}
   * @param port 0..65535
   * @return the identity
   */
  static Address of(IpProtocol protocol, String address, int port) {
    return new Address(protocol, IpAddresses.literal(address), port);
  }

  /**
   * A TCP service.
   *
   * @param address the virtual address
   * @param port 0..65535
   * @return the identity
   */
  static Address tcp(InetAddress address, int port) {
    return new Address(IpProtocol.TCP, address, port);
  }

  /**
   * A TCP service on an address in numbers.
   *
   * @param address an IPv4 or IPv6 address in numbers, see {@link IpAddresses#literal}
   * @param port 0..65535
   * @return the identity
   */
  static Address tcp(String address, int port) {
    return tcp(IpAddresses.literal(address), port);
  }

  /**
   * A UDP service.
   *
   * @param address the virtual address
   * @param port 0..65535
   * @return the identity
   */
  static Address udp(InetAddress address, int port) {
    return new Address(IpProtocol.UDP, address, port);
  }

  /**
   * A UDP service on an address in numbers.
   *
   * @param address an IPv4 or IPv6 address in numbers, see {@link IpAddresses#literal}
   * @param port 0..65535
   * @return the identity
   */
  static Address udp(String address, int port) {
    return udp(IpAddresses.literal(address), port);
  }

  /**
   * An SCTP service.
   *
   * @param address the virtual address
   * @param port 0..65535
   * @return the identity
   */
  static Address sctp(InetAddress address, int port) {
    return new Address(IpProtocol.SCTP, address, port);
  }

  /**
   * An SCTP service on an address in numbers.
   *
   * @param address an IPv4 or IPv6 address in numbers, see {@link IpAddresses#literal}
   * @param port 0..65535
   * @return the identity
   */
  static Address sctp(String address, int port) {
    return sctp(IpAddresses.literal(address), port);
  }

  /**
   * A firewall-mark service for IPv4 packets.
   *
   * @param mark 1..4294967295
   * @return the identity
   */
  static FirewallMark mark(long mark) {
    return new FirewallMark(mark, AddressFamily.IPV4);
  }

  /**
   * A firewall-mark service for IPv6 packets.
   *
   * @param mark 1..4294967295
   * @return the identity
   */
  static FirewallMark mark6(long mark) {
    return new FirewallMark(mark, AddressFamily.IPV6);
  }
}
