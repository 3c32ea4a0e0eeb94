// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.vrrp.IpDatagram;
import java.net.InetAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The sockets through which VRRP packets come and go on one interface. */
interface VrrpSockets extends AdvertisementPort {
  /** The index that no interface has. */
  int EVERY_INTERFACE = 0;

  /** Datagrams that did not fit into the receive buffer since it was opened. */
  long dropped();

  /** Makes the receive buffer hold so many octets for virtual routers, besides what else comes. */
  void receiveBuffer(int octets);

  /**
   * Is a member of these groups from now on, and of no others.
   *
   * @throws io.github.jlvs.linux.LinuxException if the kernel refuses
   */
  void listenTo(Set<InetAddress> wanted);

  /**
   * A number of datagrams that the receive buffer cannot hold. Who has read as many has read all
   * that came before the first of them, and a flood cannot keep the loop from its timers.
   */
  int mostWaiting();

  /** Reads one datagram, valid until the next is read; null when none waits. */
  @Nullable IpDatagram receive();
}
