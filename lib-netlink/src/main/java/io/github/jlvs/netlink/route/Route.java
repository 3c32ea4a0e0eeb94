// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.route;

import io.github.jlvs.netlink.AttributeReader;
import io.github.jlvs.netlink.MessageWriter;
import io.github.jlvs.netlink.Reply;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A route (rtnetlink(7), {@code struct rtmsg}). Multipath routes are read with their first part
 * absent: gateway and interface are then empty.
 *
 * @param family 2 for IPv4, 10 for IPv6
 * @param destination the destination's prefix; empty for the default route
 * @param prefixLength its length in bits, 0 to 32, IPv6 to 128; 0 for the default route
 * @param gateway the next hop
 * @param interfaceIndex the outgoing interface
 * @param preferredSource the source address for packets of this host
 * @param table the routing table, 254 is main; the bits of an unsigned number
 * @param protocol who made it: 2 kernel, 3 boot, 4 static; 0 to 255
 * @param scope 0 global, 253 link, 254 host; 0 to 255
 * @param type 1 unicast, 2 local, 3 broadcast, 6 blackhole, 7 unreachable; 0 to 255
 * @param metric its priority, lower wins; 0 to 4294967295, 0 where the kernel chose
 */
public record Route(
    int family,
    Optional<InetAddress> destination,
    int prefixLength,
    Optional<InetAddress> gateway,
    OptionalInt interfaceIndex,
    Optional<InetAddress> preferredSource,
    int table,
    int protocol,
    int scope,
    int type,
    long metric) {
  /** The main table. */
  public static final int TABLE_MAIN = 254;

  /** Routes an administrator made. */
  public static final int PROTOCOL_STATIC = 4;

  /** Routes made while booting, the default of ip(8). */
  public static final int PROTOCOL_BOOT = 3;

  /** A gateway or a direct route. */
  public static final int TYPE_UNICAST = 1;

  static final int HEADER = 12;
  private static final int RTA_DST = 1;
  private static final int RTA_OIF = 4;
  private static final int RTA_GATEWAY = 5;
  private static final int RTA_PRIORITY = 6;
  private static final int RTA_PREFSRC = 7;
  private static final int RTA_TABLE = 15;
  private static final int RT_TABLE_UNSPEC = 0;

  /**
   * Checks the ranges.
   *
   * @param family 2 for IPv4, 10 for IPv6
   * @param destination the destination's prefix; empty for the default route
   * @param prefixLength its length in bits, 0 to 32, IPv6 to 128; 0 for the default route
   * @param gateway the next hop
   * @param interfaceIndex the outgoing interface
   * @param preferredSource the source address for packets of this host
   * @param table the routing table, 254 is main; the bits of an unsigned number
   * @param protocol who made it: 2 kernel, 3 boot, 4 static; 0 to 255
   * @param scope 0 global, 253 link, 254 host; 0 to 255
   * @param type 1 unicast, 2 local, 3 broadcast, 6 blackhole, 7 unreachable; 0 to 255
   * @param metric its priority, lower wins; 0 to 4294967295, 0 where the kernel chose
   * @throws IllegalArgumentException if a value is out of its range
   */
  public Route {
    Families.requirePrefix("prefix length", family, prefixLength);
    Families.requireRange("route protocol", protocol, 0xff);
    Families.requireRange("route scope", scope, 0xff);
    Families.requireRange("route type", type, 0xff);
    Families.requireRange("route metric", metric, 0xffff_ffffL);
  }

  /**
   * A route to one host, reached directly through an interface, in the main table.
   *
   * @param host the host
   * @param interfaceIndex the interface
   * @return the route
   */
  public static Route toHost(InetAddress host, int interfaceIndex) {
    return new Route(
        Families.of(host),
        Optional.of(host),
        host.getAddress().length * Byte.SIZE,
        Optional.empty(),
        OptionalInt.of(interfaceIndex),
        Optional.empty(),
        TABLE_MAIN,
        PROTOCOL_BOOT,
        InterfaceAddress.SCOPE_LINK,
        TYPE_UNICAST,
        0);
  }

  void write(MessageWriter writer) {
    boolean smallTable = table >= 0 && table <= 0xff;
    writer.fixed8(family);
    writer.fixed8(prefixLength);
    writer.fixed8(0); // source prefix
    writer.fixed8(0); // type of service
    writer.fixed8(smallTable ? table : RT_TABLE_UNSPEC);
    writer.fixed8(protocol);
    writer.fixed8(scope);
    writer.fixed8(type);
    writer.fixed32(0);
    destination.ifPresent(value -> writer.bytes(RTA_DST, value.getAddress()));
    gateway.ifPresent(value -> writer.bytes(RTA_GATEWAY, value.getAddress()));
    interfaceIndex.ifPresent(value -> writer.u32(RTA_OIF, value));
    preferredSource.ifPresent(value -> writer.bytes(RTA_PREFSRC, value.getAddress()));
    if (metric != 0) {
      writer.u32(RTA_PRIORITY, (int) metric);
    }
    if (!smallTable) {
      writer.u32(RTA_TABLE, table);
    }
  }

  static Route decode(Reply reply) {
    int family = reply.u8(0);
    Optional<InetAddress> destination = Optional.empty();
    Optional<InetAddress> gateway = Optional.empty();
    Optional<InetAddress> source = Optional.empty();
    OptionalInt outgoing = OptionalInt.empty();
    int table = reply.u8(4);
    long metric = 0;
    AttributeReader attributes = reply.attributes(HEADER);
    while (attributes.next()) {
      switch (attributes.type()) {
        case RTA_DST -> destination = Optional.of(Families.address(family, attributes));
        case RTA_GATEWAY -> gateway = Optional.of(Families.address(family, attributes));
        case RTA_PREFSRC -> source = Optional.of(Families.address(family, attributes));
        case RTA_OIF -> outgoing = OptionalInt.of(attributes.u32());
        case RTA_PRIORITY -> metric = Integer.toUnsignedLong(attributes.u32());
        case RTA_TABLE -> table = attributes.u32();
        default -> {
          // Metrics, multipath and the like.
        }
      }
    }
    return new Route(
        family,
        destination,
        Families.prefix(family, reply.u8(1)),
        gateway,
        outgoing,
        source,
        table,
        reply.u8(5),
        reply.u8(6),
        reply.u8(7),
        metric);
  }
}
