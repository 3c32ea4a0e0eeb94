// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.route;

import io.github.jlvs.netlink.AttributeReader;
import io.github.jlvs.netlink.MalformedMessageException;
import io.github.jlvs.netlink.MessageWriter;
import io.github.jlvs.netlink.Reply;
import java.net.InetAddress;
import java.util.Optional;

/**
 * An address on an interface (rtnetlink(7), {@code struct ifaddrmsg}).
 *
 * @param interfaceIndex the interface
 * @param address the address
 * @param prefixLength 0 to 32, IPv6 to 128
 * @param scope RT_SCOPE: 0 global, 253 link, 254 host
 * @param broadcast the broadcast address, IPv4 only
 * @param peer the other end of a point-to-point link
 * @param label the name that older tools show, such as {@code eth0:1}; IPv4 only, at most 15 bytes
 *     and by custom starting with the interface's name
 * @param flags IFA_F bits
 */
public record InterfaceAddress(
    int interfaceIndex,
    InetAddress address,
    int prefixLength,
    int scope,
    Optional<InetAddress> broadcast,
    Optional<InetAddress> peer,
    Optional<String> label,
    int flags) {
  /** Valid everywhere. */
  public static final int SCOPE_GLOBAL = 0;

  /** Valid on the link. */
  public static final int SCOPE_LINK = 253;

  /** Valid on this host. */
  public static final int SCOPE_HOST = 254;

  /** IPv6: no duplicate address detection. */
  public static final int IFA_F_NODAD = 0x02;

  /** The kernel adds no route for the prefix. */
  public static final int IFA_F_NOPREFIXROUTE = 0x200;

  static final int HEADER = 8;
  private static final int IFA_ADDRESS = 1;
  private static final int IFA_LOCAL = 2;
  private static final int IFA_LABEL = 3;
  private static final int IFA_BROADCAST = 4;
  private static final int IFA_FLAGS = 8;
  private static final int LONGEST_LABEL = 15;

  /**
   * Refuses impossible values.
   *
   * @param interfaceIndex the interface
   * @param address the address
   * @param prefixLength 0 to 32, IPv6 to 128
   * @param scope RT_SCOPE
   * @param broadcast the broadcast address, IPv4 only
   * @param peer the other end of a point-to-point link
   * @param label the name that older tools show; IPv4 only, at most 15 bytes
   * @param flags IFA_F bits
   * @throws IllegalArgumentException if the prefix doesn't suit the address or the label is too
   *     long
   */
  public InterfaceAddress {
    int bits = address.getAddress().length * Byte.SIZE;
    if (prefixLength < 0 || prefixLength > bits) {
      throw new IllegalArgumentException(
          "prefix length " + prefixLength + " is not between 0 and " + bits);
    }
    if (label.isPresent() && label.get().length() > LONGEST_LABEL) {
      throw new IllegalArgumentException("label '" + label.get() + "' is longer than 15 bytes");
    }
  }

  /**
   * An address of global scope and nothing else.
   *
   * @param interfaceIndex the interface
   * @param address the address
   * @param prefixLength 0 to 32, IPv6 to 128
   * @return the address
   */
  public static InterfaceAddress of(int interfaceIndex, InetAddress address, int prefixLength) {
    return new InterfaceAddress(
        interfaceIndex,
        address,
        prefixLength,
        SCOPE_GLOBAL,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0);
  }

  /**
   * With a label.
   *
   * @param newLabel at most 15 bytes
   * @return a changed copy
   */
  public InterfaceAddress withLabel(String newLabel) {
    return new InterfaceAddress(
        interfaceIndex,
        address,
        prefixLength,
        scope,
        broadcast,
        peer,
        Optional.of(newLabel),
        flags);
  }

  /**
   * With another scope.
   *
   * @param newScope RT_SCOPE
   * @return a changed copy
   */
  public InterfaceAddress withScope(int newScope) {
    return new InterfaceAddress(
        interfaceIndex, address, prefixLength, newScope, broadcast, peer, label, flags);
  }

  /**
   * With a broadcast address.
   *
   * @param newBroadcast the broadcast address
   * @return a changed copy
   */
  public InterfaceAddress withBroadcast(InetAddress newBroadcast) {
    return new InterfaceAddress(
        interfaceIndex,
        address,
        prefixLength,
        scope,
        Optional.of(newBroadcast),
        peer,
        label,
        flags);
  }

  /**
   * Whether it is the same entry to the kernel: interface, address and prefix.
   *
   * @param other another address
   * @return true if so
   */
  public boolean isSameEntry(InterfaceAddress other) {
    return interfaceIndex == other.interfaceIndex
        && prefixLength == other.prefixLength
        && address.equals(other.address);
  }

  void write(MessageWriter writer) {
    writer.fixed8(Families.of(address));
    writer.fixed8(prefixLength);
    writer.fixed8(flags);
    writer.fixed8(scope);
    writer.fixed32(interfaceIndex);
    writer.bytes(IFA_LOCAL, address.getAddress());
    writer.bytes(IFA_ADDRESS, peer.orElse(address).getAddress());
    broadcast.ifPresent(value -> writer.bytes(IFA_BROADCAST, value.getAddress()));
    label.ifPresent(value -> writer.string(IFA_LABEL, value));
    if ((flags & ~0xff) != 0) {
      writer.u32(IFA_FLAGS, flags);
    }
  }

  static InterfaceAddress decode(Reply reply) {
    int family = reply.u8(0);
    int flags = reply.u8(2);
    Optional<InetAddress> local = Optional.empty();
    Optional<InetAddress> address = Optional.empty();
    Optional<InetAddress> broadcast = Optional.empty();
    Optional<String> label = Optional.empty();
    AttributeReader attributes = reply.attributes(HEADER);
    while (attributes.next()) {
      switch (attributes.type()) {
        case IFA_ADDRESS -> address = Optional.of(Families.address(family, attributes));
        case IFA_LOCAL -> local = Optional.of(Families.address(family, attributes));
        case IFA_BROADCAST -> broadcast = Optional.of(Families.address(family, attributes));
        case IFA_LABEL -> label = Optional.of(label(attributes.string()));
        case IFA_FLAGS -> flags = attributes.u32();
        default -> {
          // Lifetimes and the like.
        }
      }
    }
    InetAddress own = (local.isPresent() ? local : address).orElseThrow(Families::noAddress);
    Optional<InetAddress> peer = address.filter(end -> !end.equals(own));
    return new InterfaceAddress(
        reply.u32(4),
        own,
        Families.prefix(family, reply.u8(1)),
        reply.u8(3),
        broadcast,
        peer,
        label,
        flags);
  }

  private static String label(String text) {
    if (text.length() > LONGEST_LABEL) {
      throw new MalformedMessageException(
          "rtnetlink: a label of " + text.length() + " characters is longer than 15 bytes");
    }
    return text;
  }
}
