// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.hmac.HmacVerdict;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Why a received packet is no advertisement for this virtual router: the field, what this router
 * has there and what the packet has. A packet gets one, the first that applies in the order of
 * {@link Reception}. None of them ever holds a password.
 */
public sealed interface Rejection {

  /**
   * What differs, in words for a log line; never a password.
   *
   * @param field the field, for example {@code advertisement interval}
   * @param mine what this router has or expects
   * @param theirs what the packet has
   */
  record Difference(String field, String mine, String theirs) {}

  /**
   * What differs.
   *
   * @return the field, mine and theirs
   */
  Difference difference();

  /**
   * Whether this is an intact advertisement of a router that is configured differently. Until that
   * is mended both routers become master: report it to the operator. The others are damaged, forged
   * or not for us.
   *
   * @return true for version, type and content of authentication, signature, interval, address
   *     list, another VRID for the same address, unicast where multicast is expected or the other
   *     way round, and the own address as source
   */
  default boolean mismatch() {
    return false;
  }

  /**
   * The whole in one phrase.
   *
   * @return for example {@code advertisement interval: mine 1 s, theirs 2 s}
   */
  default String describe() {
    Difference difference = difference();
    return difference.field() + ": mine " + difference.mine() + ", theirs " + difference.theirs();
  }

  /** A difference that ends in two masters whatever its values. */
  sealed interface Mismatch extends Rejection {
    @Override
    default boolean mismatch() {
      return true;
    }
  }

  /**
   * The IP header cannot be used: truncated, a fragment, another version or protocol.
   *
   * @param field the header's field, for example {@code IP total length}
   * @param mine what it should be
   * @param theirs what it is
   */
  record IpHeader(String field, String mine, String theirs) implements Rejection {
    @Override
    public Difference difference() {
      return new Difference(field, mine, theirs);
    }
  }

  /** The packet is protected by the IP Authentication Header (RFC 2338 section 5.3.6.3). */
  record AuthenticationHeader() implements Mismatch {
    @Override
    public Difference difference() {
      return new Difference(
          "authentication type",
          "none or simple password (the IP Authentication Header is not supported)",
          "IP Authentication Header");
    }
  }

  /**
   * The time to live: 255 on multicast, so that no router lies between (RFC 3768 section 7.1), or
   * what was set for a unicast peer.
   *
   * @param lowest lowest accepted, 0 to 255
   * @param highest highest accepted, 0 to 255
   * @param received what the packet has
   */
  record Ttl(int lowest, int highest, int received) implements Rejection {
    @Override
    public Difference difference() {
      return new Difference(
          "TTL",
          lowest == highest ? Integer.toString(lowest) : lowest + " to " + highest,
          Integer.toString(received));
    }
  }

  /**
   * The VRRP version is another one (RFC 3768 and RFC 9568, section 7.1).
   *
   * @param spoken mine: 2 or 3, or both for a program that only watches
   * @param received what the packet has, 0 to 15
   */
  record Version(List<Integer> spoken, int received) implements Mismatch {
    /** Copies the list. */
    public Version {
      spoken = List.copyOf(spoken);
    }

    @Override
    public Difference difference() {
      String mine = spoken.stream().map(String::valueOf).collect(Collectors.joining(" or "));
      return new Difference("version", mine, Integer.toString(received));
    }
  }

  /**
   * The packet type is not 1, advertisement (RFC 3768 section 5.3.2).
   *
   * @param received what the packet has, 0 to 15
   */
  record PacketType(int received) implements Rejection {
    @Override
    public Difference difference() {
      return new Difference("packet type", "1 (advertisement)", Integer.toString(received));
    }
  }

  /**
   * The packet is shorter or longer than its own address count says.
   *
   * @param expected octets of VRRP that the packet should have
   * @param received octets of VRRP that it has
   */
  record Length(int expected, int received) implements Rejection {
    @Override
    public Difference difference() {
      return new Difference("length", expected + " octets", received + " octets");
    }
  }

  /**
   * The checksum is wrong (RFC 3768 section 5.3.8, RFC 9568 section 5.2.8).
   *
   * @param version of the packet, 2 or 3
   * @param computed the right one, 16 bits
   * @param received the packet's, 16 bits
   */
  record Checksum(int version, int computed, int received) implements Rejection {
    @Override
    public Difference difference() {
      return new Difference(
          "checksum", String.format("0x%04x", computed), String.format("0x%04x", received));
    }
  }

  /**
   * The packet is for another virtual router.
   *
   * @param configured mine, 1 to 255
   * @param received the packet's, 0 to 255
   * @param sharesAddress whether it is a whole advertisement that names one of this router's
   *     addresses: two groups of routers then claim the same address
   */
  record VirtualRouterId(int configured, int received, boolean sharesAddress) implements Rejection {
    @Override
    public Difference difference() {
      return new Difference(
          "virtual router identifier",
          Integer.toString(configured),
          received + (sharesAddress ? " (for an address of mine)" : ""));
    }

    @Override
    public boolean mismatch() {
      return sharesAddress;
    }
  }

  /**
   * The authentication type differs (RFC 2338 section 7.1).
   *
   * @param configured mine, 0 or 1
   * @param received the packet's, 0 to 255
   */
  record AuthenticationType(int configured, int received) implements Mismatch {
    @Override
    public Difference difference() {
      return new Difference(
          "authentication type", Integer.toString(configured), Integer.toString(received));
    }
  }

  /** The simple password differs (RFC 2338 section 7.1). Neither is told. */
  record Password() implements Mismatch {
    @Override
    public Difference difference() {
      return new Difference("password", "(not shown)", "(not shown)");
    }
  }

