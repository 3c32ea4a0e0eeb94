// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.filter;

import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.Prefix;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a rule asks of a packet. */
@FunctionalInterface
interface Condition {
  /** Whether it holds for an advertisement. */
  Truth of(Advert advert);

  /** Something that the listing does not show, or that nobody here can read. */
  Condition UNCLEAR = advert -> Truth.UNCLEAR;

  /** Never true of an advertisement: it is about another protocol. */
  Condition NEVER = advert -> Truth.NO;

  /** A protocol by its name or number. */
  static Condition protocol(String text) {
    String name = text.toLowerCase(Locale.ROOT);
    boolean all = name.equals("all") || name.equals("0");
    boolean vrrp = name.equals("vrrp") || name.equals(String.valueOf(Advert.PROTOCOL));
    return advert -> Truth.of(all || vrrp);
  }

  /** The interface where it comes in; the end of the name may be left open by this character. */
  static Condition in(String name, char open) {
    return advert ->
        Truth.of(advert.way() == Advert.Way.IN && fits(name, open, advert.interfaceName()));
  }

  /** The interface where it leaves. */
  static Condition out(String name, char open) {
    return advert ->
        Truth.of(advert.way() == Advert.Way.OUT && fits(name, open, advert.interfaceName()));
  }

  private static boolean fits(String wanted, char open, String name) {
    boolean isOpen = !wanted.isEmpty() && wanted.charAt(wanted.length() - 1) == open;
    return isOpen ? name.startsWith(wanted.substring(0, wanted.length() - 1)) : name.equals(wanted);
  }

  /** The sender, as an address or a prefix. */
  static Condition source(String prefix) {
    return address(prefix, Advert::source);
  }

  /** Where it goes. */
  static Condition destination(String prefix) {
    return address(prefix, Advert::destination);
  }

  private static Condition address(
      String text, java.util.function.Function<Advert, InetAddress> which) {
    Optional<Prefix> prefix = Prefix.parse(text).or(() -> masked(text));
    return advert -> prefix.map(each -> covers(each, which.apply(advert))).orElse(Truth.UNCLEAR);
  }

  /** An address without a length is that of one host; iptables writes some masks as addresses. */
  private static Optional<Prefix> masked(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return IpAddresses.parse(text).map(Prefix::host);
    }
    Optional<InetAddress> mask = IpAddresses.parse(text.substring(slash + 1));
    if (mask.isEmpty() || mask.get().getAddress().length != Integer.BYTES) {
      return Optional.empty();
    }
    int bits = java.nio.ByteBuffer.wrap(mask.get().getAddress()).getInt();
    int length = Integer.bitCount(bits);
    boolean whole = length == 0 || bits == -1 << (Integer.SIZE - length);
    return whole ? Prefix.parse(text.substring(0, slash + 1) + length) : Optional.empty();
  }

  private static Truth covers(Prefix prefix, InetAddress address) {
    return Truth.of(
        prefix.address().getAddress().length == address.getAddress().length
            && new Prefix(address, prefix.length()).network().equals(prefix.network()));
  }

  /** One of the states of connection tracking. */
  static Condition state(List<String> states) {
    return advert ->
        Truth.of(states.stream().anyMatch(each -> each.toLowerCase(Locale.ROOT).equals("new")));
  }

  /**
   * What kind of packet it is on the link: only {@code multicast} and {@code unicast} are asked.
   */
  static Condition packetType(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "multicast" -> advert -> Truth.of(advert.destination().isMulticastAddress());
      case "broadcast" -> NEVER;
      default -> UNCLEAR;
    };
  }

  /** The same the other way round. */
  default Condition negatedIf(boolean negated) {
    return advert -> of(advert).negatedIf(negated);
  }
}
