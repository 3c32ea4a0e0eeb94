// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.vrrp.AdvertisementInterval;
import io.github.jlvs.vrrp.Protocol;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * Which VRRP the routers of a world speak on each network, and how often. Drawn apart from
 * everything else: a world of version 2 is the same as if there were no other.
 */
final class Speech {
  private static final long SECOND = 1_000_000_000L;
  private static final Protocol IPV4 = new Protocol.V3(AddressFamily.IPV4);
  private static final Protocol IPV6 = new Protocol.V3(AddressFamily.IPV6);
  private static final Protocol IPV4_PACKET_ALONE =
      new Protocol.V3(AddressFamily.IPV4, Protocol.Checksum.PACKET_ALONE);

  /** Hundredths of a second; the shortest has a floor under what counts as a stall. */
  private static final List<Integer> SHORTEST = List.of(5, 10, 25, 50, 100, 100, 200);

  /** How far the intervals of the routers are apart in version 3. */
  enum Spread {
    /** Not at all. */
    SAME,
    /** A master's next word comes before anybody's timer, whoever's interval that went by. */
    NARROW,
    /** A backup that went by its own interval may come forward beside a master that lives. */
    WIDE
  }

  private final Dice dice;
  private final List<Protocol> protocols;
  private final int seconds;
  private final int shortest;
  private final Spread spread;
  private final boolean requireSameAddresses;

  Speech(Dice dice, int lans, int seconds, long largestDelay) {
    this.dice = dice;
    this.seconds = seconds;
    boolean mixture = lans > 1 && dice.percent(30);
    List<Protocol> drawn = new ArrayList<>();
    for (int lan = 0; lan < lans; lan++) {
      drawn.add(lan == 0 || mixture ? protocol() : drawn.get(0));
    }
    this.protocols = List.copyOf(drawn);
    List<Integer> possible =
        SHORTEST.stream().filter(each -> nanos(each) >= 4 * largestDelay).toList();
    this.shortest = possible.isEmpty() ? seconds * 100 : dice.of(possible);
    Spread wanted = dice.of(List.of(Spread.values()));
    this.spread = possible.isEmpty() ? Spread.SAME : possible(wanted, lans, largestDelay);
    this.requireSameAddresses = dice.percent(30);
  }

  private Protocol protocol() {
    int kind = dice.below(100);
    return kind < 40 ? new Protocol.V2() : kind < 70 ? IPV4 : IPV6;
  }

  /**
   * A claim that is answered, and is heard by a third router after the answer, teaches that one the
   * claimant's interval. Where this could go on and on nothing would settle.
   */
  private Spread possible(Spread wanted, int lans, long largestDelay) {
    boolean quick = nanos(shortest) >= 50 * largestDelay;
    return wanted == Spread.WIDE && (lans > 1 || !quick) ? Spread.NARROW : wanted;
  }

  List<Protocol> protocols() {
    return protocols;
  }

  /** Whether it is a world as it was before there was version 3. */
  boolean isVersion2() {
    return protocols.stream().allMatch(each -> each instanceof Protocol.V2);
  }

  /** Whether networks differ in what is spoken there. */
  boolean isMixture() {
    return protocols.stream().distinct().count() > 1;
  }

  /** The shortest interval on any network, in nanoseconds. */
  long shortestInterval() {
    return isVersion2() ? seconds * SECOND : Math.min(seconds * SECOND, nanos(shortest));
  }

  /** How few advertisements may be missed that a master's next word is not too late. */
  int fewestAdverts(int wanted) {
    return isVersion2() || spread == Spread.SAME ? wanted : Math.max(2, wanted);
  }

  /** Whether masters must answer at once, and may not say another word before they yield. */
  boolean wide() {
    return !isVersion2() && spread == Spread.WIDE;
  }

  boolean requireSameAddresses() {
    return requireSameAddresses;
  }

  /** The interval of one router on a network; of version 2 the world's. */
  AdvertisementInterval interval(int lan) {
    if (protocols.get(lan) instanceof Protocol.V2) {
      return AdvertisementInterval.ofSeconds(seconds);
    }
    return new AdvertisementInterval(
        switch (spread) {
          case SAME -> shortest;
          case NARROW -> shortest * (10 + 2 * dice.below(3)) / 10;
          case WIDE -> shortest * (1 + dice.below(8));
        });
  }

  /** Of a router that differs from the others: version 2 among version 3, where there is IPv4. */
  Protocol strayVersion(int lan) {
    return protocols.get(lan).equals(IPV4) ? new Protocol.V2() : protocols.get(lan);
  }

  /** The other of the two ways to reckon the checksum, where there are two. */
  Protocol strayChecksum(int lan) {
    return protocols.get(lan).equals(IPV4) ? IPV4_PACKET_ALONE : protocols.get(lan);
  }

  int seconds() {
    return seconds;
  }

  /** An address on a network; over IPv6 a link-local one. */
  InetAddress address(int lan, int host) {
    byte[] octets = {10, 0, (byte) lan, (byte) host};
    if (protocols.get(lan).family() == AddressFamily.IPV6) {
      octets = new byte[16];
      octets[0] = (byte) 0xfe;
      octets[1] = (byte) 0x80;
      octets[13] = (byte) lan;
      octets[15] = (byte) host;
    }
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Of one machine on all networks. */
  List<InetAddress> addresses(int host) {
    List<InetAddress> addresses = new ArrayList<>();
    for (int lan = 0; lan < protocols.size(); lan++) {
      addresses.add(address(lan, host));
    }
    return addresses;
  }

  private static long nanos(int centiseconds) {
    return centiseconds * (SECOND / 100);
  }
}
