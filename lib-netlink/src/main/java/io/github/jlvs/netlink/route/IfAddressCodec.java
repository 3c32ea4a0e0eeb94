// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.route;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.netlink.AttributeReader;
import io.github.jlvs.netlink.MalformedMessageException;
import io.github.jlvs.netlink.MessageWriter;
import io.github.jlvs.netlink.Reply;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Addresses as {@code struct ifaddrmsg} and its attributes. */
final class IfAddressCodec {
  static final int HEADER = 8;
  private static final int IFA_ADDRESS = 1;
  private static final int IFA_LOCAL = 2;
  private static final int IFA_LABEL = 3;
  private static final int IFA_BROADCAST = 4;
  private static final int IFA_CACHEINFO = 6;
  private static final int IFA_FLAGS = 8;
  private static final int IFA_RT_PRIORITY = 9;
  private static final int IFA_PROTO = 11;

  /** {@code struct ifa_cacheinfo}: two lifetimes, and two times of the kernel's own. */
  private static final int CACHEINFO = 16;

  private IfAddressCodec() {}

  static void write(IfAddress entry, MessageWriter writer) {
    InetAddress own = entry.address();
    int flags = entry.flags();
    writer.fixed8(AddressFamily.of(own).code());
    writer.fixed8(entry.prefixLength());
    writer.fixed8(flags);
    writer.fixed8(entry.scope());
    writer.fixed32(entry.interfaceIndex());
    writer.bytes(IFA_LOCAL, own.getAddress());
    writer.bytes(IFA_ADDRESS, entry.peer().orElse(own).getAddress());
    entry.broadcast().ifPresent(value -> writer.bytes(IFA_BROADCAST, value.getAddress()));
    entry.label().ifPresent(value -> writer.string(IFA_LABEL, value));
    if ((flags & ~0xff) != 0) {
      writer.u32(IFA_FLAGS, flags);
    }
    if (entry.metric() != 0) {
      writer.u32(IFA_RT_PRIORITY, (int) entry.metric());
    }
    if (entry.protocol() != 0) {
      writer.u8(IFA_PROTO, entry.protocol());
    }
    Lifetime lifetime = entry.lifetime();
    if (!lifetime.equals(Lifetime.FOREVER)) {
      ByteBuffer info = ByteBuffer.allocate(CACHEINFO).order(ByteOrder.nativeOrder());
      info.putInt((int) lifetime.preferredSeconds()).putInt((int) lifetime.validSeconds());
      writer.bytes(IFA_CACHEINFO, info.array());
    }
    entry.attributes().forEach(attribute -> attribute.write(writer));
  }

  static IfAddress decode(Reply reply) {
    AddressFamily family = Decoding.family(reply.u8(0));
    int flags = reply.u8(2);
    Optional<InetAddress> local = Optional.empty();
    Optional<InetAddress> address = Optional.empty();
    Optional<InetAddress> broadcast = Optional.empty();
    Optional<String> label = Optional.empty();
    long metric = 0;
    int protocol = 0;
    Lifetime lifetime = Lifetime.FOREVER;
    List<RawAttribute> others = new ArrayList<>();
    AttributeReader attributes = reply.attributes(HEADER);
    while (attributes.next()) {
      switch (attributes.type()) {
        case IFA_ADDRESS -> address = Optional.of(Decoding.address(family, attributes));
        case IFA_LOCAL -> local = Optional.of(Decoding.address(family, attributes));
        case IFA_BROADCAST -> broadcast = Optional.of(Decoding.address(family, attributes));
        case IFA_LABEL -> label = Optional.of(label(attributes.string()));
        case IFA_FLAGS -> flags = attributes.u32();
        case IFA_RT_PRIORITY -> metric = Integer.toUnsignedLong(attributes.u32());
        case IFA_PROTO -> protocol = attributes.u8();
        case IFA_CACHEINFO ->
            lifetime =
                new Lifetime(
                    Integer.toUnsignedLong(attributes.u32At(Integer.BYTES)),
                    Integer.toUnsignedLong(attributes.u32At(0)));
        default -> others.add(RawAttribute.of(attributes));
      }
    }
    InetAddress own = (local.isPresent() ? local : address).orElseThrow(Decoding::noAddress);
    Optional<InetAddress> peer = address.filter(end -> !end.equals(own));
    // Of an IPv4 address that stays the kernel says "for ever" twice, deprecated or not.
    boolean deprecated = (flags & IfAddress.IFA_F_DEPRECATED) != 0;
    int index = reply.u32(4);
    return new IfAddress(
        index,
        Decoding.onLink(own, index),
        Decoding.prefixLength(family, reply.u8(1)),
        reply.u8(3),
        broadcast,
        peer.map(end -> Decoding.onLink(end, index)),
        label,
        flags,
        metric,
        protocol,
        deprecated ? new Lifetime(lifetime.validSeconds(), 0) : lifetime,
        others);
  }

  private static String label(String text) {
    if (text.length() > IfAddress.LONGEST_LABEL) {
      throw new MalformedMessageException(
          "rtnetlink: a label of " + text.length() + " characters is longer than 15 bytes");
    }
    return text;
  }
}
