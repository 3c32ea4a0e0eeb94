// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.direct;

import io.github.jlvs.healthcheck.probe.Probe;
import io.github.jlvs.net.AddressFamily;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;

/**
 * {@code DR_CHECK}, which keepalived does not have: the real server is well when it accepts a
 * connection to the virtual address, in a packet that reaches it as those of clients do. A check of
 * its own address succeeds also where it lacks the virtual address, where a packet filter drops
 * what comes for that, or where the program listens on other addresses alone.
 *
 * <p>The connection is ended before it is complete: the program never hears of it. Takes
 * CAP_NET_RAW, and with {@link Way.Link} CAP_NET_ADMIN as well, to have the kernel look for a
 * hardware address that it does not know.
 *
 * @param server the real server's own address
 * @param virtual the virtual address and port that it is asked as; resolved, port 1 to 65535
 * @param way how packets for it reach the real server
 * @param source the address of this host to ask from; empty for the one of the route to the server
 * @param device the interface by which the server is reached, at most 15 bytes; empty for that of
 *     the route
 */
public record DirectProbe(
    InetAddress server,
    InetSocketAddress virtual,
    Way way,
    Optional<InetAddress> source,
    Optional<String> device)
    implements Probe {

  /**
   * Refuses what cannot be asked.
   *
   * @throws IllegalArgumentException if the virtual address is not resolved or has no port, the
   *     source is of another family than it, or the server is and is not reached in a tunnel
   */
  public DirectProbe {
    Objects.requireNonNull(server, "server");
    Objects.requireNonNull(virtual, "virtual");
    Objects.requireNonNull(way, "way");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(device, "device");
    if (virtual.isUnresolved() || virtual.getPort() == 0) {
      throw new IllegalArgumentException(
          "a real server is asked as a virtual address with a port, got "
              + virtual
              + ": give a numeric address and a port from 1 to 65535");
    }
    AddressFamily family = AddressFamily.of(virtual.getAddress());
    if (way instanceof Way.Link && AddressFamily.of(server) != family) {
      throw new IllegalArgumentException(
          "direct routing does not lead from "
              + virtual
              + " to "
              + server
              + ", which is of another family: a tunnel does");
    }
    if (source.isPresent() && AddressFamily.of(source.get()) != family) {
      throw new IllegalArgumentException(
          "cannot ask as " + virtual + " from " + source.get() + ", which is of another family");
    }
  }

  /**
   * Asks a real server of direct routing, from the address of the route to it.
   *
   * @param server the real server's own address
   * @param virtual the virtual address and port
   * @return the probe
   */
  public static DirectProbe of(InetAddress server, InetSocketAddress virtual) {
    return new DirectProbe(server, virtual, new Way.Link(), Optional.empty(), Optional.empty());
  }

  /**
   * The same, reached in another way.
   *
   * @param other how packets reach it
   * @return the probe
   */
  public DirectProbe by(Way other) {
    return new DirectProbe(server, virtual, other, source, device);
  }

  /**
   * About how much memory a try takes at the most, as {@link
   * io.github.jlvs.healthcheck.probe.NetworkProbe#memory}.
   *
   * @return bytes
   */
  public long memory() {
    return 4096;
  }

  @Override
  public String checkName() {
    return "DR_CHECK";
  }
}
