// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import java.net.Inet4Address;
import java.util.List;

/**
 * Why a received packet is no advertisement for this virtual router: the field, what this router
 * has there and what the packet has. A packet gets one, the first that applies in the order of
 * {@link Reception}. None of them ever holds a password.
 */
public sealed interface Rejection {

  /**
   * The field that differs, in words for a log line.
   *
   * @return for example {@code advertisement interval}
   */
  String field();

  /**
   * What this router has or expects.
   *
   * @return the value as text, never a password
   */
  String mine();

  /**
   * What the packet has.
   *
   * @return the value as text, never a password
   */
  String theirs();

  /**
   * Whether this is a well-meant advertisement of a router set up differently. While such a
   * difference stands, both routers become master: it deserves a person's attention. The others are
   * damaged, forged or not for us.
   *
   * @return true for version, type and content of authentication, interval, address list, another
   *     VRID for the same address, unicast where multicast is expected or the other way round, and
   *     the own address as source
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
    return field() + ": mine " + mine() + ", theirs " + theirs();
  }

  /**
   * The IP header cannot be used: truncated, a fragment, another version or protocol.
   *
   * @param field the header's field, for example {@code IP total length}
   * @param mine what it should be
   * @param theirs what it is
   */
  record IpHeader(String field, String mine, String theirs) implements Rejection {}

  /** The packet is protected by the IP Authentication Header (RFC 2338 section 5.3.6.3). */
  record AuthenticationHeader() implements Rejection {
    @Override
    public String field() {
      return "authentication type";
    }

    @Override
    public String mine() {
      return "none or simple password (the IP Authentication Header is not supported)";
    }

    @Override
    public String theirs() {
      return "IP Authentication Header";
    }

    @Override
    public boolean mismatch() {
      return true;
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
    public String field() {
      return "TTL";
    }

    @Override
    public String mine() {
      return lowest == highest ? Integer.toString(lowest) : lowest + " to " + highest;
    }

    @Override
    public String theirs() {
      return Integer.toString(received);
    }
  }

  /**
   * The VRRP version is not 2 (RFC 3768 section 5.3.1).
   *
   * @param received what the packet has, 0 to 15
   */
  record Version(int received) implements Rejection {
    @Override
    public String field() {
      return "version";
    }

    @Override
    public String mine() {
      return "2";
    }

    @Override
    public String theirs() {
      return Integer.toString(received);
    }

    @Override
    public boolean mismatch() {
      return true;
    }
  }

  /**
   * The packet type is not 1, advertisement (RFC 3768 section 5.3.2).
   *
   * @param received what the packet has, 0 to 15
   */
  record PacketType(int received) implements Rejection {
    @Override
    public String field() {
      return "packet type";
    }

    @Override
    public String mine() {
      return "1 (advertisement)";
    }

    @Override
    public String theirs() {
      return Integer.toString(received);
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
    public String field() {
      return "length";
    }

    @Override
    public String mine() {
      return expected + " octets";
    }

    @Override
    public String theirs() {
      return received + " octets";
    }
  }

  /**
   * The checksum is wrong (RFC 3768 section 5.3.8).
   *
   * @param computed the right one, 16 bits
   * @param received the packet's, 16 bits
   */
  record Checksum(int computed, int received) implements Rejection {
    @Override
    public String field() {
      return "checksum";
    }

    @Override
    public String mine() {
      return String.format("0x%04x", computed);
    }

    @Override
    public String theirs() {
      return String.format("0x%04x", received);
    }
  }

  /**
   * The packet is for another virtual router.
   *
   * @param configured mine, 1 to 255
   * @param received the packet's, 0 to 255
   * @param sharesAddress whether it is a whole VRRPv2 advertisement that names one of this router's
   *     addresses: two groups of routers then claim the same address
   */
  record VirtualRouterId(int configured, int received, boolean sharesAddress) implements Rejection {
    @Override
    public String field() {
      return "virtual router identifier";
    }

    @Override
    public String mine() {
      return Integer.toString(configured);
    }

