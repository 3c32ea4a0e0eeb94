// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.route;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.netlink.MessageWriter;
import io.github.jlvs.netlink.NetlinkException;
import io.github.jlvs.netlink.NetlinkFlags;
import io.github.jlvs.netlink.NetlinkOptions;
import io.github.jlvs.netlink.NetlinkSocket;
import io.github.jlvs.netlink.Reply;
import io.github.jlvs.netlink.Request;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Lists and changes links, addresses, routes, rules and neighbours. Thread-safe, blocking.
 *
 * <p>Lists show one moment: a table that changes while it is read is read again, at most ten times,
 * before {@link NetlinkException} with EAGAIN tells of it. Errors keep the kernel's number: EEXIST
 * when something to add exists, EADDRNOTAVAIL or ESRCH when something to delete doesn't.
 */
public final class RouteSocket implements AutoCloseable {
  private static final int IFLA_IFNAME = 3;
  private static final int IFLA_ALT_IFNAME = 53;

  private final NetlinkSocket socket;
  private final RouteLists lists;

  /**
   * Over a netlink socket of the caller's, which is closed along with this object.
   *
   * @param socket a socket of protocol {@link NetlinkSocket#NETLINK_ROUTE}
   */
  public RouteSocket(NetlinkSocket socket) {
    this.socket = socket;
    this.lists = new RouteLists(socket);
  }

  /**
   * Opens one in the calling thread's network namespace.
   *
   * @return the socket
   * @throws LinuxException if the kernel refuses
   */
  public static RouteSocket open() {
    return open(NetlinkOptions.defaults());
  }

  /**
   * Opens one.
   *
   * @param options how, and in which namespace
   * @return the socket
   * @throws LinuxException if the kernel refuses
   */
  public static RouteSocket open(NetlinkOptions options) {
    return new RouteSocket(NetlinkSocket.open(NetlinkSocket.NETLINK_ROUTE, options));
  }

  /**
   * All links.
   *
   * @return in the kernel's order
   */
  public List<Link> links() {
    return lists.links();
  }

  /**
   * The link of a name, be it its own or one of its alternative names.
   *
   * @param name the name, up to 127 bytes
   * @return empty if there is none
   */
  public Optional<Link> link(String name) {
    boolean isLong = NewLink.isLongName(name);
    if (!NewLink.isName(name) && !isLong) {
      return Optional.empty(); // the kernel would refuse the question
    }
    Request request =
        new Request(
            "find link " + IpWords.quoted(name),
            RouteMessage.RTM_GETLINK,
            0,
            writer -> {
              linkHeader(writer, 0, 0, 0);
              // The kernel looks up either, but never both.
              writer.string(isLong ? IFLA_ALT_IFNAME : IFLA_IFNAME, name);
            });
    return single(request);
  }

  /**
   * The link of an index.
   *
   * @param index the interface's index
   * @return empty if there is none
   */
  public Optional<Link> link(int index) {
    if (index <= 0) {
      return Optional.empty(); // the kernel would refuse the question
    }
    Request request =
        new Request(
            "find link " + index,
            RouteMessage.RTM_GETLINK,
            0,
            writer -> linkHeader(writer, index, 0, 0));
    return single(request);
  }

  /**
   * Takes a link up.
   *
   * @param index the interface's index
   */
  public void setUp(int index) {
    change(
        "take link " + index + " up",
        RouteMessage.RTM_NEWLINK,
        0,
        writer -> linkHeader(writer, index, Link.IFF_UP, Link.IFF_UP));
  }

  /**
   * Takes a link down.
   *
   * @param index the interface's index
   */
  public void setDown(int index) {
    change(
        "take link " + index + " down",
        RouteMessage.RTM_NEWLINK,
        0,
        writer -> linkHeader(writer, index, 0, Link.IFF_UP));
  }

  /**
   * Makes a virtual link. It is down.
   *
   * @param link the link
   * @throws NetlinkException EEXIST if there is one of that name, EOPNOTSUPP if the kernel does not
   *     know the kind, ENODEV if there is no such parent
   */
  public void add(NewLink link) {
    int flags = NetlinkFlags.NLM_F_CREATE | NetlinkFlags.NLM_F_EXCL;
    change("add link " + IpWords.quoted(link.name()), RouteMessage.RTM_NEWLINK, flags, link::write);
  }

  /**
   * Changes what the kind of a link leaves open: who a macvlan or an ipvlan may talk to. The link
   * below stays as it is.
   *
   * @param index the link's index
   * @param kind its kind; {@link LinkKind.MacvlanMode#PASSTHRU} Linux neither sets nor leaves
   * @throws NetlinkException EINVAL for that, EOPNOTSUPP or EINVAL if the link is of another kind
   *     or of one that leaves nothing open
   */
  public void setKind(int index, LinkKind kind) {
    change(
        "set " + kind.name() + " of link " + index,
        RouteMessage.RTM_NEWLINK,
        0,
        writer -> {
          linkHeader(writer, index, 0, 0);
          LinkInfo.write(kind, writer);
        });
  }

