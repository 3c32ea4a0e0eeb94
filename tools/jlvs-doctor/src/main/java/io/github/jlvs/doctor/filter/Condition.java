// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.filter;

import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.Prefix;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a rule asks of a packet. */
@FunctionalInterface
interface Condition {
  /** Numbers of ports and ranges of them, as iptables writes them. */
  Pattern PORTS = Pattern.compile("\\d{1,5}(?::\\d{1,5})?(?:,\\d{1,5}(?::\\d{1,5})?)*");

  /** Whether it holds for a packet. */
  Truth of(Packet packet);

  /** Something that the listing does not show, or that nobody here can read. */
  Condition UNCLEAR = packet -> Truth.UNCLEAR;

  /** Never true of what is looked for. */
  Condition NEVER = packet -> Truth.NO;

  /** A protocol by its name or number. */
  static Condition protocol(String text) {
    String name = text.toLowerCase(Locale.ROOT);
    boolean all = name.equals("all") || name.equals("0");
    return packet -> Truth.of(all || packet.content().isOf(name));
  }

  /** Ports where it goes, from one to another; not true of what has none. */
  static Condition destinationPorts(int first, int last) {
    return packet -> {
      OptionalInt port = packet.content().port();
      return Truth.of(port.isPresent() && first <= port.getAsInt() && port.getAsInt() <= last);
    };
  }

  /** The same by numbers, or some of them, as iptables writes them: {@code 80,8000:8100}. */
  static Condition destinationPorts(String text) {
    Matcher matcher = PORTS.matcher(text);
    if (!matcher.matches()) {
      return UNCLEAR;
    }
    return any(
        Stream.of(text.split(","))
            .map(each -> each.split(":"))
            .map(
                ends ->
                    destinationPorts(
                        Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])))
            .toList());
  }

  /** One of several. */
  static Condition any(List<Condition> each) {
    return packet -> each.stream().map(one -> one.of(packet)).reduce(Truth.NO, Truth::or);
  }

  /** The interface where it comes in; the end of the name may be left open by this character. */
  static Condition in(String name, char open) {
    return packet ->
        Truth.of(packet.way() == Packet.Way.IN && fits(name, open, packet.interfaceName()));
  }

  /** The interface where it leaves. */
  static Condition out(String name, char open) {
    return packet ->
        Truth.of(packet.way() == Packet.Way.OUT && fits(name, open, packet.interfaceName()));
  }

  private static boolean fits(String wanted, char open, String name) {
    boolean isOpen = !wanted.isEmpty() && wanted.charAt(wanted.length() - 1) == open;
    return isOpen ? name.startsWith(wanted.substring(0, wanted.length() - 1)) : name.equals(wanted);
  }

  /** The sender, as an address or a prefix. */
  static Condition source(String prefix) {
    return address(prefix, Packet::source);
  }

  /** Where it goes. */
  static Condition destination(String prefix) {
    return address(prefix, packet -> Optional.of(packet.destination()));
  }

  private static Condition address(String text, Function<Packet, Optional<InetAddress>> which) {
    Optional<Prefix> prefix = Prefix.parse(text).or(() -> masked(text));
    return packet ->
        prefix
            .flatMap(each -> which.apply(packet).map(address -> covers(each, address)))
            .orElse(Truth.UNCLEAR);
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
    return packet ->
        Truth.of(states.stream().anyMatch(each -> each.toLowerCase(Locale.ROOT).equals("new")));
  }

  /**
   * What kind of packet it is on the link: only {@code multicast} and {@code unicast} are asked.
   */
  static Condition packetType(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "multicast" -> packet -> Truth.of(packet.destination().isMulticastAddress());
      case "broadcast" -> NEVER;
      default -> UNCLEAR;
    };
  }

  /** The same the other way round. */
  default Condition negatedIf(boolean negated) {
    return packet -> of(packet).negatedIf(negated);
  }
}
