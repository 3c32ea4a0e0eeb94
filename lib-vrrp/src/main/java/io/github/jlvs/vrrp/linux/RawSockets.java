// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.LinuxSocket;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.vrrp.IpDatagram;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** What raw sockets of one family of addresses have of their own. Refusals are thrown. */
sealed interface RawSockets permits RawIpv4Sockets, RawIpv6Sockets {
  /** Larger than any VRRP packet; what is longer is cut off and then refused for its length. */
  int LARGEST_DATAGRAM = 4608;

  static RawSockets of(AddressFamily family) {
    return family == AddressFamily.IPV4 ? new RawIpv4Sockets() : new RawIpv6Sockets();
  }

  /** The number of the family, for socket(2). */
  int family();

  /**
   * Has a socket hear only the groups that it joins itself, and be told what it needs to know.
   *
   * @throws LinuxException if the kernel refuses
   */
  void prepareReceiver(LinuxSocket receiver);

  /**
   * Has a socket send whole datagrams, which do not come back to this host.
   *
   * @param interfaceIndex where multicast leaves; {@link VrrpSockets#EVERY_INTERFACE} for no choice
   * @throws LinuxException if the kernel refuses
   */
  void prepareSender(LinuxSocket sender, int interfaceIndex);

  /**
   * Joins a group on an interface.
   *
   * @throws LinuxException if the kernel refuses
   */
  void join(LinuxSocket receiver, InetAddress group, int interfaceIndex);

  /**
   * Leaves it.
   *
   * @throws LinuxException if the kernel refuses
   */
  void leave(LinuxSocket receiver, InetAddress group, int interfaceIndex);

  /** Reads one datagram, valid until the next is read; null when none waits. */
  @Nullable IpDatagram receive(LinuxSocket receiver);
}
