// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.linux.Epoll;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.LinuxSocket;
import io.github.jlvs.linux.NetworkNamespace;
import io.github.jlvs.linux.SocketAddress;
import io.github.jlvs.linux.Sysctl;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.netlink.NetlinkOptions;
import io.github.jlvs.netlink.netfilter.AddressTable;
import io.github.jlvs.netlink.netfilter.NetfilterSocket;
import io.github.jlvs.netlink.route.IfAddress;
import io.github.jlvs.netlink.route.Link;
import io.github.jlvs.netlink.route.LinkKind;
import io.github.jlvs.netlink.route.NewLink;
import io.github.jlvs.netlink.route.Route;
import io.github.jlvs.netlink.route.RouteEvent;
import io.github.jlvs.netlink.route.RouteEvents;
import io.github.jlvs.netlink.route.RouteSocket;
import io.github.jlvs.netlink.route.Rule;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The host that the kernel makes of a network namespace, on an event loop.
 *
 * <p>The kernel answers rtnetlink requests before the call returns: this is the one place where the
 * loop waits for anything, and it waits for the kernel alone.
 */
final class LinuxHost implements Host {
  private static final int MOST_FRAME_ADDRESSES = 256;

  private final EventLoop loop;
  private final LoopClock clock;
  private final Optional<NetworkNamespace> namespace;
  private final RouteSocket network;
  private final RouteEvents changes;
  private final LinuxSocket frames;
  private final ThreadTimes times = new ThreadTimes();

  /** Where frames go: a kind of frame always goes to the same neighbours. */
  private final Map<Long, SocketAddress> frameAddresses = new HashMap<>();

  private final NetlinkOptions options;
  private EventLoop.@Nullable Watch watch;
  private @Nullable NetfilterSocket netfilter;
  private Runnable onEvents = () -> {};

  /** Changes of routes and rules, while somebody has some. */
  private Optional<RouteEvents> routeChanges = Optional.empty();

  private EventLoop.@Nullable Watch routeWatch;

  private LinuxHost(
      EventLoop loop,
      Optional<NetworkNamespace> namespace,
      NetlinkOptions options,
      RouteSocket network,
      RouteEvents changes,
      LinuxSocket frames) {
    this.loop = loop;
    this.clock = new LoopClock(loop);
    this.namespace = namespace;
    this.options = options;
    this.network = network;
    this.changes = changes;
    this.frames = frames;
  }

  /**
   * Opens the sockets that are not an interface's.
   *
   * @throws io.github.jlvs.linux.LinuxException EPERM without CAP_NET_RAW
   * @throws io.github.jlvs.netlink.NetlinkException if rtnetlink can't be used
   */
  static LinuxHost open(EventLoop loop, Optional<NetworkNamespace> namespace) {
    NetlinkOptions options =
        namespace.map(NetlinkOptions.defaults()::inNamespace).orElseGet(NetlinkOptions::defaults);
    LinuxSocket frames =
        namespace.map(other -> other.call(LinuxHost::frames)).orElseGet(LinuxHost::frames);
    try {
      RouteSocket network = RouteSocket.open(options);
      try {
        return new LinuxHost(
            loop, namespace, options, network, RouteEvents.ofLinksAndAddresses(options), frames);
      } catch (RuntimeException e) {
        network.close();
        throw e;
      }
    } catch (RuntimeException e) {
      frames.close();
      throw e;
    }
  }

  /** Protocol 0: the socket receives nothing. The kernel writes the Ethernet header. */
  private static LinuxSocket frames() {
    return LinuxSocket.openNonBlocking(
        "socket for gratuitous ARP", LinuxSocket.AF_PACKET, LinuxSocket.SOCK_DGRAM, 0);
  }

  @Override
  public long now() {
    return clock.now();
  }

  @Override
  public long wallClock() {
    return clock.wallClock();
  }

  @Override
  public Alarm alarm(Runnable action) {
    return clock.alarm(action);
  }

  @Override
  public long awakeSince() {
    return loop.awakeSince();
  }

  @Override
  public Optional<TimeUse> timeUse() {
    return times.read(clock.now());
  }

  @Override
  public long collectedWithin(long nanos) {
    return GarbageCollections.within(nanos);
  }

  @Override
  public Optional<Link> link(String name) {
    return network.link(name);
  }

  @Override
  public void add(NewLink link) {
    network.add(link);
  }

  @Override
  public void setKind(int interfaceIndex, LinkKind kind) {
    network.setKind(interfaceIndex, kind);
  }

  @Override
  public void setAlias(int interfaceIndex, String alias) {
    network.setAlias(interfaceIndex, alias);
  }

