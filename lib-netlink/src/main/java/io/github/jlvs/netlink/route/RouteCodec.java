// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.route;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.Prefix;
import io.github.jlvs.netlink.AttributeReader;
import io.github.jlvs.netlink.MalformedMessageException;
import io.github.jlvs.netlink.MessageWriter;
import io.github.jlvs.netlink.Reply;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Routes as {@code struct rtmsg} and its attributes. What is decoded and encoded is the same route:
 * what {@link Route} has no component for is kept as it came, except what tells of a moment (use
 * counts, offload) and can be set by nobody.
 */
final class RouteCodec {
  static final int HEADER = 12;
  private static final int RTA_DST = 1;
  private static final int RTA_SRC = 2;
  private static final int RTA_OIF = 4;
  private static final int RTA_GATEWAY = 5;
  private static final int RTA_PRIORITY = 6;
  private static final int RTA_PREFSRC = 7;
  private static final int RTA_MULTIPATH = 9;
  private static final int RTA_CACHEINFO = 12;
  private static final int RTA_TABLE = 15;
  private static final int RTA_VIA = 18;
  static final int RTA_PREF = 20;
  private static final int RTA_EXPIRES = 23;
  private static final int RTA_NH_ID = 30;
  private static final int RT_TABLE_UNSPEC = 0;

  /** rta_expires of {@code struct rta_cacheinfo}, in hundredths of a second. */
  private static final int EXPIRES_AT = 8;

  private static final int TICKS = 100;
  private static final int MEDIUM_PREFERENCE = 0;

  private RouteCodec() {}

  static void write(Route route, MessageWriter writer) {
    Route settable = route.settable();
    int table = settable.table();
    boolean smallTable = table >= 0 && table <= 0xff;
    writer.fixed8(settable.family().code());
    writer.fixed8(settable.destination().map(Prefix::length).orElse(0));
    writer.fixed8(settable.source().map(Prefix::length).orElse(0));
    writer.fixed8(settable.typeOfService());
    writer.fixed8(smallTable ? table : RT_TABLE_UNSPEC);
    writer.fixed8(settable.protocol());
    writer.fixed8(settable.scope());
    writer.fixed8(settable.type());
    writer.fixed32(settable.flags());
    settable.destination().ifPresent(to -> writer.bytes(RTA_DST, to.address().getAddress()));
    settable.source().ifPresent(from -> writer.bytes(RTA_SRC, from.address().getAddress()));
    settable.gateway().ifPresent(value -> writeGateway(writer, settable.family(), value));
    settable.interfaceIndex().ifPresent(value -> writer.u32(RTA_OIF, value));
    settable.preferredSource().ifPresent(value -> writer.bytes(RTA_PREFSRC, value.getAddress()));
    if (!settable.nextHops().isEmpty()) {
      int nest = writer.nestUnmarked(RTA_MULTIPATH);
      settable.nextHops().forEach(hop -> hop.write(writer, settable.family()));
      writer.endNest(nest);
    }
    settable.nextHopObject().ifPresent(value -> writer.u32(RTA_NH_ID, value));
    if (settable.metric() != 0) {
      writer.u32(RTA_PRIORITY, (int) settable.metric());
    }
    if (!smallTable) {
      writer.u32(RTA_TABLE, table);
    }
    settable.lifetimeSeconds().ifPresent(value -> writer.u32(RTA_EXPIRES, (int) value));
    settable.attributes().forEach(attribute -> attribute.write(writer));
  }

  /** Which route an address has: {@code struct rtmsg} without anything else to match. */
  static void writeQuestion(InetAddress address, OptionalInt interfaceIndex, MessageWriter writer) {
    AddressFamily family = AddressFamily.of(address);
    writer.fixed8(family.code());
    writer.fixed8(family.bits());
    writer.fixed16(0);
    writer.fixed32(0);
    writer.fixed32(0);
    writer.bytes(RTA_DST, address.getAddress());
    interfaceIndex.ifPresent(value -> writer.u32(RTA_OIF, value));
  }

