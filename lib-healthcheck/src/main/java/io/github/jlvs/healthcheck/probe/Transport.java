// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe;

import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;

/** The connection a probe needs the loop to open before the conversation starts. */
public sealed interface Transport {

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
      Objects.requireNonNull(remote, "remote");
      Objects.requireNonNull(local, "local");
      Objects.requireNonNull(device, "device");
      if (remote.isUnresolved() || remote.getPort() == 0) {
        throw new IllegalArgumentException(
            "a TCP probe needs an address and a port to connect to, got "
                + remote
                + ": give a numeric address and a port from 1 to 65535");
      }
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

    /**
     * A connection with nothing special about it.
     *
     * @param remote where to connect to; resolved, port 1 to 65535
     */
    public Tcp(InetSocketAddress remote) {
      this(remote, Optional.empty(), Optional.empty(), 0);
    }
  }
}
