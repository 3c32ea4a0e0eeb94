// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.linux.SocketAddress;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.netlink.route.HardwareAddress;
import io.github.jlvs.netlink.route.IfAddress;
import io.github.jlvs.netlink.route.Link;
import io.github.jlvs.netlink.route.LinkKind;
import io.github.jlvs.netlink.route.NewLink;
import io.github.jlvs.netlink.route.Route;
import io.github.jlvs.netlink.route.RouteEvent;
import io.github.jlvs.netlink.route.Rule;
import io.github.jlvs.vrrp.IpDatagram;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A host in memory, on which {@link WarmUp} plays: one interface with an address of each family, a
 * clock that is moved by hand, and packets that go nowhere. What nobody does there is refused.
 */
final class Stage implements Host {
  /** Its only interface. */
  static final String INTERFACE = "stage";

  private static final int INDEX = 1;
  private static final int ARPHRD_ETHER = 1;
  private static final int PREFIX_LENGTH = 24;

  private static final Link LINK =
      new Link(
          INDEX,
          INTERFACE,
          ARPHRD_ETHER,
          Link.IFF_UP | Link.IFF_RUNNING,
          new HardwareAddress(new byte[] {2, 0, 0, 0, 0, 1}),
          1500,
          "",
          OptionalInt.empty(),
          List.of());

  private final List<Bell> armed = new ArrayList<>();
  private final List<IfAddress> addresses = new ArrayList<>();
  private final Deque<RouteEvent> events = new ArrayDeque<>();
  private final List<Seat> open = new ArrayList<>();
  private Runnable onEvents = () -> {};
  private long now;

  Stage() {
    for (AddressFamily family : AddressFamily.values()) {
      addresses.add(IfAddress.of(INDEX, own(family), PREFIX_LENGTH));
    }
  }

  /** Its address; of IPv6 a link-local one. */
  static InetAddress own(AddressFamily family) {
    return family == AddressFamily.IPV4
        ? IpAddresses.ofBits(0x0a000001)
        : IpAddresses.literal("fe80::1");
  }

  // ---- the play

  /** Hears a datagram, whole, with its header. */
  void hear(AddressFamily family, ByteBuffer datagram) {
    for (Seat seat : open) {
      if (seat.family == family) {
        seat.waiting.add(datagram);
        seat.onDatagrams.run();
      }
    }
    settle();
  }

  /** Time goes by, and what becomes due is done. */
  void pass(long nanos) {
    long end = now + nanos;
    settle();
    for (Bell next = first(end); next != null; next = first(end)) {
      now = Math.max(now, next.deadline);
      next.cancel();
      next.action.run();
      settle();
    }
    now = end;
  }

  private void settle() {
    while (!events.isEmpty()) {
      onEvents.run();
    }
  }

  private @Nullable Bell first(long until) {
    Bell first = null;
    for (Bell bell : armed) {
      if (bell.deadline <= until && (first == null || bell.deadline < first.deadline)) {
        first = bell;
      }
    }
    return first;
  }

  private final class Bell implements Alarm {
    private final Runnable action;
    private long deadline;

    Bell(Runnable action) {
      this.action = action;
    }

    @Override
    public void arm(long due) {
      cancel();
      deadline = due;
      armed.add(this);
    }

    @Override
    public void cancel() {
      boolean unused = armed.remove(this);
    }

    @Override
    public boolean isArmed() {
      return armed.contains(this);
    }
  }

  private final class Seat implements VrrpSockets {
    private final AddressFamily family;
    private final Runnable onDatagrams;
    private final Deque<ByteBuffer> waiting = new ArrayDeque<>();

    Seat(AddressFamily family, Runnable onDatagrams) {
      this.family = family;
      this.onDatagrams = onDatagrams;
    }

    @Override
    public @Nullable IpDatagram receive() {
      ByteBuffer next = waiting.poll();
      return next == null ? null : IpDatagram.parse(next);
    }

    @Override
    public int send(ByteBuffer whole, SocketAddress destination) {
      return whole.limit();
    }

    @Override
    public int mostWaiting() {
      return Integer.MAX_VALUE;
    }

    @Override
    public long dropped() {
      return 0;
    }

    @Override
    public void receiveBuffer(int octets) {
      // Holds all.
    }

    @Override
    public void listenTo(Set<InetAddress> wanted) {
      // Hears all.
    }

    @Override
    public void close() {
      boolean unused = open.remove(this);
    }
  }

  // ---- Host

  @Override
  public long now() {
    return now;
  }

  @Override
  public long wallClock() {
    return now;
  }

  @Override
  public long awakeSince() {
    return now;
  }

  @Override
  public Optional<TimeUse> timeUse() {
    return Optional.empty();
  }

  @Override
  public long collectedWithin(long nanos) {
    return 0;
  }

  @Override
  public Alarm alarm(Runnable action) {
    return new Bell(action);
  }

  @Override
  public Optional<Link> link(String name) {
    return name.equals(INTERFACE) ? Optional.of(LINK) : Optional.empty();
  }

  @Override
  public List<IfAddress> addresses() {
    return List.copyOf(addresses);
  }

  @Override
  public void add(IfAddress address) {
    addresses.add(address);
    events.add(new RouteEvent.AddressAdded(address));
  }

  @Override
  public void delete(IfAddress address) {
    if (addresses.removeIf(each -> each.address().equals(address.address()))) {
      events.add(new RouteEvent.AddressDeleted(address));
    }
  }

  @Override
  public void watchChanges(Runnable runnable) {
    onEvents = runnable;
  }

  @Override
  public void watchRoutes(boolean wanted) {
    // There are none.
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
  public String setting(String path) {
    return "1";
  }

  @Override
  public void setting(String path, String value) {
    // All are alike.
  }

  @Override
  public VrrpSockets openSockets(
      AddressFamily family, String interfaceName, int interfaceIndex, Runnable onDatagrams) {
    Seat seat = new Seat(family, onDatagrams);
    open.add(seat);
    return seat;
  }

  @Override
  public int sendFrame(ByteBuffer frame, int interfaceIndex, int etherType, byte[] destination) {
    return frame.remaining();
  }

  @Override
  public void close() {
    // Nothing of it is anywhere else.
  }

  @Override
  public void refuse(FilterTable table, Set<InetAddress> refused) {
    // Nobody sends any.
  }

  // ---- what nobody does in a play

  @Override
  public void add(NewLink link) {
    throw unplayed();
  }

  @Override
  public void setKind(int interfaceIndex, LinkKind kind) {
    throw unplayed();
  }

  @Override
  public void setAlias(int interfaceIndex, String alias) {
    throw unplayed();
  }

  @Override
  public void setUp(int interfaceIndex) {
    throw unplayed();
  }

  @Override
  public void deleteLink(int interfaceIndex) {
    throw unplayed();
  }

  @Override
  public void add(Route route) {
    throw unplayed();
  }

  @Override
  public void delete(Route route) {
    throw unplayed();
  }

  @Override
  public void add(Rule rule) {
    throw unplayed();
  }

  @Override
  public void delete(Rule rule) {
    throw unplayed();
  }

  @Override
  public AdvertisementPort openAdvertisementPort(
      AddressFamily family, String interfaceName, int interfaceIndex) {
    throw unplayed();
  }

  private static IllegalStateException unplayed() {
    return new IllegalStateException("a warm-up has neither routes nor interfaces of its own");
  }
}
