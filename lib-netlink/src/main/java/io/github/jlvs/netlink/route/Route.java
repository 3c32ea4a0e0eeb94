// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.route;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.Prefix;
import io.github.jlvs.netlink.MessageWriter;
import io.github.jlvs.netlink.Reply;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * A route (rtnetlink(7), {@code struct rtmsg}). Made by {@link #via}, {@link #onLink} or {@link
 * #to} and changed with the methods that return a copy:
 *
 * <pre>{@code
 * Route.via(Prefix.of("10.50.0.0/16"), router).withTable(100).withMetric(20)
 * }</pre>
 *
 * <p>A route that is read and added again is the same route, or the kernel refuses it: what has no
 * component here is kept in {@link #attributes}, compared and written back.
 *
 * @param family the family of its prefixes
 * @param destination the destination's prefix; empty for the default route
 * @param source the prefix that the packet's source must be in; empty for any; IPv6 only
 * @param typeOfService the type of service that the packet must have, 0 for any; 0 to 255
 * @param gateway the next router, which may be of another family than the route
 * @param interfaceIndex the outgoing interface; also where a link-local gateway is
 * @param nextHops the ways it takes, where it takes several: gateway and interface are then empty
 * @param nextHopObject the id of a next hop that is an object of its own (ip-nexthop(8)); gateway,
 *     interface and next hops then show what it was when it was read, and are not written
 * @param preferredSource the source address for packets of this host
 * @param table the routing table, 254 is main; the bits of an unsigned number
 * @param protocol who made it: 2 kernel, 3 boot, 4 static; 0 to 255
 * @param scope 0 global, 253 link, 254 host; 0 to 255
 * @param type 1 unicast, 2 local, 3 broadcast, 6 blackhole, 7 unreachable; 0 to 255
 * @param metric its priority, lower wins; 0 to 4294967295, 0 where the kernel chooses
 * @param flags RTNH_F and RTM_F bits of linux/rtnetlink.h; those that tell of a state, such as a
 *     link that is down, are not written
 * @param lifetimeSeconds after how many seconds it ends by itself, 0 to 4294967295; IPv6 only
 * @param attributes what the kernel sends besides, such as metrics and encapsulations
 */
public record Route(
    AddressFamily family,
    Optional<Prefix> destination,
    Optional<Prefix> source,
    int typeOfService,
    Optional<InetAddress> gateway,
    OptionalInt interfaceIndex,
    List<NextHop> nextHops,
    OptionalInt nextHopObject,
    Optional<InetAddress> preferredSource,
    int table,
    int protocol,
    int scope,
    int type,
    long metric,
    int flags,
    OptionalLong lifetimeSeconds,
    List<RawAttribute> attributes) {
  /** The main table. */
  public static final int TABLE_MAIN = 254;

  /** Routes an administrator made. */
  public static final int PROTOCOL_STATIC = 4;

  /** Routes that keepalived makes, and what takes its place: they come and go with a daemon. */
  public static final int PROTOCOL_KEEPALIVED = 18;

  /** Routes made while booting, the default of ip(8). */
  public static final int PROTOCOL_BOOT = 3;

  /** A gateway or a direct route. */
  public static final int TYPE_UNICAST = 1;

  /** To this host itself. */
  public static final int TYPE_LOCAL = 2;

  /** What goes there is dropped without a word. */
  public static final int TYPE_BLACKHOLE = 6;

  /** What goes there is answered by "host unreachable". */
  public static final int TYPE_UNREACHABLE = 7;

  /** What goes there is answered by "administratively prohibited". */
  public static final int TYPE_PROHIBIT = 8;

  /** The search goes on behind the rule that named this table. */
  public static final int TYPE_THROW = 9;

  /** The destination is behind a router. */
  public static final int SCOPE_GLOBAL = 0;

  /** The destination is on the link. */
  public static final int SCOPE_LINK = 253;

  /** The destination is this host. */
  public static final int SCOPE_HOST = 254;

  /** The gateway is on the link, whatever the addresses of the interface say. */
  public static final int RTNH_F_ONLINK = 4;

  /** Of the cache: made by the kernel for one destination, with what it learned of the path. */
  static final int RTM_F_CLONED = 0x200;

  /** What the kernel says of a moment: link down, offload, cache. It takes none of them. */
  static final int STATE_FLAGS = 0x2000_ff79;

  private static final int RTA_ENCAP_TYPE = 21;
  private static final int RTA_ENCAP = 22;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a value is out of its range, a prefix is of another family,
   *     or an IPv4 route has a lifetime
   */
  public Route {
    Require.family("the route's destination", family, destination);
    Require.family("the route's source", family, source);
    Require.range("route's type of service", typeOfService, 0xff);
    Require.range("route protocol", protocol, 0xff);
    Require.range("route scope", scope, 0xff);
    Require.range("route type", type, 0xff);
    Require.range("route metric", metric, 0xffff_ffffL);
    lifetimeSeconds.ifPresent(seconds -> Require.range("route lifetime", seconds, 0xffff_ffffL));
    if (lifetimeSeconds.isPresent() && family == AddressFamily.IPV4) {
      throw new IllegalArgumentException("an IPv4 route has no lifetime: the kernel would drop it");
    }
    nextHops = List.copyOf(nextHops);
    attributes = List.copyOf(attributes);
  }

  /**
   * A route of which only the destination is said: the rest is a unicast route of global scope in
   * the main table, made by "boot" as ip(8) makes it.
   *
   * @param destination the destination's prefix; of length 0 for the default route of its family
   * @return the route
   */
  public static Route to(Prefix destination) {
    RouteDraft draft = new RouteDraft();
    draft.family = destination.family();
    draft.destination = Optional.of(destination).filter(prefix -> prefix.length() > 0);
    return draft.build();
  }

  /**
   * A route through a router, in the main table.
   *
   * @param destination the destination's prefix; of length 0 for the default route
   * @param router the router, of either family
   * @return the route
   */
  public static Route via(Prefix destination, InetAddress router) {
    return to(destination).via(router);
  }

  /**
   * A route to what is on the link, in the main table.
   *
   * @param destination the destination's prefix
   * @param interfaceIndex the interface
   * @return the route
   */
  public static Route onLink(Prefix destination, int interfaceIndex) {
    return to(destination).on(interfaceIndex).withScope(SCOPE_LINK);
  }

  /**
   * A route to one host, reached directly through an interface, in the main table.
   *
   * @param host the host
   * @param interfaceIndex the interface
   * @return the route
   */
  public static Route toHost(InetAddress host, int interfaceIndex) {
    return onLink(Prefix.host(host), interfaceIndex);
  }

  /**
   * Through a router, in place of any other way.
   *
   * @param router the router, of either family
   * @return a changed copy
   */
  public Route via(InetAddress router) {
    return changed(
        draft -> {
          draft.gateway = Optional.of(router);
          draft.nextHops = List.of();
          draft.nextHopObject = OptionalInt.empty();
        });
  }

  /**
   * Through an interface.
   *
   * @param index the outgoing interface's index; 0 where the kernel is to find it by the gateway
   * @return a changed copy
   */
  public Route on(int index) {
    return changed(
        draft -> {
          draft.interfaceIndex = index == 0 ? OptionalInt.empty() : OptionalInt.of(index);
        });
  }

  /**
   * Through several ways at once, in place of any other.
   *
   * @param ways the ways
   * @return a changed copy
   */
  public Route withNextHops(List<NextHop> ways) {
    return changed(
        draft -> {
          draft.nextHops = List.copyOf(ways);
          draft.gateway = Optional.empty();
          draft.interfaceIndex = OptionalInt.empty();
          draft.nextHopObject = OptionalInt.empty();
        });
  }

  /**
   * With a source address for packets of this host.
   *
   * @param address the address
   * @return a changed copy
   */
  public Route withPreferredSource(InetAddress address) {
    return changed(
        draft -> {
          draft.preferredSource = Optional.of(address);
        });
  }

  /**
   * For packets of this type of service alone.
   *
   * @param tos 0 for any; 0 to 255
   * @return a changed copy
   */
  public Route withTypeOfService(int tos) {
    return changed(
        draft -> {
          draft.typeOfService = tos;
        });
  }

  /**
   * In another table.
   *
   * @param number the table; the bits of an unsigned number
   * @return a changed copy
   */
  public Route withTable(int number) {
    return changed(
        draft -> {
          draft.table = number;
        });
  }

  /**
   * Made by somebody else.
   *
   * @param maker 2 kernel, 3 boot, 4 static; 0 to 255
   * @return a changed copy
   */
  public Route withProtocol(int maker) {
    return changed(
        draft -> {
          draft.protocol = maker;
        });
  }

  /**
   * With another scope.
   *
   * @param newScope 0 global, 253 link, 254 host; 0 to 255
   * @return a changed copy
   */
  public Route withScope(int newScope) {
    return changed(
        draft -> {
          draft.scope = newScope;
        });
  }

  /**
   * Of another type, such as {@link #TYPE_BLACKHOLE}.
   *
   * @param newType 0 to 255
   * @return a changed copy
   */
  public Route withType(int newType) {
    return changed(
        draft -> {
          draft.type = newType;
        });
  }

  /**
   * With another priority.
   *
   * @param priority lower wins; 0 to 4294967295, 0 where the kernel chooses
   * @return a changed copy
   */
  public Route withMetric(long priority) {
    return changed(
        draft -> {
          draft.metric = priority;
        });
  }

  /**
   * With other flags, such as {@link #RTNH_F_ONLINK}.
   *
   * @param bits RTNH_F bits of linux/rtnetlink.h
   * @return a changed copy
   */
  public Route withFlags(int bits) {
    return changed(
        draft -> {
          draft.flags = bits;
        });
  }

  /**
   * Ending by itself; IPv6 only.
   *
   * @param seconds after how many seconds, 0 to 4294967295
   * @return a changed copy
   */
  public Route withLifetime(long seconds) {
    return changed(
        draft -> {
          draft.lifetimeSeconds = OptionalLong.of(seconds);
        });
  }

  /**
   * With another path, in place of what was said of it.
   *
   * @param metrics what the route says of its path
   * @return a changed copy
   */
  public Route withMetrics(RouteMetrics metrics) {
    return metrics.isEmpty()
        ? withAttributes(without(RouteMetrics.RTA_METRICS))
        : withAttribute(metrics.attribute());
  }

  /**
   * Preferred more or less than other default routes (RFC 4191); IPv6 only.
   *
   * @param preference 0 medium, 1 high, 3 low
   * @return a changed copy
   */
  public Route withPreference(int preference) {
    Require.range("route's preference", preference, 3);
    return withAttribute(new RawAttribute(RouteCodec.RTA_PREF, new byte[] {(byte) preference}));
  }

  private Route withAttribute(RawAttribute attribute) {
    List<RawAttribute> others = without(attribute.type());
    others.add(attribute);
    return withAttributes(others);
  }

  private List<RawAttribute> without(int type) {
    List<RawAttribute> others = new ArrayList<>(attributes);
    others.removeIf(each -> each.type() == type);
    return others;
  }

  /**
   * With other attributes of those that have no component here.
   *
   * @param others all of them
   * @return a changed copy
   */
  public Route withAttributes(List<RawAttribute> others) {
    return changed(
        draft -> {
          draft.attributes = others;
        });
  }

  /**
   * For packets from a prefix alone; IPv6 only.
   *
   * @param prefix the prefix
   * @return a changed copy
   * @throws IllegalArgumentException if the prefix is not of the route's family
   */
  public Route withSource(Prefix prefix) {
    return changed(
        draft -> {
          draft.source = Optional.of(prefix);
        });
  }

  private Route changed(Consumer<RouteDraft> change) {
    RouteDraft draft = RouteDraft.of(this);
    change.accept(draft);
    return draft.build();
  }

  /** What of it is written: the rest tells of a moment, or of what a next hop object is. */
  Route settable() {
    return changed(
        draft -> {
          draft.flags = flags & ~STATE_FLAGS;
          draft.nextHops = nextHops.stream().map(NextHop::settable).toList();
          if (nextHopObject.isPresent()) {
            draft.gateway = Optional.empty();
            draft.interfaceIndex = OptionalInt.empty();
            draft.nextHops = List.of();
            draft.attributes = attributes.stream().filter(Route::isNoEncapsulation).toList();
          }
        });
  }

  private static boolean isNoEncapsulation(RawAttribute attribute) {
    return attribute.type() != RTA_ENCAP && attribute.type() != RTA_ENCAP_TYPE;
  }

  void write(MessageWriter writer) {
    RouteCodec.write(this, writer);
  }

  static Route decode(Reply reply) {
    return RouteCodec.decode(reply);
  }

  static String flagText(int flags) {
    return new IpWords()
        .wordIf((flags & RTNH_F_ONLINK) != 0, "onlink")
        .wordIf((flags & 1) != 0, "dead")
        .wordIf((flags & 0x10) != 0, "linkdown")
        .toString();
  }

  String destinationText() {
    return destination.map(IpWords::prefix).orElse("default");
  }

  /** In the words of ip-route(8); an interface is named by its number. */
  @Override
  public String toString() {
    IpWords words = new IpWords();
    words.wordIf(type != TYPE_UNICAST, IpWords.type(type)).word(destinationText());
    source.ifPresent(from -> words.word("from " + IpWords.prefix(from)));
    words.wordIf(typeOfService != 0, String.format("tos 0x%02x", typeOfService));
    nextHopObject.ifPresent(id -> words.word("nhid " + Integer.toUnsignedString(id)));
    gateway.ifPresent(
        router -> {
          AddressFamily its = AddressFamily.of(router);
          boolean other = its != family;
          String named = its == AddressFamily.IPV4 ? "inet " : "inet6 ";
          words.word("via " + (other ? named : "") + router.getHostAddress());
        });
    interfaceIndex.ifPresent(index -> words.word(IpWords.device(index)));
    words
        .wordIf(table != TABLE_MAIN, "table " + IpWords.table(table))
        .word("proto " + IpWords.protocol(protocol))
        .wordIf(scope != SCOPE_GLOBAL, "scope " + IpWords.scope(scope));
    preferredSource.ifPresent(from -> words.word("src " + from.getHostAddress()));
    words.wordIf(metric != 0, "metric " + metric);
    lifetimeSeconds.ifPresent(seconds -> words.word("expires " + seconds + "sec"));
    String bits = flagText(flags);
    return words.wordIf(!bits.isEmpty(), bits).all(nextHops).all(attributes).toString();
  }
}
