// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.route;

import io.github.jlvs.netlink.AttributeReader;
import io.github.jlvs.netlink.MessageWriter;
import io.github.jlvs.netlink.Reply;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A rule of policy routing (ip-rule(8), linux/fib_rules.h): which table is asked for which packets.
 *
 * @param family 2 for IPv4, 10 for IPv6
 * @param priority lower is asked first; 0 to 4294967295
 * @param source the source prefix; empty for any
 * @param sourceLength its length in bits, 0 for any
 * @param destination the destination prefix; empty for any
 * @param destinationLength its length in bits, 0 for any
 * @param incoming the incoming interface's name
 * @param outgoing the outgoing interface's name
 * @param mark the firewall mark, 0 for any; compared under the mask
 * @param markMask which bits of the mark count, 0 for none
 * @param table the table that is asked; the bits of an unsigned number
 * @param action 1 to ask the table, 6 blackhole, 7 unreachable, 8 prohibit; 0 to 255
 */
public record Rule(
    int family,
    long priority,
    Optional<InetAddress> source,
    int sourceLength,
    Optional<InetAddress> destination,
    int destinationLength,
    Optional<String> incoming,
    Optional<String> outgoing,
    int mark,
    int markMask,
    int table,
    int action) {
  /** Ask the table. */
  public static final int ACTION_TO_TABLE = 1;

  static final int HEADER = 12;
  private static final int FRA_DST = 1;
  private static final int FRA_SRC = 2;
  private static final int FRA_IIFNAME = 3;
  private static final int FRA_PRIORITY = 6;
  private static final int FRA_FWMARK = 10;
  private static final int FRA_TABLE = 15;
  private static final int FRA_FWMASK = 16;
  private static final int FRA_OIFNAME = 17;

  /**
   * Checks the ranges.
   *
   * @param family 2 for IPv4, 10 for IPv6
   * @param priority lower is asked first; 0 to 4294967295
   * @param source the source prefix; empty for any
   * @param sourceLength its length in bits, 0 for any
   * @param destination the destination prefix; empty for any
   * @param destinationLength its length in bits, 0 for any
   * @param incoming the incoming interface's name
   * @param outgoing the outgoing interface's name
   * @param mark the firewall mark, 0 for any; compared under the mask
   * @param markMask which bits of the mark count, 0 for none
   * @param table the table that is asked; the bits of an unsigned number
   * @param action 1 to ask the table, 6 blackhole, 7 unreachable, 8 prohibit; 0 to 255
   * @throws IllegalArgumentException if a value is out of its range
   */
  public Rule {
    Families.requirePrefix("source length", family, sourceLength);
    Families.requirePrefix("destination length", family, destinationLength);
    Families.requireRange("rule priority", priority, 0xffff_ffffL);
    Families.requireRange("rule action", action, 0xff);
  }

  /**
   * A rule for packets from a prefix.
   *
   * @param source the prefix
   * @param length its length in bits
   * @param table the table to ask
   * @param priority lower is asked first
   * @return the rule
   */
  public static Rule from(InetAddress source, int length, int table, long priority) {
    return new Rule(
        Families.of(source),
        priority,
        Optional.of(source),
        length,
        Optional.empty(),
        0,
        Optional.empty(),
        Optional.empty(),
        0,
        0,
        table,
        ACTION_TO_TABLE);
  }

  void write(MessageWriter writer) {
    writer.fixed8(family);
    writer.fixed8(destinationLength);
    writer.fixed8(sourceLength);
    writer.fixed8(0); // type of service
    writer.fixed8(table >= 0 && table <= 0xff ? table : 0);
    writer.fixed8(0);
    writer.fixed8(0);
    writer.fixed8(action);
    writer.fixed32(0);
    destination.ifPresent(value -> writer.bytes(FRA_DST, value.getAddress()));
    source.ifPresent(value -> writer.bytes(FRA_SRC, value.getAddress()));
    incoming.ifPresent(value -> writer.string(FRA_IIFNAME, value));
    outgoing.ifPresent(value -> writer.string(FRA_OIFNAME, value));
    writer.u32(FRA_PRIORITY, (int) priority);
    if (mark != 0 || markMask != 0) {
      writer.u32(FRA_FWMARK, mark);
      writer.u32(FRA_FWMASK, markMask);
    }
    writer.u32(FRA_TABLE, table);
  }

  static Rule decode(Reply reply) {
    int family = reply.u8(0);
    Optional<InetAddress> source = Optional.empty();
    Optional<InetAddress> destination = Optional.empty();
    Optional<String> incoming = Optional.empty();
    Optional<String> outgoing = Optional.empty();
    long priority = 0;
    int mark = 0;
    int mask = 0;
    int table = reply.u8(4);
    AttributeReader attributes = reply.attributes(HEADER);
    while (attributes.next()) {
      switch (attributes.type()) {
        case FRA_DST -> destination = Optional.of(Families.address(family, attributes));
        case FRA_SRC -> source = Optional.of(Families.address(family, attributes));
        case FRA_IIFNAME -> incoming = Optional.of(attributes.string());
        case FRA_OIFNAME -> outgoing = Optional.of(attributes.string());
        case FRA_PRIORITY -> priority = Integer.toUnsignedLong(attributes.u32());
        case FRA_FWMARK -> mark = attributes.u32();
        case FRA_FWMASK -> mask = attributes.u32();
        case FRA_TABLE -> table = attributes.u32();
        default -> {
          // Ports, protocols, suppressors and the like.
        }
      }
    }
    return new Rule(
        family,
        priority,
        source,
        Families.prefix(family, reply.u8(2)),
        destination,
        Families.prefix(family, reply.u8(1)),
        incoming,
        outgoing,
        mark,
        mask,
        table,
        reply.u8(7));
  }
}
