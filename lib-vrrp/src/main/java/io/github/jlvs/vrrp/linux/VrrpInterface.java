// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.netlink.route.Link;
import io.github.jlvs.vrrp.AdvertisementCodec;
import io.github.jlvs.vrrp.IpDatagram;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.VrrpException;
import io.github.jlvs.vrrp.linux.RunnerEvent.InterfaceCondition;
import java.net.Inet4Address;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An interface that virtual routers use: hands what its port receives to the right one. Outlives
 * the interface itself, whose port is closed and opened as it goes and comes.
 */
final class VrrpInterface implements AutoCloseable {
  /**
   * A socket that was found empty so short a time ago need not be looked at again before a timer is
   * believed.
   */
  private static final long FRESH_NANOS = 2_000_000;

  private final String name;
  private final Host host;
  private final Reporter reporter;
  private final Map<Integer, RunningRouter> routers = new HashMap<>();
  private final Map<Inet4Address, RunningRouter> byAddress = new HashMap<>();

  private InterfaceCondition condition = InterfaceCondition.ABSENT;
  private @Nullable VrrpPort port;
  private long drained;
  private long receivedBefore;
  private long droppedBefore;
  private long droppedReported;
  private long otherVirtualRouters;
  private long unusable;

  VrrpInterface(String name, Host host, Reporter reporter) {
    this.name = name;
    this.host = host;
    this.reporter = reporter;
    this.drained = host.now() - FRESH_NANOS;
  }

  /** Serves these routers, all of this interface, from now on. */
  void serve(Iterable<RunningRouter> served) {
    routers.clear();
    byAddress.clear();
    for (RunningRouter router : served) {
      routers.put(router.setup().config().vrid(), router);
      router.setup().config().addresses().forEach(address -> byAddress.put(address, router));
    }
    equip();
  }

  /** Opens or closes the port as the interface asks for it; says whether the port works. */
  boolean follow(Optional<Link> link) {
    if (port != null && (link.isEmpty() || link.get().index() != port.interfaceIndex())) {
      closePort();
    }
    if (port == null && link.isPresent()) {
      try {
        port = host.openPort(name, link.get().index(), this::hear, this::received);
      } catch (LinuxException e) {
        closePort();
        reporter.tell(new RunnerEvent.SocketFailed(name, String.valueOf(e.getMessage())));
        return false;
      }
      equip();
    }
    return port != null;
  }

  void condition(InterfaceCondition changed) {
    condition = changed;
  }

  InterfaceCondition condition() {
    return condition;
  }

  boolean isOpen() {
    return port != null;
  }

  String name() {
    return name;
  }

  private void equip() {
    if (port == null) {
      return;
    }
    Set<Inet4Address> groups = new HashSet<>();
    // With unicast too, so that a router set up for multicast is noticed.
    groups.add(new Transport.Multicast().group());
    for (RunningRouter router : routers.values()) {
      if (router.setup().transport() instanceof Transport.Multicast multicast) {
        groups.add(multicast.group());
      }
    }
    try {
      port.serve(routers.size());
      port.listenTo(groups);
    } catch (LinuxException e) {
      reporter.tell(new RunnerEvent.SocketFailed(name, String.valueOf(e.getMessage())));
      closePort();
    }
  }

  /** Hears what waits in the socket, unless that has just been done. */
  void drain() {
    if (host.now() - drained >= FRESH_NANOS) {
      hear();
    }
  }

  private void hear() {
    if (port != null) {
      port.drain();
      drained = host.now();
    }
  }

  void send(AdvertisementSender sender, int priority) {
    if (port != null) {
      sender.send(priority, port, reporter);
    }
  }

  private void received(IpDatagram datagram) {
    if (datagram instanceof IpDatagram.Unusable refused) {
      unusable++;
      reporter.unusable(name, refused);
      return;
    }
    IpDatagram.Vrrp packet = (IpDatagram.Vrrp) datagram;
    RunningRouter router = routers.get(packet.virtualRouterId());
    if (router == null) {
      router = claimedBy(packet);
    }
    if (router == null) {
      otherVirtualRouters++;
    } else {
      router.judge(packet);
    }
  }

  /** The router one of whose addresses a packet with a strange VRID claims: two masters to be. */
  private @Nullable RunningRouter claimedBy(IpDatagram.Vrrp packet) {
    try {
      for (Inet4Address address : AdvertisementCodec.decode(packet.payload()).addresses()) {
        RunningRouter owner = byAddress.get(address);
        if (owner != null) {
          return owner;
        }
      }
      return null;
    } catch (VrrpException noAdvertisement) {
      return null;
    }
  }

  /** Reports what the kernel has dropped since the last report. */
  void reportDrops() {
    long dropped = status().dropped();
    if (dropped > droppedReported) {
      reporter.tell(new RunnerEvent.DatagramsDropped(name, dropped - droppedReported));
      droppedReported = dropped;
    }
  }

  InterfaceStatus status() {
    return new InterfaceStatus(
        name,
        condition,
        receivedBefore + (port == null ? 0 : port.received()),
        droppedBefore + (port == null ? 0 : port.dropped()),
        otherVirtualRouters,
        unusable);
  }

  private void closePort() {
    if (port != null) {
      receivedBefore += port.received();
      droppedBefore += port.dropped();
      port.close();
      port = null;
    }
  }

  @Override
  public void close() {
    closePort();
  }
}
