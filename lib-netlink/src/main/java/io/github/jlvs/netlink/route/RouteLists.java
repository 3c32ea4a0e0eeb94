// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.route;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.netlink.MessageWriter;
import io.github.jlvs.netlink.NetlinkException;
import io.github.jlvs.netlink.NetlinkSocket;
import io.github.jlvs.netlink.Reply;
import io.github.jlvs.netlink.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The kernel's tables of links, addresses, routes, rules and neighbours, each as one list. */
final class RouteLists {
  private static final int ATTEMPTS = 10;
  private static final int IFLA_EXT_MASK = 29;

  /**
   * RTEXT_FILTER_SKIP_STATS: without a mask the kernel makes room for ordinary links alone, and a
   * list with one that has hundreds of names fails.
   */
  private static final int WITHOUT_STATISTICS = 8;

  private final NetlinkSocket socket;

  RouteLists(NetlinkSocket socket) {
    this.socket = socket;
  }

  List<Link> links() {
    Request request =
        new Request(
            "list links",
            RouteMessage.RTM_GETLINK,
            0,
            writer -> {
              RouteSocket.linkHeader(writer, 0, 0, 0);
              writer.u32(IFLA_EXT_MASK, WITHOUT_STATISTICS);
            });
    return socket.dumpConsistently(request, ATTEMPTS, Link::decode);
  }

  List<IfAddress> addresses() {
    Request request =
        new Request(
            "list addresses",
            RouteMessage.RTM_GETADDR,
            0,
            writer -> zeros(writer, IfAddressCodec.HEADER));
    return socket.dumpConsistently(request, ATTEMPTS, IfAddress::decode);
  }

  List<Route> routes() {
    return ofBoth(
        family ->
            ofFamily(
                "list routes",
                RouteMessage.RTM_GETROUTE,
                family,
                fixed(family, RouteCodec.HEADER),
                Route::decode));
  }

  List<Rule> rules() {
    return ofBoth(this::rules);
  }

  private List<Rule> rules(AddressFamily family) {
    try {
      return ofFamily(
          "list rules",
          RouteMessage.RTM_GETRULE,
          family,
          fixed(family, RuleCodec.HEADER),
          Rule::decode);
    } catch (NetlinkException e) {
      if (e.errno().equals(Errno.EAFNOSUPPORT)) {
        return List.of(); // a kernel without IPv6 has no rules of it
      }
      throw e;
    }
  }

  /**
   * The neighbours, or the proxy entries.
   *
   * @param flags 0 for the neighbours, {@link Neighbour#NTF_PROXY} for the proxy entries
   */
  List<Neighbour> neighbours(int flags) {
    return ofBoth(
        family ->
            ofFamily(
                "list neighbours",
                RouteMessage.RTM_GETNEIGH,
                family,
                writer -> {
                  writer.fixed8(family.code());
                  zeros(writer, Neighbour.FLAGS_AT - 1);
                  writer.fixed8(flags);
                  writer.fixed8(0);
                },
                Neighbour::decode));
  }

  /** IPv4 first. */
  private static <T> List<T> ofBoth(Function<AddressFamily, List<T>> table) {
    List<T> both = new ArrayList<>(table.apply(AddressFamily.IPV4));
    both.addAll(table.apply(AddressFamily.IPV6));
    return both;
  }

  /**
   * What a table has of one family. Asked for a family that it does not have, such as IPv6 where it
   * is switched off, the kernel answers with all that it has.
   */
  private <T> List<T> ofFamily(
      String operation,
      int type,
      AddressFamily family,
      Consumer<MessageWriter> header,
      Function<Reply, T> decode) {
    Request request = new Request(operation, type, 0, header);
    Function<Reply, Optional<T>> chosen =
        reply -> reply.u8(0) == family.code() ? Optional.of(decode.apply(reply)) : Optional.empty();
    return socket.dumpConsistently(request, ATTEMPTS, chosen).stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /** The fixed part of a dump request: the family and zeros. */
  private static Consumer<MessageWriter> fixed(AddressFamily family, int headerLength) {
    return writer -> {
      writer.fixed8(family.code());
      zeros(writer, headerLength - 1);
    };
  }

  private static void zeros(MessageWriter writer, int count) {
    for (int i = 0; i < count; i++) {
      writer.fixed8(0);
    }
  }
}