  @Override
  public void setUp(int interfaceIndex) {
    network.setUp(interfaceIndex);
  }

  @Override
  public void deleteLink(int interfaceIndex) {
    network.deleteLink(interfaceIndex);
  }

  @Override
  public List<IfAddress> addresses() {
    return network.addresses();
  }

  @Override
  public void add(IfAddress address) {
    network.add(address);
  }

  @Override
  public void delete(IfAddress address) {
    network.delete(address);
  }

  @Override
  public void add(Route route) {
    network.prepend(route);
  }

  @Override
  public void delete(Route route) {
    network.delete(route);
  }

  @Override
  public void add(Rule rule) {
    network.add(rule);
  }

  @Override
  public void delete(Rule rule) {
    network.delete(rule);
  }

  @Override
  public void refuse(FilterTable table, Set<InetAddress> addresses) {
    NetfilterSocket filter = netfilter();
    for (AddressFamily family : AddressFamily.values()) {
      Set<InetAddress> some =
          addresses.stream()
              .filter(address -> AddressFamily.of(address) == family)
              .collect(Collectors.toSet());
      if (some.isEmpty()) {
        filter.remove(family, table.name());
      } else {
        filter.replace(
            new AddressTable(family, table.name(), table.priority(), table.counters(), some));
      }
    }
  }

  /** Opened when it is needed: the kernel may load a module for it. */
  private NetfilterSocket netfilter() {
    if (netfilter == null) {
      netfilter = NetfilterSocket.open(options);
    }
    return netfilter;
  }

  @Override
  public void watchChanges(Runnable onEvents) {
    this.onEvents = onEvents;
    watch = loop.watch(changes.descriptor(), Epoll.EPOLLIN, ready -> onEvents.run());
  }

  @Override
  public void watchRoutes(boolean wanted) {
    if (wanted == routeChanges.isPresent()) {
      return;
    }
    if (wanted) {
      RouteEvents opened = RouteEvents.ofRoutesAndRules(options);
      routeChanges = Optional.of(opened);
      routeWatch = loop.watch(opened.descriptor(), Epoll.EPOLLIN, ready -> onEvents.run());
    } else {
      closeRouteChanges();
    }
  }

  @Override
  public boolean events(Consumer<RouteEvent> consumer) {
    boolean any = changes.await(Duration.ZERO, consumer);
    return (routeChanges.isPresent() && routeChanges.get().await(Duration.ZERO, consumer)) || any;
  }

  @Override
  public String setting(String path) {
    return inNamespace(() -> new Sysctl(path).read());
  }

  @Override
  public void setting(String path, String value) {
    String unused =
        inNamespace(
            () -> {
              new Sysctl(path).write(value);
              return value;
            });
  }

  private <T> T inNamespace(Supplier<T> question) {
    return namespace.isPresent() ? namespace.get().call(question::get) : question.get();
  }

  @Override
  public AdvertisementPort openAdvertisementPort(
      AddressFamily family, String interfaceName, int interfaceIndex) {
    return new LinuxAdvertisementPort(
        inNamespace(
            () -> LinuxVrrpSockets.sender(RawSockets.of(family), interfaceName, interfaceIndex)));
  }

  @Override
  public VrrpSockets openSockets(
      AddressFamily family, String interfaceName, int interfaceIndex, Runnable onDatagrams) {
    return LinuxVrrpSockets.open(
        loop, namespace, family, interfaceName, interfaceIndex, onDatagrams);
  }

  @Override
  public int sendFrame(ByteBuffer frame, int interfaceIndex, int etherType, byte[] destination) {
    if (frameAddresses.size() > MOST_FRAME_ADDRESSES) {
      // Interfaces that were deleted and made again many times have left theirs behind.
      frameAddresses.clear();
    }
    SocketAddress to =
        frameAddresses.computeIfAbsent(
            (long) interfaceIndex << Integer.SIZE | etherType,
            absent -> SocketAddress.packet(interfaceIndex, etherType, destination));
    return frames.sendTo(frame, to);
  }

  @Override
  public void close() {
    if (watch != null) {
      watch.close();
      watch = null;
    }
    if (netfilter != null) {
      netfilter.close();
      netfilter = null;
    }
    closeRouteChanges();
    changes.close();
    network.close();
    frames.close();
    times.close();
  }

  private void closeRouteChanges() {
    if (routeWatch != null) {
      routeWatch.close();
      routeWatch = null;
    }
    routeChanges.ifPresent(RouteEvents::close);
    routeChanges = Optional.empty();
  }
}
