// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.route;

import io.github.jlvs.net.Prefix;
import io.github.jlvs.netlink.MessageWriter;
import io.github.jlvs.netlink.Reply;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * An address on an interface (rtnetlink(7), {@code struct ifaddrmsg}). One that is read and added
 * again is the same, or is refused.
 *
 * @param interfaceIndex the interface
 * @param address the address; a link-local one of IPv6 that was read has the interface as its scope
 *     id, so that it can be bound to
 * @param prefixLength 0 to 32, IPv6 to 128
 * @param scope RT_SCOPE: 0 global, 253 link, 254 host
 * @param broadcast the broadcast address, IPv4 only
 * @param peer the other end of a point-to-point link, to whose network the prefix then belongs
 * @param label the name that older tools show, such as {@code eth0:1}; IPv4 only, at most 15 bytes
 *     and by custom starting with the interface's name
 * @param flags IFA_F bits
 * @param metric the priority of the route to its prefix; 0 to 4294967295, 0 where the kernel
 *     chooses
 * @param protocol who made it, IFAPROT of linux/if_addr.h (Linux 5.18); 0 to 255
 * @param lifetime how long it stays
 * @param attributes what the kernel sends besides
 */
public record IfAddress(
    int interfaceIndex,
    InetAddress address,
    int prefixLength,
    int scope,
    Optional<InetAddress> broadcast,
    Optional<InetAddress> peer,
    Optional<String> label,
    int flags,
    long metric,
    int protocol,
    Lifetime lifetime,
    List<RawAttribute> attributes) {
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

  /** IPv6: the home address of a mobile host (RFC 6275). */
  public static final int IFA_F_HOMEADDRESS = 0x10;

  /** IPv6: the kernel makes temporary addresses beside it (RFC 8981). */
  public static final int IFA_F_MANAGETEMPADDR = 0x100;

  /** A multicast address whose group the kernel joins. */
  public static final int IFA_F_MCAUTOJOIN = 0x400;

  /** IPv6: a temporary address, which the kernel makes itself (RFC 8981). */
  private static final int IFA_F_TEMPORARY = 0x01;

  private static final int IFA_F_SECONDARY = 0x01;
  static final int IFA_F_DEPRECATED = 0x20;
  private static final int IFA_F_TENTATIVE = 0x40;
  private static final int IFA_F_OPTIMISTIC = 0x04;
  private static final int IFA_F_DADFAILED = 0x08;

  /** IPv6: made by the kernel from a secret of its own (RFC 7217). */
  private static final int IFA_F_STABLE_PRIVACY = 0x800;

  static final int LONGEST_LABEL = 15;

  /**
   * Refuses impossible values.
   *
   * @throws IllegalArgumentException if the prefix doesn't suit the address, the label is too long,
   *     or a number is out of its range
   */
  public IfAddress {
    int bits = address.getAddress().length * Byte.SIZE;
    if (prefixLength < 0 || prefixLength > bits) {
      throw new IllegalArgumentException(
          "prefix length " + prefixLength + " is not between 0 and " + bits);
    }
    if (label.isPresent() && label.get().length() > LONGEST_LABEL) {
      throw new IllegalArgumentException("label '" + label.get() + "' is longer than 15 bytes");
    }
    Require.range("address metric", metric, 0xffff_ffffL);
    Require.range("address protocol", protocol, 0xff);
    attributes = List.copyOf(attributes);
  }

  /**
   * An address that stays, and whose route has the metric that the kernel chooses.
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
  public IfAddress(
      int interfaceIndex,
      InetAddress address,
      int prefixLength,
      int scope,
      Optional<InetAddress> broadcast,
      Optional<InetAddress> peer,
      Optional<String> label,
      int flags) {
    this(
        interfaceIndex,
        address,
        prefixLength,
        scope,
        broadcast,
        peer,
        label,
        flags,
        0,
        0,
        Lifetime.FOREVER,
        List.of());
  }

  /**
   * An address of global scope and nothing else.
   *
   * @param interfaceIndex the interface
   * @param address the address
   * @param prefixLength 0 to 32, IPv6 to 128
   * @return the address
   */
  public static IfAddress of(int interfaceIndex, InetAddress address, int prefixLength) {
    return new IfAddress(
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
  public IfAddress withLabel(String newLabel) {
    return new IfAddress(
        interfaceIndex,
        address,
        prefixLength,
        scope,
        broadcast,
        peer,
        Optional.of(newLabel),
        flags,
        metric,
        protocol,
        lifetime,
        attributes);
  }

  /**
   * With another scope.
   *
   * @param newScope RT_SCOPE
   * @return a changed copy
   */
  public IfAddress withScope(int newScope) {
    return new IfAddress(
        interfaceIndex,
        address,
        prefixLength,
        newScope,
        broadcast,
        peer,
        label,
        flags,
        metric,
        protocol,
        lifetime,
        attributes);
  }

  /**
   * With a broadcast address.
   *
   * @param newBroadcast the broadcast address
   * @return a changed copy
   */
  public IfAddress withBroadcast(InetAddress newBroadcast) {
    return new IfAddress(
        interfaceIndex,
        address,
        prefixLength,
        scope,
        Optional.of(newBroadcast),
        peer,
        label,
        flags,
        metric,
        protocol,
        lifetime,
        attributes);
  }

  /**
   * With another end.
   *
   * @param other the other end, to whose network the prefix then belongs
   * @return a changed copy
   */
  public IfAddress withPeer(InetAddress other) {
    return new IfAddress(
        interfaceIndex,
        address,
        prefixLength,
        scope,
        broadcast,
        Optional.of(other),
        label,
        flags,
        metric,
        protocol,
        lifetime,
        attributes);
  }

  /**
   * Whether the host may send from it. Of IPv6, one that is still looked for on the link is not
   * (duplicate address detection, RFC 4862 section 5.4), unless it is optimistic (RFC 4429), nor is
   * one that another host has.
   *
   * @return true but for tentative addresses and duplicates
   */
  public boolean isUsable() {
    if (!(address instanceof Inet6Address)) {
      return true;
    }
    boolean tentative = (flags & (IFA_F_TENTATIVE | IFA_F_OPTIMISTIC)) == IFA_F_TENTATIVE;
    return !tentative && !isDuplicate();
  }

  /**
   * As it is right after it was added: one of IPv6 is looked for on the link first, unless it has
   * {@link #IFA_F_NODAD}. The kernel tells when it is used.
   *
   * @return this, or a tentative copy
   */
  public IfAddress asAdded() {
    return address instanceof Inet6Address && (flags & IFA_F_NODAD) == 0
        ? withFlags(flags | IFA_F_TENTATIVE)
        : this;
  }

  /**
   * Whether it is an IPv6 address that new connections should not come from for long: deprecated
   * (RFC 4862 section 5.5.4), or temporary (RFC 8981).
   *
   * @return false for every IPv4 address
   */
  public boolean isPassing() {
    return address instanceof Inet6Address && (flags & (IFA_F_DEPRECATED | IFA_F_TEMPORARY)) != 0;
  }

  /**
   * Whether duplicate address detection has found it on another host of the link.
   *
   * @return true for an IPv6 address that the kernel therefore does not use
   */
  public boolean isDuplicate() {
    return address instanceof Inet6Address && (flags & IFA_F_DADFAILED) != 0;
  }

  /**
   * With other flags.
   *
   * @param bits IFA_F bits
   * @return a changed copy
   */
  public IfAddress withFlags(int bits) {
    return new IfAddress(
        interfaceIndex,
        address,
        prefixLength,
        scope,
        broadcast,
        peer,
        label,
        bits,
        metric,
        protocol,
        lifetime,
        attributes);
  }

  /**
   * With a metric for the route to its prefix.
   *
   * @param priority 0 to 4294967295, 0 where the kernel chooses
   * @return a changed copy
   */
  public IfAddress withMetric(long priority) {
    return new IfAddress(
        interfaceIndex,
        address,
        prefixLength,
        scope,
        broadcast,
        peer,
        label,
        flags,
        priority,
        protocol,
        lifetime,
        attributes);
  }

  /**
   * With another lifetime.
   *
   * @param newLifetime how long it stays
   * @return a changed copy
   */
  public IfAddress withLifetime(Lifetime newLifetime) {
    return new IfAddress(
        interfaceIndex,
        address,
        prefixLength,
        scope,
        broadcast,
        peer,
        label,
        flags,
        metric,
        protocol,
        newLifetime,
        attributes);
  }

  /**
   * Whether it is the same entry to the kernel: interface, address and prefix; of IPv4 the network
   * of the peer too, for one address may stand on an interface once for each.
   *
   * @param other another address
   * @return true if so
   */
  public boolean isSameEntry(IfAddress other) {
    return interfaceIndex == other.interfaceIndex
        && prefixLength == other.prefixLength
        && address.equals(other.address)
        && (address instanceof Inet6Address || network().equals(other.network()));
  }

  /** Of the peer's address where there is one. */
  private InetAddress network() {
    return new Prefix(peer.orElse(address), prefixLength).network();
  }

  /**
   * Refuses what the kernel alone can make: added, it would be another address.
   *
   * @throws IllegalArgumentException if it is an IPv6 address that the kernel made
   */
  void requireSettable() {
    if (address instanceof Inet6Address && (flags & IFA_F_TEMPORARY) != 0) {
      throw new IllegalArgumentException(
          address.getHostAddress()
              + " is a temporary address: only the kernel makes those; leave the flag 0x1 out to"
              + " add it as one that stays");
    }
    if (address instanceof Inet6Address && (flags & IFA_F_STABLE_PRIVACY) != 0) {
      throw new IllegalArgumentException(
          address.getHostAddress()
              + " is a stable privacy address: only the kernel makes those; leave the flag 0x800"
              + " out to add it as any other");
    }
  }

  void write(MessageWriter writer) {
    IfAddressCodec.write(this, writer);
  }

  static IfAddress decode(Reply reply) {
    return IfAddressCodec.decode(reply);
  }

  /** In the words of ip-address(8); the interface is named by its number. */
  @Override
  public String toString() {
    boolean ipv6 = address instanceof Inet6Address;
    IpWords words = new IpWords().word(ipv6 ? "inet6" : "inet");
    peer.ifPresent(end -> words.word(plain(address) + " peer"));
    words.word(plain(peer.orElse(address)) + "/" + prefixLength);
    words.wordIf(metric != 0, "metric " + metric);
    broadcast.ifPresent(all -> words.word("brd " + all.getHostAddress()));
    words.word("scope " + IpWords.scope(scope));
    words
        .wordIf((flags & IFA_F_SECONDARY) != 0, ipv6 ? "temporary" : "secondary")
        .wordIf((flags & IFA_F_TENTATIVE) != 0, "tentative")
        .wordIf((flags & IFA_F_DEPRECATED) != 0, "deprecated")
        .wordIf(lifetime.validSeconds() != Lifetime.FOREVER_SECONDS, "dynamic")
        .wordIf((flags & IFA_F_NODAD) != 0, "nodad")
        .wordIf((flags & IFA_F_NOPREFIXROUTE) != 0, "noprefixroute")
        .wordIf(protocol != 0, "proto " + protocol);
    label.ifPresent(name -> words.word(IpWords.quoted(name)));
    return words
        .word(IpWords.device(interfaceIndex))
        .wordIf(!lifetime.equals(Lifetime.FOREVER), lifetime.toString())
        .all(attributes)
        .toString();
  }

  /** Without the scope id: the interface is named behind. */
  private static String plain(InetAddress address) {
    String text = address.getHostAddress();
    int scope = text.indexOf('%');
    return scope < 0 ? text : text.substring(0, scope);
  }
}