    @Override
    public String theirs() {
      return received + (sharesAddress ? " (for an address of mine)" : "");
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
  record AuthenticationType(int configured, int received) implements Rejection {
    @Override
    public String field() {
      return "authentication type";
    }

    @Override
    public String mine() {
      return Integer.toString(configured);
    }

    @Override
    public String theirs() {
      return Integer.toString(received);
    }

    @Override
    public boolean mismatch() {
      return true;
    }
  }

  /** The simple password differs (RFC 2338 section 7.1). Neither is told. */
  record Password() implements Rejection {
    @Override
    public String field() {
      return "password";
    }

    @Override
    public String mine() {
      return "(not shown)";
    }

    @Override
    public String theirs() {
      return "(not shown)";
    }

    @Override
    public boolean mismatch() {
      return true;
    }
  }

  /**
   * The advertisement interval differs (RFC 3768 section 7.1).
   *
   * @param configuredSeconds mine, 1 to 255
   * @param receivedSeconds the packet's, 0 to 255
   */
  record Interval(int configuredSeconds, int receivedSeconds) implements Rejection {
    @Override
    public String field() {
      return "advertisement interval";
    }

    @Override
    public String mine() {
      return configuredSeconds + " s";
    }

    @Override
    public String theirs() {
      return receivedSeconds + " s";
    }

    @Override
    public boolean mismatch() {
      return true;
    }
  }

  /**
   * The address list differs, by number or by content; the order does not count. RFC 3768 section
   * 7.1 would let the owner's packets pass; keepalived does not, nor does this.
   *
   * @param configured mine
   * @param received the packet's
   */
  record AddressList(List<Inet4Address> configured, List<Inet4Address> received)
      implements Rejection {
    /**
     * Copies the lists.
     *
     * @param configured mine
     * @param received the packet's
     */
    public AddressList {
      configured = List.copyOf(configured);
      received = List.copyOf(received);
    }

    @Override
    public String field() {
      return "address list";
    }

    @Override
    public String mine() {
      return text(configured);
    }

    @Override
    public String theirs() {
      return text(received);
    }

    @Override
    public boolean mismatch() {
      return true;
    }

    private static String text(List<Inet4Address> addresses) {
      return addresses.stream().map(Inet4Address::getHostAddress).toList().toString();
    }
  }

  /**
   * The packet came to a unicast address where multicast is expected, or the other way round.
   *
   * @param expectedMulticast whether this router expects multicast
   */
  record Destination(boolean expectedMulticast) implements Rejection {
    @Override
    public String field() {
      return "destination";
    }

    @Override
    public String mine() {
      return expectedMulticast ? "multicast" : "unicast";
    }

    @Override
    public String theirs() {
      return expectedMulticast ? "unicast" : "multicast";
    }

    @Override
    public boolean mismatch() {
      return true;
    }
  }

  /**
   * The packet was sent to another multicast group than this router's.
   *
   * @param configured mine
   * @param received the packet's
   * @param sharesAddress whether it is a whole VRRPv2 advertisement that names one of this router's
   *     addresses: two groups of routers then claim the same address
   */
  record MulticastGroup(Inet4Address configured, Inet4Address received, boolean sharesAddress)
      implements Rejection {
    @Override
    public String field() {
      return "multicast group";
    }

    @Override
    public String mine() {
      return configured.getHostAddress();
    }

    @Override
    public String theirs() {
      return received.getHostAddress() + (sharesAddress ? " (for an address of mine)" : "");
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
  record UnknownPeer(List<Inet4Address> peers, Inet4Address source) implements Rejection {
    /**
     * Copies the list.
     *
     * @param peers those that are allowed
     * @param source where it comes from
     */
    public UnknownPeer {
      peers = List.copyOf(peers);
    }

    @Override
    public String field() {
      return "source address";
    }

    @Override
    public String mine() {
      return "one of " + AddressList.text(peers);
    }

    @Override
    public String theirs() {
      return source.getHostAddress();
    }
  }

  /**
   * A master heard its own priority from its own address: an echo of its own advertisement, or
   * another machine with the same address, and then both are master.
   *
   * @param address the address
   */
  record OwnAddress(Inet4Address address) implements Rejection {
    @Override
    public String field() {
      return "source address";
    }

    @Override
    public String mine() {
      return "not my own";
    }

    @Override
    public String theirs() {
      return address.getHostAddress();
    }

    @Override
    public boolean mismatch() {
      return true;
    }
  }
}