  /**
   * Notes something about a link, which everybody can read: {@link Link#alias()}.
   *
   * @param index the interface's index
   * @param alias up to 255 bytes; empty to forget what is noted
   * @throws NetlinkException ERANGE if it is longer
   */
  public void setAlias(int index, String alias) {
    change(
        "set alias of link " + index,
        RouteMessage.RTM_NEWLINK,
        0,
        writer -> {
          linkHeader(writer, index, 0, 0);
          // Without the zero at the end, which the kernel would keep as a part of it.
          writer.bytes(Link.IFLA_IFALIAS, alias.getBytes(StandardCharsets.UTF_8));
        });
  }

  /**
   * Deletes a virtual link.
   *
   * @param index the interface's index
   */
  public void deleteLink(int index) {
    change(
        "delete link " + index,
        RouteMessage.RTM_DELLINK,
        0,
        writer -> linkHeader(writer, index, 0, 0));
  }

  /**
   * All addresses of IPv4 and IPv6.
   *
   * @return in the kernel's order
   */
  public List<IfAddress> addresses() {
    return lists.addresses();
  }

  /**
   * Adds an address.
   *
   * @param address the address
   * @throws NetlinkException EEXIST if the interface has it already
   * @throws IllegalArgumentException if it is an IPv6 address that the kernel alone can make
   *     (temporary, stable privacy)
   */
  public void add(IfAddress address) {
    address.requireSettable();
    int flags = NetlinkFlags.NLM_F_CREATE | NetlinkFlags.NLM_F_EXCL;
    change("add address " + text(address), RouteMessage.RTM_NEWADDR, flags, address::write);
  }

  /**
   * Adds an address, or changes the one that is there in its place: its lifetime and its metric, of
   * IPv6 also its flags and its peer. What else differs stays.
   *
   * @param address the address
   * @throws NetlinkException if the kernel refuses
   * @throws IllegalArgumentException if it is an IPv6 address that the kernel alone can make
   *     (temporary, stable privacy)
   */
  public void set(IfAddress address) {
    address.requireSettable();
    int flags = NetlinkFlags.NLM_F_CREATE | NetlinkFlags.NLM_F_REPLACE;
    change("set address " + text(address), RouteMessage.RTM_NEWADDR, flags, address::write);
  }

  /**
   * Deletes an address.
   *
   * @param address interface, address and prefix count; the label too, where there is one
   * @throws NetlinkException EADDRNOTAVAIL if it isn't there
   */
  public void delete(IfAddress address) {
    change("delete address " + text(address), RouteMessage.RTM_DELADDR, 0, address::write);
  }

  /**
   * All routes of IPv4 and IPv6, of all tables. Each can be deleted as it is listed, and added
   * again as the same route. Those that the kernel keeps for single destinations (its cache of path
   * MTUs) are not listed.
   *
   * @return in the kernel's order
   */
  public List<Route> routes() {
    return lists.routes();
  }

  /**
   * The way that a packet of this host takes to an address ({@code ip route get}).
   *
   * @param address where it goes
   * @param interfaceIndex the interface that it must leave by; empty for any
   * @return with interface, gateway where it has one, and source address
   * @throws NetlinkException ENETUNREACH or EHOSTUNREACH if there is none, EINVAL or EACCES where
   *     what goes there is dropped or prohibited
   */
  public Route routeTo(InetAddress address, OptionalInt interfaceIndex) {
    Request request =
        new Request(
            "find the route to " + address.getHostAddress(),
            RouteMessage.RTM_GETROUTE,
            0,
            writer -> RouteCodec.writeQuestion(address, interfaceIndex, writer));
    return first(request, Route::decode)
        .orElseThrow(() -> new NetlinkException(request.operation(), Errno.ENETUNREACH));
  }

  /**
   * Adds a route.
   *
   * @param route the route
   * @throws NetlinkException EEXIST if it is there already, ENETUNREACH if its gateway can't be
   *     reached
   * @throws IllegalArgumentException if it is an entry of the kernel's cache
   */
  public void add(Route route) {
    add(route, NetlinkFlags.NLM_F_CREATE | NetlinkFlags.NLM_F_EXCL);
  }

  /**
   * Adds a route, also beside another one with the same destination, table and metric, as {@code ip
   * route prepend} does: of IPv4 this one is used then. An IPv6 route takes both ways from then on.
   *
   * @param route the route
   * @throws NetlinkException EEXIST if the very same is there already, ENETUNREACH if its gateway
   *     can't be reached
   * @throws IllegalArgumentException if it is an entry of the kernel's cache
   */
  public void prepend(Route route) {
    add(route, NetlinkFlags.NLM_F_CREATE);
  }