  static Route decode(Reply reply) {
    AddressFamily family = Decoding.family(reply.u8(0));
    RouteDraft draft = new RouteDraft();
    draft.family = family;
    draft.destination = Decoding.prefix(family, reply.u8(1));
    draft.source = Decoding.prefix(family, reply.u8(2));
    draft.typeOfService = reply.u8(3);
    draft.table = reply.u8(4);
    draft.protocol = reply.u8(5);
    draft.scope = reply.u8(6);
    draft.type = reply.u8(7);
    draft.flags = reply.u32(8);
    AttributeReader attributes = reply.attributes(HEADER);
    while (attributes.next()) {
      Optional<InetAddress> router = gateway(family, attributes);
      if (router.isPresent()) {
        draft.gateway = router;
      } else {
        read(draft, attributes);
      }
    }
    return draft.build();
  }

  private static void read(RouteDraft draft, AttributeReader attribute) {
    AddressFamily family = draft.family;
    switch (attribute.type()) {
      case RTA_DST -> draft.destination = Decoding.prefix(draft.destination, family, attribute);
      case RTA_SRC -> draft.source = Decoding.prefix(draft.source, family, attribute);
      case RTA_PREFSRC -> draft.preferredSource = Optional.of(Decoding.address(family, attribute));
      case RTA_OIF -> draft.interfaceIndex = OptionalInt.of(attribute.u32());
      case RTA_PRIORITY -> draft.metric = Integer.toUnsignedLong(attribute.u32());
      case RTA_TABLE -> draft.table = attribute.u32();
      case RTA_NH_ID -> draft.nextHopObject = OptionalInt.of(attribute.u32());
      case RTA_MULTIPATH -> draft.nextHops = NextHop.decode(family, attribute.nested());
      case RTA_CACHEINFO -> draft.lifetimeSeconds = lifetime(family, attribute.u32At(EXPIRES_AT));
      case RTA_EXPIRES -> {
        // IPv4 has no routes that end by themselves, and its kernel code passes this over.
        if (family == AddressFamily.IPV6) {
          draft.lifetimeSeconds = OptionalLong.of(Integer.toUnsignedLong(attribute.u32()));
        }
      }
      case RTA_PREF -> {
        // Every IPv6 route has one: that of the default is none.
        if (attribute.u8() != MEDIUM_PREFERENCE) {
          draft.attributes.add(RawAttribute.of(attribute));
        }
      }
      default -> draft.attributes.add(RawAttribute.of(attribute));
    }
  }

  /** Rounded up; a route whose time is over stays until the kernel comes round to it. */
  private static OptionalLong lifetime(AddressFamily family, int ticks) {
    if (ticks == 0 || family != AddressFamily.IPV6) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Math.max(0, ((long) ticks + TICKS - 1) / TICKS));
  }

  /** The gateway, if this attribute is one of a family that has addresses. */
  static Optional<InetAddress> gateway(AddressFamily family, AttributeReader attribute) {
    if (attribute.type() == RTA_GATEWAY) {
      return Optional.of(Decoding.address(family, attribute));
    }
    if (attribute.type() != RTA_VIA) {
      return Optional.empty();
    }
    if (attribute.length() < Short.BYTES) {
      throw new MalformedMessageException(
          "rtnetlink: a gateway of " + attribute.length() + " bytes has no family");
    }
    byte[] value = attribute.bytes();
    byte[] address = Arrays.copyOfRange(value, Short.BYTES, value.length);
    // Of another family, such as an Ethernet address, it is kept as it came.
    return AddressFamily.ofCode(attribute.u16At(0)).map(its -> Decoding.address(its, address));
  }

  static void writeGateway(MessageWriter writer, AddressFamily family, InetAddress gateway) {
    byte[] address = gateway.getAddress();
    AddressFamily its = AddressFamily.of(gateway);
    if (its == family) {
      writer.bytes(RTA_GATEWAY, address);
    } else {
      ByteBuffer via = ByteBuffer.allocate(Short.BYTES + address.length);
      via.order(ByteOrder.nativeOrder()).putShort((short) its.code()).put(address);
      writer.bytes(RTA_VIA, via.array());
    }
  }
}
