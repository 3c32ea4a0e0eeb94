// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.vrrp.IpDatagram;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.linux.RunnerEvent.InterfaceCondition;
import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An interface that virtual routers use: hands what its port receives to the right one. Outlives
 * the interface itself, whose port is closed and opened as it goes and comes. One more, {@link
 * #EVERY}, stands for the whole host and serves the routers with unicast.
 */
final class VrrpInterface implements AutoCloseable {
  /**
   * A socket that was found empty so short a time ago need not be looked at again before a timer is
   * believed.
   */
  private static final long FRESH_NANOS = 2_000_000;

  /** No interface can be named so: it has a blank. */
  static final String EVERY = "every interface";

  private final String name;
  private final Host host;
  private final Reporter reporter;
  private final List<RunningRouter> routers = new ArrayList<>();
  private Dispatch dispatch = new Dispatch.OfInterface(List.of());
  private InterfaceCondition condition = InterfaceCondition.ABSENT;
  private @Nullable VrrpPort port;
  private long drained;
  private long receivedBefore;
  private long droppedBefore;
  private long droppedReported;
  private long otherVirtualRouters;
  private long elsewhere;
  private long unusable;

  VrrpInterface(String name, Host host, Reporter reporter) {
    this.name = name;
    this.host = host;
    this.reporter = reporter;
    this.drained = host.now() - FRESH_NANOS;
  }

  /** Serves these routers from now on. */
  void serve(List<RunningRouter> served) {
    routers.clear();
    routers.addAll(served);
    dispatch = name.equals(EVERY) ? new Dispatch.OfPeers(served) : new Dispatch.OfInterface(served);
    equip();
  }

  /** Opens or closes the port as the interface asks for it; says whether the port works. */
  boolean follow(OptionalInt index) {
    if (port != null && (index.isEmpty() || index.getAsInt() != port.interfaceIndex())) {
      closePort();
    }
    if (port == null && index.isPresent()) {
      try {
        port = host.openPort(name, index.getAsInt(), this::hear, this::received);
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
    try {
      port.serve(routers.size());
      port.listenTo(groups());
    } catch (LinuxException e) {
      reporter.tell(new RunnerEvent.SocketFailed(name, String.valueOf(e.getMessage())));
      closePort();
    }
  }

  private Set<Inet4Address> groups() {
    Set<Inet4Address> groups = new HashSet<>();
    if (!name.equals(EVERY)) {
      // With unicast too, so that a router set up for multicast is noticed.
      groups.add(new Transport.Multicast().group());
    }
    for (RunningRouter router : routers) {
      if (router.setup().transport() instanceof Transport.Multicast multicast) {
        groups.add(multicast.group());
      }
    }
    return groups;
  }

  /** Hears what waits in the socket, unless that has just been done. */
  void drain() {
    if (host.now() - drained >= FRESH_NANOS) {
      hear();
    }
  }

  private void hear() {
    if (port != null) {
      // What comes while this thread is stopped after the last look is not known to be heard.
      long asked = host.now();
      port.drain();
      drained = asked;
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
    if (dispatch.isElsewhere(packet)) {
      elsewhere++;
      return;
    }
    RunningRouter router = dispatch.find(packet);
    if (router == null) {
      otherVirtualRouters++;
    } else {
      router.judge(packet);
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
        receivedBefore + (port == null ? 0 : port.received()) - elsewhere,
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
