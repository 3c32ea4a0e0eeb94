// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.netlink.route.IfAddress;
import io.github.jlvs.netlink.route.Link;
import io.github.jlvs.netlink.route.LinkKind;
import io.github.jlvs.netlink.route.NewLink;
import io.github.jlvs.netlink.route.Route;
import io.github.jlvs.netlink.route.RouteEvent;
import io.github.jlvs.netlink.route.Rule;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * All that a runner does to a host, and all that it hears of it: time, rtnetlink, sockets. {@link
 * LinuxHost} is the kernel's; the tests have one in memory, on which whole lives are played without
 * a kernel, a thread or rights.
 *
 * <p>Requests to rtnetlink throw {@link io.github.jlvs.netlink.NetlinkException} with the kernel's
 * error number, sockets that can't be opened {@link io.github.jlvs.linux.LinuxException}.
 */
interface Host extends Clock, AutoCloseable {

  /** When the loop's last wait ended, by this clock. */
  long awakeSince();

  /** What the loop's thread has made of its time; empty where the kernel does not tell. */
  Optional<TimeUse> timeUse();

  /** For how many nanoseconds of the last so many the JVM collected garbage. */
  long collectedWithin(long nanos);

  // ---- rtnetlink

  /** The interface of that name, of 1 to 15 octets. */
  Optional<Link> link(String name);

  /** Makes an interface, which is down; EEXIST if there is one of that name. */
  void add(NewLink link);

  /** Changes who a macvlan or an ipvlan may talk to. */
  void setKind(int interfaceIndex, LinkKind kind);

  /** Notes something about an interface, which outlives this process. */
  void setAlias(int interfaceIndex, String alias);

  /** Takes an interface up. */
  void setUp(int interfaceIndex);

  /** ENODEV if it is not there. */
  void deleteLink(int interfaceIndex);

  /** All addresses of all interfaces, in the kernel's order. */
  List<IfAddress> addresses();

  /** EEXIST if it is there. */
  void add(IfAddress address);

  /** EADDRNOTAVAIL if it is not there. */
  void delete(IfAddress address);

  /** Adds it before others with the same destination; EEXIST if the very same is there. */
  void add(Route route);

  /** ESRCH if it is not there. */
  void delete(Route route);

  /** EEXIST if it is there. */
  void add(Rule rule);

  /** ENOENT if it is not there. */
  void delete(Rule rule);

  /**
   * Drops packets to and from exactly these addresses, by a table of nftables; without an address
   * there is no such table.
   *
   * @throws io.github.jlvs.linux.LinuxException if the kernel cannot, as one without nftables
   */
  void refuse(FilterTable table, Set<InetAddress> addresses);

  /**
   * Listens to the changes of links and addresses, those made through this object among them.
   *
   * @param onEvents called when some wait, again and again until {@link #events} has taken all
   */
  void watchChanges(Runnable onEvents);

  /**
   * Begins or ends to listen to the changes of routes and rules too; the host of a routing daemon
   * has many.
   *
   * @throws io.github.jlvs.linux.LinuxException if the kernel refuses
   */
  void watchRoutes(boolean wanted);

  /** Hands over some of the changes that wait, in order; false when there was none. */
  boolean events(Consumer<RouteEvent> consumer);

  // ---- settings

  /**
   * A kernel parameter of IPv4 or IPv6.
   *
   * @param path its name below /proc/sys, with slashes
   * @throws io.github.jlvs.linux.LinuxException ENOENT if the kernel does not have it
   */
  String setting(String path);

  /**
   * Changes it.
   *
   * @throws io.github.jlvs.linux.LinuxException if the kernel refuses
   */
  void setting(String path, String value);

  // ---- sockets

  /** Opens what sends by one interface and hears nothing. */
  AdvertisementPort openAdvertisementPort(
      AddressFamily family, String interfaceName, int interfaceIndex);

  /**
   * Opens the sockets for VRRP of one family on an interface.
   *
   * @param family of the packets
   * @param interfaceIndex the interface; {@link VrrpSockets#EVERY_INTERFACE} for unicast, which
   *     comes and goes where the host's routes lead
   * @param onDatagrams called when datagrams wait, again and again until they are read
   */
  VrrpSockets openSockets(
      AddressFamily family, String interfaceName, int interfaceIndex, Runnable onDatagrams);

  /**
   * Sends what follows an Ethernet header.
   *
   * @param destination the hardware address; always the same for one ether type
   * @return {@code -errno} when it can't be sent
   */
  int sendFrame(ByteBuffer frame, int interfaceIndex, int etherType, byte[] destination);

  @Override
  void close();
}