  private void add(Route route, int flags) {
    if ((route.flags() & Route.RTM_F_CLONED) != 0) {
      throw new IllegalArgumentException(
          "the route to " + text(route) + " is an entry of the kernel's cache, which nobody adds");
    }
    change("add route to " + text(route), RouteMessage.RTM_NEWROUTE, flags, route::write);
  }

  /**
   * Deletes a route.
   *
   * @param route what is set in it must match
   * @throws NetlinkException ESRCH if it isn't there
   */
  public void delete(Route route) {
    change("delete route to " + text(route), RouteMessage.RTM_DELROUTE, 0, route::write);
  }

  /**
   * All rules of IPv4 and IPv6. Each can be deleted as it is listed, and added again as the same
   * rule.
   *
   * @return in the kernel's order, IPv4 first
   */
  public List<Rule> rules() {
    return lists.rules();
  }

  /**
   * Adds a rule.
   *
   * @param rule the rule
   * @throws NetlinkException EEXIST if it is there already
   */
  public void add(Rule rule) {
    int flags = NetlinkFlags.NLM_F_CREATE | NetlinkFlags.NLM_F_EXCL;
    change("add rule " + rule.priority(), RouteMessage.RTM_NEWRULE, flags, rule::write);
  }

  /**
   * Deletes a rule.
   *
   * @param rule what is set in it must match
   * @throws NetlinkException ENOENT if it isn't there
   */
  public void delete(Rule rule) {
    change("delete rule " + rule.priority(), RouteMessage.RTM_DELRULE, 0, rule::write);
  }

  /**
   * All neighbours of IPv4 and IPv6, but not the proxy entries: those are {@link #proxies}.
   *
   * @return in the kernel's order, IPv4 first
   */
  public List<Neighbour> neighbours() {
    return lists.neighbours(0);
  }

  /**
   * What is known of one neighbour.
   *
   * @param interfaceIndex the interface
   * @param address the host's address
   * @return empty if nothing is
   * @throws NetlinkException EOPNOTSUPP before Linux 5.0
   */
  public Optional<Neighbour> neighbour(int interfaceIndex, InetAddress address) {
    Neighbour asked = new Neighbour(interfaceIndex, address, HardwareAddress.NONE, 0, 0);
    Request request =
        new Request("find neighbour " + text(asked), RouteMessage.RTM_GETNEIGH, 0, asked::write);
    try {
      return first(request, Neighbour::decode);
    } catch (NetlinkException e) {
      if (e.errno().equals(Errno.ENOENT)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * The addresses of IPv4 and IPv6 for which this host answers on a link ({@code ip neigh show
   * proxy}), made by {@link Neighbour#proxy}.
   *
   * @return in the kernel's order, IPv4 first
   */
  public List<Neighbour> proxies() {
    return lists.neighbours(Neighbour.NTF_PROXY);
  }

  /**
   * Adds a neighbour, or replaces what was known of it.
   *
   * @param neighbour the neighbour
   */
  public void set(Neighbour neighbour) {
    int flags = NetlinkFlags.NLM_F_CREATE | NetlinkFlags.NLM_F_REPLACE;
    change("set neighbour " + text(neighbour), RouteMessage.RTM_NEWNEIGH, flags, neighbour::write);
  }

  /**
   * Forgets a neighbour.
   *
   * @param neighbour interface and address count
   * @throws NetlinkException ENOENT if it isn't there
   */
  public void delete(Neighbour neighbour) {
    change("delete neighbour " + text(neighbour), RouteMessage.RTM_DELNEIGH, 0, neighbour::write);
  }

  /** Closes it; a second call does nothing. */
  @Override
  public void close() {
    socket.close();
  }

  private Optional<Link> single(Request request) {
    try {
      return first(request, Link::decode);
    } catch (NetlinkException e) {
      if (e.errno().equals(Errno.ENODEV)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private <T> Optional<T> first(Request request, Function<Reply, T> decode) {
    List<T> found = new ArrayList<>(1);
    socket.query(request, reply -> found.add(decode.apply(reply)));
    return found.stream().findFirst();
  }

  private void change(String operation, int type, int flags, Consumer<MessageWriter> body) {
    socket.execute(new Request(operation, type, flags, body));
  }

  static void linkHeader(MessageWriter writer, int index, int flags, int changed) {
    writer.fixed8(0);
    writer.fixed8(0);
    writer.fixed16(0);
    writer.fixed32(index);
    writer.fixed32(flags);
    writer.fixed32(changed);
  }

  private static String text(Neighbour neighbour) {
    return neighbour.address().getHostAddress() + " on link " + neighbour.interfaceIndex();
  }

  private static String text(IfAddress address) {
    return address.address().getHostAddress()
        + "/"
        + address.prefixLength()
        + " on link "
        + address.interfaceIndex();
  }

  private static String text(Route route) {
    return route.destinationText();
  }
}