  /**
   * It is signed, as keepalived's {@code auth_hmac} does, and this router has no key. keepalived
   * before 2.4 finds it too long.
   *
   * @param keyId the number of the sender's key, 0 to 255
   */
  record Signed(int keyId) implements Mismatch {
    @Override
    public Difference difference() {
      return new Difference("HMAC", "none (no auth_hmac)", "signed with key " + keyId);
    }
  }

  /**
   * The signature is missing or wrong; or it is not as it should be, and the packet counts all the
   * same.
   *
   * @param verdict what it is worth, never {@link HmacVerdict.Signed} without a skew
   */
  record Hmac(HmacVerdict verdict) implements Rejection {
    @Override
    public Difference difference() {
      return new Difference("HMAC", "signed with a key of mine", verdict.describe());
    }

    @Override
    public String describe() {
      return "HMAC: " + verdict.describe();
    }

    /** Of a router of the group whose key or clock is another one; a replay is nobody's. */
    @Override
    public boolean mismatch() {
      return verdict instanceof HmacVerdict.Missing
          || verdict instanceof HmacVerdict.UnknownKey
          || verdict instanceof HmacVerdict.InvalidHmac
          || verdict instanceof HmacVerdict.Stale;
    }
  }

  /**
   * The advertisement interval differs in VRRPv2 (RFC 3768 section 7.1), or is 0.
   *
   * @param configured mine
   * @param received the packet's
   */
  record Interval(AdvertisementInterval configured, AdvertisementInterval received)
      implements Mismatch {
    @Override
    public Difference difference() {
      return new Difference("advertisement interval", configured.toString(), received.toString());
    }
  }

  /**
   * The address list differs, by number or by content; the order does not count. RFC 3768 section
   * 7.1 would let the owner's packets pass; keepalived does not, nor does this. In VRRPv3 the
   * packet counts all the same (RFC 9568 section 7.1), unless the router is told otherwise.
   *
   * @param configured mine
   * @param received the packet's
   */
  record AddressList(List<InetAddress> configured, List<InetAddress> received) implements Mismatch {
    /** Copies the lists. */
    public AddressList {
      configured = List.copyOf(configured);
      received = List.copyOf(received);
    }

    @Override
    public Difference difference() {
      return new Difference("address list", text(configured), text(received));
    }

    private static String text(List<InetAddress> addresses) {
      return addresses.stream().map(IpAddresses::format).toList().toString();
    }
  }

  /**
   * The checksum of VRRPv3 over IPv4 is right, but of the other kind: this router takes it, and the
   * other may not take this router's.
   *
   * @param received the packet's
   */
  record ChecksumKind(Protocol.Checksum received) implements Rejection {
    @Override
    public Difference difference() {
      boolean alone = received == Protocol.Checksum.PACKET_ALONE;
      String mine = alone ? "with the pseudo header" : "without the pseudo header";
      String theirs = alone ? "without the pseudo header" : "with the pseudo header";
      return new Difference("checksum", mine, theirs);
    }
  }

  /**
   * VRRP over IPv6 that does not come from a link-local address (RFC 9568 section 5.1.2.1).
   *
   * @param source where it comes from
   */
  record SourceScope(InetAddress source) implements Mismatch {
    @Override
    public Difference difference() {
      return new Difference("source address", "a link-local address", IpAddresses.format(source));
    }
  }

  /**
   * The packet came to a unicast address where multicast is expected, or the other way round.
   *
   * @param expectedMulticast whether this router expects multicast
   */
  record Destination(boolean expectedMulticast) implements Mismatch {
    @Override
    public Difference difference() {
      return new Difference(
          "destination",
          expectedMulticast ? "multicast" : "unicast",
          expectedMulticast ? "unicast" : "multicast");
    }
  }

  /**
   * The packet was sent to another multicast group than this router's.
   *
   * @param configured mine
   * @param received the packet's
   * @param sharesAddress whether it is a whole advertisement that names one of this router's
   *     addresses: two groups of routers then claim the same address
   */
  record MulticastGroup(InetAddress configured, InetAddress received, boolean sharesAddress)
      implements Rejection {
    @Override
    public Difference difference() {
      return new Difference(
          "multicast group",
          IpAddresses.format(configured),
          IpAddresses.format(received) + (sharesAddress ? " (for an address of mine)" : ""));
    }

    @Override
    public boolean mismatch() {
      return sharesAddress;
    }
  }

  /**
   * The packet comes from none of the unicast peers.
   *
   * @param peers those that are allowed
   * @param source where it comes from
   */
  record UnknownPeer(List<InetAddress> peers, InetAddress source) implements Rejection {
    /** Copies the list. */
    public UnknownPeer {
      peers = List.copyOf(peers);
    }

    @Override
    public Difference difference() {
      return new Difference(
          "source address", "one of " + AddressList.text(peers), IpAddresses.format(source));
    }
  }

  /**
   * A master heard its own priority from its own address: an echo of its own advertisement, or
   * another machine with the same address, and then both are master.
   *
   * @param address the address
   */
  record OwnAddress(InetAddress address) implements Mismatch {
    @Override
    public Difference difference() {
      return new Difference("source address", "not my own", IpAddresses.format(address));
    }
  }

  /**
   * The owner of the addresses heard another router, and is configured to heed none (RFC 3768 and
   * RFC 9568, section 7.1). Of another owner that is a mismatch: both are master.
   *
   * @param priority what the other sent
   */
  record HeardByOwner(int priority) implements Rejection {
    @Override
    public boolean mismatch() {
      return priority == Advertisement.PRIORITY_OWNER;
    }

    @Override
    public Difference difference() {
      return new Difference(
          "priority", "that of the owner, which heeds no advertisement", "" + priority);
    }
  }
}
