// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.route;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpProtocol;
import io.github.jlvs.net.Prefix;
import io.github.jlvs.netlink.AttributeReader;
import io.github.jlvs.netlink.MalformedMessageException;
import io.github.jlvs.netlink.MessageWriter;
import io.github.jlvs.netlink.Reply;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Rules as {@code struct fib_rule_hdr} and its attributes. */
final class RuleCodec {
  static final int HEADER = 12;
  private static final int FRA_DST = 1;
  private static final int FRA_SRC = 2;
  private static final int FRA_IIFNAME = 3;
  private static final int FRA_GOTO = 4;
  private static final int FRA_PRIORITY = 6;
  private static final int FRA_FWMARK = 10;
  private static final int FRA_SUPPRESS_PREFIXLEN = 14;
  private static final int FRA_TABLE = 15;
  private static final int FRA_FWMASK = 16;
  private static final int FRA_OIFNAME = 17;
  private static final int FRA_L3MDEV = 19;
  private static final int FRA_UID_RANGE = 20;
  private static final int FRA_PROTOCOL = 21;
  private static final int FRA_IP_PROTO = 22;
  private static final int FRA_SPORT_RANGE = 23;
  private static final int FRA_DPORT_RANGE = 24;

  private static final int NOTHING_SUPPRESSED = -1;

  private RuleCodec() {}

  static void write(Rule rule, MessageWriter writer) {
    int table = rule.table();
    writer.fixed8(rule.family().code());
    writer.fixed8(rule.destination().map(Prefix::length).orElse(0));
    writer.fixed8(rule.source().map(Prefix::length).orElse(0));
    writer.fixed8(rule.typeOfService());
    writer.fixed8(table >= 0 && table <= 0xff ? table : 0);
    writer.fixed8(0);
    writer.fixed8(0);
    writer.fixed8(rule.action());
    writer.fixed32(rule.settable().flags());
    rule.destination().ifPresent(to -> writer.bytes(FRA_DST, to.address().getAddress()));
    rule.source().ifPresent(from -> writer.bytes(FRA_SRC, from.address().getAddress()));
    rule.incoming().ifPresent(value -> writer.string(FRA_IIFNAME, value));
    rule.outgoing().ifPresent(value -> writer.string(FRA_OIFNAME, value));
    writer.u32(FRA_PRIORITY, (int) rule.priority());
    if (rule.mark() != 0 || rule.markMask() != 0) {
      writer.u32(FRA_FWMARK, rule.mark());
      writer.u32(FRA_FWMASK, rule.markMask());
    }
    rule.ipProtocol().ifPresent(value -> writer.u8(FRA_IP_PROTO, value.number()));
    rule.sourcePorts().ifPresent(ports -> writer.bytes(FRA_SPORT_RANGE, ports(ports)));
    rule.destinationPorts().ifPresent(ports -> writer.bytes(FRA_DPORT_RANGE, ports(ports)));
    rule.users()
        .ifPresent(ids -> writer.u32Pair(FRA_UID_RANGE, (int) ids.first(), (int) ids.last()));
    if (rule.layer3Master()) {
      writer.u8(FRA_L3MDEV, 1);
    }
    writer.u32(FRA_TABLE, table);
    rule.target().ifPresent(value -> writer.u32(FRA_GOTO, (int) value));
    rule.suppressPrefixLength().ifPresent(value -> writer.u32(FRA_SUPPRESS_PREFIXLEN, value));
    if (rule.protocol() != 0) {
      writer.u8(FRA_PROTOCOL, rule.protocol());
    }
    rule.attributes().forEach(attribute -> attribute.write(writer));
  }

  private static byte[] ports(NumberRange ports) {
    ByteBuffer pair = ByteBuffer.allocate(2 * Short.BYTES).order(ByteOrder.nativeOrder());
    return pair.putShort((short) ports.first()).putShort((short) ports.last()).array();
  }

  static Rule decode(Reply reply) {
    AddressFamily family = Decoding.family(reply.u8(0));
    RuleDraft draft = new RuleDraft();
    draft.family = family;
    draft.destination = Decoding.prefix(family, reply.u8(1));
    draft.source = Decoding.prefix(family, reply.u8(2));
    draft.typeOfService = reply.u8(3);
    draft.table = reply.u8(4);
    draft.action = reply.u8(7);
    draft.flags = reply.u32(8);
    AttributeReader attributes = reply.attributes(HEADER);
    while (attributes.next()) {
      read(draft, attributes);
    }
    return draft.build();
  }

  private static void read(RuleDraft draft, AttributeReader attribute) {
    AddressFamily family = draft.family;
    switch (attribute.type()) {
      case FRA_DST -> draft.destination = Decoding.prefix(draft.destination, family, attribute);
      case FRA_SRC -> draft.source = Decoding.prefix(draft.source, family, attribute);
      case FRA_IIFNAME -> draft.incoming = Optional.of(attribute.string());
      case FRA_OIFNAME -> draft.outgoing = Optional.of(attribute.string());
      case FRA_GOTO -> draft.target = OptionalLong.of(Integer.toUnsignedLong(attribute.u32()));
      case FRA_PRIORITY -> draft.priority = Integer.toUnsignedLong(attribute.u32());
      case FRA_FWMARK -> draft.mark = attribute.u32();
      case FRA_FWMASK -> draft.markMask = attribute.u32();
      case FRA_TABLE -> draft.table = attribute.u32();
      case FRA_SUPPRESS_PREFIXLEN -> {
        int bits = attribute.u32();
        draft.suppressPrefixLength =
            bits == NOTHING_SUPPRESSED ? OptionalInt.empty() : OptionalInt.of(bits);
      }
      case FRA_L3MDEV -> draft.layer3Master = attribute.u8() != 0;
      case FRA_PROTOCOL -> draft.protocol = attribute.u8();
      case FRA_IP_PROTO -> draft.ipProtocol = Optional.of(new IpProtocol(attribute.u8()));
      case FRA_UID_RANGE ->
          draft.users =
              range(
                  Integer.toUnsignedLong(attribute.u32At(0)),
                  Integer.toUnsignedLong(attribute.u32At(Integer.BYTES)));
      case FRA_SPORT_RANGE ->
          draft.sourcePorts = range(attribute.u16At(0), attribute.u16At(Short.BYTES));
      case FRA_DPORT_RANGE ->
          draft.destinationPorts = range(attribute.u16At(0), attribute.u16At(Short.BYTES));
      default -> draft.attributes.add(RawAttribute.of(attribute));
    }
  }

  private static Optional<NumberRange> range(long first, long last) {
    if (first > last) {
      throw new MalformedMessageException(
          "rtnetlink: a rule's range from " + first + " to " + last + " is empty");
    }
    return Optional.of(new NumberRange(first, last));
  }
}
