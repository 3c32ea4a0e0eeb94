// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.SocketAddress;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.Prefix;
import io.github.jlvs.netlink.NetlinkException;
import io.github.jlvs.netlink.route.IfAddress;
import io.github.jlvs.netlink.route.Link;
import io.github.jlvs.netlink.route.LinkKind;
import io.github.jlvs.netlink.route.NewLink;
import io.github.jlvs.netlink.route.Route;
import io.github.jlvs.netlink.route.RouteEvent;
import io.github.jlvs.netlink.route.Rule;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A host in memory: a clock that goes when it is told to, a network that behaves as the kernel's
 * does as far as a runner can see, and sockets whose packets are kept. The rest of the world is
 * {@link #network()} and {@link #packets()}.
 */
final class FakeHost implements Host {
  private final FakeClock clock = new FakeClock();
  private final FakeNetwork network = new FakeNetwork();
  private final List<FakeVrrpSockets> sockets = new ArrayList<>();
  private final List<Packet> packets = new ArrayList<>();
  private final List<Frame> frames = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private final Map<String, Errno> refusals = new HashMap<>();
  private final Deque<RouteEvent> events = new ArrayDeque<>();
  private final Map<String, Set<InetAddress>> tables = new TreeMap<>();
  private Runnable onEvents = () -> {};
  private Runnable afterDrain = () -> {};
  private int dumps;
  private boolean closed;
  private boolean routesWatched;
  private long awakeSince;
  private Optional<TimeUse> timeUse = Optional.empty();
  private long collected;

  /** An advertisement that went out. */
  record Packet(long at, String interfaceName, ByteBuffer datagram) {
    /** The source in its IP header. */
    String source() {
      return Addresses.text(datagram, 12);
    }

    String destination() {
      return Addresses.text(datagram, 16);
    }

    int vrid() {
      return datagram.get(21) & 0xff;
    }

    int priority() {
      return datagram.get(22) & 0xff;
    }
  }

  /** An announcement that went out. */
  record Frame(long at, int interfaceIndex, int etherType, ByteBuffer content) {
    /** The address that it announces, if it is gratuitous ARP. */
    String announced() {
      return Addresses.text(content, 14);
    }
  }

  private final FakeVrrpSockets.Wire wire =
      new FakeVrrpSockets.Wire() {
        @Override
        public int send(String interfaceName, ByteBuffer datagram) {
          packets.add(new Packet(clock.now(), interfaceName, copy(datagram)));
          return datagram.remaining();
        }

        @Override
        public void foundEmpty() {
          Runnable once = afterDrain;
          afterDrain = () -> {};
          once.run();
        }
      };

  /** Signed packets are signed anew in their place. */
  private static ByteBuffer copy(ByteBuffer datagram) {
    return ByteBuffer.allocate(datagram.remaining()).put(datagram.duplicate()).flip();
  }

  FakeHost() {
    network.listener(this::happened);
  }

  private void happened(RouteEvent event) {
    boolean ofRoutes =
        event instanceof RouteEvent.RouteAdded
            || event instanceof RouteEvent.RouteDeleted
            || event instanceof RouteEvent.RuleAdded
            || event instanceof RouteEvent.RuleDeleted;
    if (routesWatched || !ofRoutes) {
      events.add(event);
    }
  }

  @Override
  public long awakeSince() {
    return awakeSince;
  }

  @Override
  public Optional<TimeUse> timeUse() {
    return timeUse;
  }

  @Override
  public long collectedWithin(long nanos) {
    return collected;
  }

  // ---- the rest of the world

  /** The loop's wait has just ended. */
  void wakes() {
    awakeSince = clock.now();
  }

  /** What the thread has made of its time. */
  void used(TimeUse use) {
    timeUse = Optional.of(use);
  }

  /** For so long the JVM has just collected garbage. */
  void collects(Duration time) {
    collected = time.toNanos();
  }

  FakeNetwork network() {
    return network;
  }

  /** All packets that went out, the oldest first. */
  List<Packet> packets() {
    return packets;
  }

  /** All announcements that went out. */
  List<Frame> frames() {
    return frames;
  }

  /** What has been asked of rtnetlink and of the sockets, in words, the oldest first. */
  List<String> calls() {
    return calls;
  }

  /** How often all addresses were read. */
  int dumps() {
    return dumps;
  }

  boolean isClosed() {
    return closed;
  }

  /** When alarms are due, as nanoseconds from now on, the earliest first. */
  List<Long> alarms() {
    return clock.due();
  }

  /**
   * Has the kernel refuse a request from now on.
   *
   * @param request how the call starts in {@link #calls()}, such as {@code "add 10.1.80.90"}
   */
  void refuse(String request, Errno errno) {
    refusals.put(request, errno);
  }

  void allowAll() {
    refusals.clear();
  }

  /** Its time of day is so far ahead of what it would be; it was right before. */
  void setWallClock(Duration ahead) {
    clock.setWallClock(ahead.toNanos());
  }

  /** A datagram arrives: at the sockets of that interface. */
  void arrive(String interfaceName, byte[] datagram) {
    for (FakeVrrpSockets each : sockets) {
      if (each.hears(interfaceName, datagram)) {
        each.waiting.add(datagram);
      }
    }
  }

  /** Has this happen once, right after a socket was found empty and before anybody knows. */
  void afterNextDrain(Runnable happening) {
    afterDrain = happening;
  }

  /** The runner's loop turns until nothing waits, without time going by. */
  void settle() {
    for (boolean more = true; more; ) {
      more = false;
      if (!events.isEmpty()) {
        more = true;
        onEvents.run();
      }
      for (FakeVrrpSockets each : List.copyOf(sockets)) {
        if (!each.waiting.isEmpty()) {
          more = true;
          each.onDatagrams.run();
        }
      }
      more |= clock.fireDue();
    }
  }

  /** One turn of the runner's loop: what waits in the sockets, once each, then what is due. */
  void turnOnce() {
    for (FakeVrrpSockets each : List.copyOf(sockets)) {
      if (!each.waiting.isEmpty()) {
        each.onDatagrams.run();
      }
    }
    boolean unused = clock.fireDue();
  }

  /** Time goes by, and the runner's loop does what becomes due. */
  void pass(Duration time) {
    long end = clock.now() + time.toNanos();
    settle();
    while (clock.next() <= end) {
      clock.advanceTo(clock.next());
      settle();
    }
    clock.advanceTo(end);
  }

  /** Time goes by while the whole process stands still: nothing is done. */
  void stall(Duration time) {
    clock.advanceTo(clock.now() + time.toNanos());
  }

  /** Only the alarms that are due ring, whatever waits in the sockets. */
  void ringOnly() {
    boolean unused = clock.fireDue();
  }

  // ---- Host

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
  public Optional<Link> link(String name) {
    ask("link " + name);
    return network.link(name);
  }

  @Override
  public void add(NewLink link) {
    change("make " + link.name(), () -> network.make(link));
  }

  @Override
  public void setKind(int interfaceIndex, LinkKind kind) {
    String name = network.nameOf(interfaceIndex);
    change("set " + name + " " + kind, () -> network.kind(name, kind));
  }

  @Override
  public void setAlias(int interfaceIndex, String alias) {
    String name = network.nameOf(interfaceIndex);
    change("alias " + name, () -> network.alias(name, alias));
  }

  @Override
  public void setUp(int interfaceIndex) {
    String name = network.nameOf(interfaceIndex);
    change("up " + name, () -> network.bringUp(name));
  }

  @Override
  public void deleteLink(int interfaceIndex) {
    String name = network.nameOf(interfaceIndex);
    change("unmake " + name, () -> network.unmake(name));
  }

  @Override
  public String setting(String path) {
    ask("read " + path);
    return network.settings().read(path);
  }

  @Override
  public void setting(String path, String value) {
    change("write " + path + " " + value, () -> network.settings().write(path, value));
  }

  @Override
  public AdvertisementPort openAdvertisementPort(
      AddressFamily family, String interfaceName, int interfaceIndex) {
    String call = "open port on " + interfaceName;
    calls.add(call);
    refusal(call)
        .ifPresent(
            errno -> {
              throw new LinuxException(call, errno);
            });
    return new AdvertisementPort() {
      @Override
      public int send(ByteBuffer whole, SocketAddress destination) {
        return network.nameOf(interfaceIndex).equals(interfaceName)
            ? wire.send(interfaceName, Addresses.copy(whole))
            : -Errno.ENODEV.number();
      }

      @Override
      public void close() {
        calls.add("close port on " + interfaceName);
      }
    };
  }

  @Override
  public List<IfAddress> addresses() {
    dumps++;
    ask("addresses");
    return network.addresses();
  }

  @Override
  public void add(IfAddress address) {
    change("add " + text(address), () -> network.detect(address.asAdded()));
  }

  @Override
  public void delete(IfAddress address) {
    change("delete " + text(address), () -> network.delete(address));
  }

  @Override
  public void add(Route route) {
    change("add route " + text(route), () -> network.add(route));
  }

  @Override
  public void delete(Route route) {
    change("delete route " + text(route), () -> network.delete(route));
  }

  @Override
  public void add(Rule rule) {
    change("add rule " + rule.priority(), () -> network.add(rule));
  }

  @Override
  public void delete(Rule rule) {
    change("delete rule " + rule.priority(), () -> network.delete(rule));
  }

  @Override
  public void refuse(FilterTable table, Set<InetAddress> addresses) {
    String call =
        "refuse "
            + table.name()
            + addresses.stream().map(InetAddress::getHostAddress).sorted().toList();
    change(
        call,
        () -> {
          tables.remove(table.name());
          if (!addresses.isEmpty()) {
            tables.put(table.name(), Set.copyOf(addresses));
          }
        });
  }

  /** What the host drops packets to, by the name of the table. */
  Map<String, Set<InetAddress>> tables() {
    return tables;
  }

  @Override
  public void watchChanges(Runnable runnable) {
    onEvents = runnable;
  }

  @Override
  public void watchRoutes(boolean wanted) {
    routesWatched = wanted;
  }

  boolean routesWatched() {
    return routesWatched;
  }

  /** The kernel had to drop events. */
  void loseEvents() {
    events.clear();
    events.add(new RouteEvent.Resynchronise());
  }

  @Override
  public boolean events(Consumer<RouteEvent> consumer) {
    RouteEvent next = events.poll();
    if (next != null) {
      consumer.accept(next);
    }
    return next != null;
  }

  @Override
  public VrrpSockets openSockets(
      AddressFamily family, String interfaceName, int interfaceIndex, Runnable onDatagrams) {
    calls.add("open sockets on " + interfaceName);
    Optional<Errno> refusal = refusal("open sockets on " + interfaceName);
    if (refusal.isPresent()) {
      throw new LinuxException("VRRP receiver on " + interfaceName, refusal.get());
    }
    FakeVrrpSockets opened =
        new FakeVrrpSockets(family, interfaceName, interfaceIndex, onDatagrams, wire, sockets);
    sockets.add(opened);
    return opened;
  }

  @Override
  public int sendFrame(ByteBuffer frame, int interfaceIndex, int etherType, byte[] destination) {
    frames.add(new Frame(clock.now(), interfaceIndex, etherType, Addresses.copy(frame)));
    return frame.remaining();
  }

  @Override
  public void close() {
    closed = true;
  }

  private void change(String call, Runnable change) {
    calls.add(call);
    ask(call);
    change.run();
  }

  private void ask(String call) {
    Optional<Errno> refusal = refusal(call);
    if (refusal.isPresent()) {
      throw new NetlinkException(call, refusal.get());
    }
  }

  private Optional<Errno> refusal(String call) {
    return refusals.entrySet().stream()
        .filter(each -> call.startsWith(each.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private String text(IfAddress address) {
    return address.address().getHostAddress()
        + "/"
        + address.prefixLength()
        + " dev "
        + network.nameOf(address.interfaceIndex());
  }

  private static String text(Route route) {
    return route.destination().map(Prefix::toString).orElse("default/0");
  }
}
