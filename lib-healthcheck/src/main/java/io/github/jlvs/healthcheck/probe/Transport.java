// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;

/** What a probe needs the loop to open before the conversation starts. */
public sealed interface Transport {

  /**
   * Where it goes.
   *
   * @return resolved; the port is 0 where there are no ports
   */
  InetSocketAddress remote();

  /**
   * Where it comes from.
   *
   * @return an address of the family of {@link #remote}, port 0 for any; empty for the kernel's
   *     choice
   */
  Optional<InetSocketAddress> local();

  /**
   * The network interface that it is bound to ({@code SO_BINDTODEVICE}).
   *
   * @return at most 15 bytes; empty for none
   */
  Optional<String> device();

  /**
   * The mark of outgoing packets ({@code SO_MARK}).
   *
   * @return unsigned 32 bits, 0 for none
   */
  int firewallMark();

  /**
   * A TCP connection.
   *
   * @param remote where to connect to; resolved, port 1 to 65535
   * @param local the address and port to connect from, port 0 for any; empty for the kernel's
   *     choice
   * @param device the network interface to bind to ({@code SO_BINDTODEVICE}), at most 15 bytes;
   *     empty for none
   * @param firewallMark the mark of outgoing packets ({@code SO_MARK}), unsigned 32 bits, 0 for
   *     none
   */
  record Tcp(
      InetSocketAddress remote,
      Optional<InetSocketAddress> local,
      Optional<String> device,
      int firewallMark)
      implements Transport {

    /**
     * Refuses unresolved addresses, and a local address of the other family.
     *
     * @throws IllegalArgumentException if a value is out of its range or they contradict each other
     */
    public Tcp {
      requirePort("TCP", remote);
      requireConsistent(remote, local, device);
    }

    /**
     * A connection with nothing special about it.
     *
     * @param remote where to connect to; resolved, port 1 to 65535
     */
    public Tcp(InetSocketAddress remote) {
      this(remote, Optional.empty(), Optional.empty(), 0);
    }
  }

  /**
   * UDP datagrams to one place, and from there.
   *
   * @param remote where they go; resolved, port 1 to 65535
   * @param local the address and port that they come from, port 0 for any; empty for the kernel's
   *     choice
   * @param device the network interface to bind to ({@code SO_BINDTODEVICE}), at most 15 bytes;
   *     empty for none
   * @param firewallMark the mark of outgoing packets ({@code SO_MARK}), unsigned 32 bits, 0 for
   *     none
   */
  record Udp(
      InetSocketAddress remote,
      Optional<InetSocketAddress> local,
      Optional<String> device,
      int firewallMark)
      implements Transport {

    /**
     * Refuses unresolved addresses, and a local address of the other family.
     *
     * @throws IllegalArgumentException if a value is out of its range or they contradict each other
     */
    public Udp {
      requirePort("UDP", remote);
      requireConsistent(remote, local, device);
    }

    /**
     * Datagrams with nothing special about them.
     *
     * @param remote where they go; resolved, port 1 to 65535
     */
    public Udp(InetSocketAddress remote) {
      this(remote, Optional.empty(), Optional.empty(), 0);
    }
  }

  /**
   * Echo requests of ICMP or ICMPv6, and the replies to them (RFC 792, RFC 4443 section 4). A
   * conversation sends and receives what they carry; who asked whom is settled beneath it.
   *
   * @param address who is asked
   * @param source the address to ask from; empty for the kernel's choice
   * @param device the network interface to bind to ({@code SO_BINDTODEVICE}), at most 15 bytes;
   *     empty for none
   * @param firewallMark the mark of outgoing packets ({@code SO_MARK}), unsigned 32 bits, 0 for
   *     none
   */
  record Echo(
      InetAddress address, Optional<InetAddress> source, Optional<String> device, int firewallMark)
      implements Transport {

    /**
     * Refuses a source of the other family.
     *
     * @throws IllegalArgumentException if a value is out of its range or they contradict each other
     */
    public Echo {
      Objects.requireNonNull(source, "source");
      requireConsistent(at(address), source.map(Echo::at), device);
    }

    /**
     * Echo requests with nothing special about them.
     *
     * @param address who is asked
     */
    public Echo(InetAddress address) {
      this(address, Optional.empty(), Optional.empty(), 0);
    }

    private static InetSocketAddress at(InetAddress address) {
      return new InetSocketAddress(Objects.requireNonNull(address, "address"), 0);
    }

    @Override
    public InetSocketAddress remote() {
      return at(address);
    }

    @Override
    public Optional<InetSocketAddress> local() {
      return source.map(Echo::at);
    }
  }

  private static void requirePort(String protocol, InetSocketAddress remote) {
    if (remote.isUnresolved() || remote.getPort() == 0) {
      throw new IllegalArgumentException(
          "a "
              + protocol
              + " probe needs an address and a port to connect to, got "
              + remote
              + ": give a numeric address and a port from 1 to 65535");
    }
  }

  private static void requireConsistent(
      InetSocketAddress remote, Optional<InetSocketAddress> local, Optional<String> device) {
    Objects.requireNonNull(local, "local");
    Objects.requireNonNull(device, "device");
    if (local.isPresent()
        && (local.get().isUnresolved()
            || local.get().getAddress().getClass() != remote.getAddress().getClass())) {
      throw new IllegalArgumentException(
          "cannot connect to "
              + remote
              + " from "
              + local.get()
              + ": give a local address of the same family");
    }
    if (device.isPresent() && (device.get().isEmpty() || device.get().length() > 15)) {
      throw new IllegalArgumentException(
          "an interface name has 1 to 15 bytes, got \"" + device.get() + "\"");
    }
  }
}
