// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.vrrp.IpDatagram;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.linux.RunnerEvent.InterfaceCondition;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An interface that virtual routers use: reads its sockets and hands each packet to the right one.
 * Outlives the interface itself, whose sockets are closed and opened as it goes and comes. One
 * more, {@link InterfaceKey#ofEveryInterface}, stands for the whole host and serves the routers
 * with unicast.
 */
final class VrrpInterface implements AutoCloseable {
  /**
   * A socket that was found empty less than this ago is not read again before a timer is believed.
   */
  private static final long FRESH_NANOS = 2_000_000;

  private static final int BUFFER_A_ROUTER = 16 * 1024;
  private static final long LARGEST_BUFFER = 1 << 28;

  private final InterfaceKey key;
  private final String name;
  private final Host host;
  private final Reporter reporter;
  private final Namesakes namesakes;
  private final List<RunningRouter> routers = new ArrayList<>();
  private Dispatch dispatch = new Dispatch.OfInterface(List.of());
  private InterfaceCondition condition = InterfaceCondition.ABSENT;
  private @Nullable VrrpSockets sockets;

  /** The index of the interface that the sockets were opened on. */
  private OptionalInt openOn = OptionalInt.empty();

  private boolean tellUnknownRouters;
  private long drained;
  private long received;
  private long droppedBefore;
  private long droppedReported;
  private long otherVirtualRouters;
  private long elsewhere;
  private long unusable;

  VrrpInterface(InterfaceKey key, Host host, Reporter reporter, Namesakes namesakes) {
    this.key = key;
    this.name = key.interfaceName();
    this.host = host;
    this.reporter = reporter;
    this.namesakes = namesakes;
    this.drained = host.now() - FRESH_NANOS;
  }

  /** Serves these routers from now on. */
  void serve(List<RunningRouter> served, boolean tell) {
    tellUnknownRouters = tell;
    routers.clear();
    routers.addAll(served);
    dispatch =
        key.isEveryInterface() ? new Dispatch.OfPeers(served) : new Dispatch.OfInterface(served);
    configureSockets();
  }

  /** Opens or closes the sockets as the interface comes and goes; returns whether they are open. */
  boolean follow(OptionalInt index) {
    if (sockets != null && !index.equals(openOn)) {
      closeSockets();
    }
    if (sockets == null && index.isPresent()) {
      try {
        sockets = host.openSockets(key.family(), name, index.getAsInt(), this::receive);
        openOn = index;
      } catch (LinuxException e) {
        closeSockets();
        reporter.tell(new RunnerEvent.SocketFailed(name, e));
        return false;
      }
      configureSockets();
    }
    return sockets != null;
  }

  void condition(InterfaceCondition changed) {
    condition = changed;
  }

  InterfaceCondition condition() {
    return condition;
  }

  /** Where packets are sent; null while the interface is away. */
  @Nullable VrrpSockets sockets() {
    return sockets;
  }

  boolean isOpen() {
    return sockets != null;
  }

  InterfaceKey key() {
    return key;
  }

  private void configureSockets() {
    if (sockets == null) {
      return;
    }
    try {
      sockets.receiveBuffer(receiveBuffer());
      sockets.listenTo(groups());
    } catch (LinuxException e) {
      reporter.tell(new RunnerEvent.SocketFailed(name, e));
      closeSockets();
    }
  }

  private int receiveBuffer() {
    long octets = 0;
    for (RunningRouter router : routers) {
      octets += Math.max(BUFFER_A_ROUTER, router.setup().socketUse().receiveBuffer());
    }
    return (int) Math.min(LARGEST_BUFFER, octets);
  }

  private Set<InetAddress> groups() {
    Set<InetAddress> groups = new HashSet<>();
    if (!key.isEveryInterface()) {
      // With unicast too, so that a router set up for multicast is noticed.
      groups.add(new Transport.Multicast(key.family()).group());
    }
    for (RunningRouter router : routers) {
      if (router.setup().transport() instanceof Transport.Multicast multicast) {
        groups.add(multicast.group());
      }
    }
    return groups;
  }

  /** Reads what waits in the socket, unless that has just been done. */
  void drain() {
    if (host.now() - drained >= FRESH_NANOS) {
      receive();
    }
  }

  /** Reads what waits in the socket, and has the routers hear it. */
  private void receive() {
    VrrpSockets open = sockets;
    if (open == null) {
      return;
    }
    // What comes while this thread is stopped after the last look is not known to be heard.
    long asked = host.now();
    for (int left = open.mostWaiting(); left > 0; left--) {
      IpDatagram datagram = open.receive();
      if (datagram == null) {
        break;
      }
      deliver(datagram);
    }
    drained = asked;
  }

  private void deliver(IpDatagram datagram) {
    received++;
    if (datagram instanceof IpDatagram.Unusable refused) {
      unusable++;
      reporter.unusable(name, refused);
      return;
    }
    IpDatagram.Vrrp packet = (IpDatagram.Vrrp) datagram;
    if (dispatch.isElsewhere(packet)) {
      elsewhere++;
      return;
    }
    RunningRouter router = dispatch.find(packet);
    if (router == null) {
      otherVirtualRouters++;
      if (tellUnknownRouters) {
        reporter.unknownRouter(name, packet.header().vrid(), packet.source());
      }
    } else {
      namesakes.heard(router, packet);
      router.receive(packet);
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
        key.family(),
        condition,
        received - elsewhere,
        droppedBefore + (sockets == null ? 0 : sockets.dropped()),
        otherVirtualRouters,
        unusable);
  }

  private void closeSockets() {
    if (sockets != null) {
      droppedBefore += sockets.dropped();
      sockets.close();
      sockets = null;
    }
  }

  @Override
  public void close() {
    closeSockets();
  }
}
