// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.route;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.netlink.AttributeReader;
import io.github.jlvs.netlink.MessageWriter;
import java.net.InetAddress;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One of several ways that a route takes (rtnetlink(7), {@code struct rtnexthop}).
 *
 * @param gateway the next router, which may be of another family than the route; empty where the
 *     destination is on the link
 * @param interfaceIndex the outgoing interface; 0 where the kernel finds it by the gateway
 * @param weight its share of the packets beside the others, 1 to 256
 * @param flags RTNH_F bits of linux/rtnetlink.h, 0 to 255; those that tell of a state are not
 *     written
 * @param attributes what the kernel sends besides, such as an encapsulation
 */
public record NextHop(
    Optional<InetAddress> gateway,
    int interfaceIndex,
    int weight,
    int flags,
    List<RawAttribute> attributes) {
  private static final boolean LITTLE = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
  private static final int HIGHEST_WEIGHT = 256;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a value is out of its range
   */
  public NextHop {
    Require.range("next hop's flags", flags, 0xff);
    if (weight < 1 || weight > HIGHEST_WEIGHT) {
      throw new IllegalArgumentException("next hop's weight must be 1..256, not " + weight);
    }
    attributes = List.copyOf(attributes);
  }

  /**
   * A router, of weight 1.
   *
   * @param gateway the router
   * @return the next hop
   */
  public static NextHop via(InetAddress gateway) {
    return new NextHop(Optional.of(gateway), 0, 1, 0, List.of());
  }

  /**
   * On this interface.
   *
   * @param index the outgoing interface
   * @return a changed copy
   */
  public NextHop on(int index) {
    return new NextHop(gateway, index, weight, flags, attributes);
  }

  /**
   * With another weight.
   *
   * @param newWeight its share of the packets beside the others, 1 to 256
   * @return a changed copy
   */
  public NextHop withWeight(int newWeight) {
    return new NextHop(gateway, interfaceIndex, newWeight, flags, attributes);
  }

  /** Without the flags that tell of a state, which the kernel takes from nobody. */
  NextHop settable() {
    int kept = flags & ~Route.STATE_FLAGS;
    return new NextHop(gateway, interfaceIndex, weight, kept, attributes);
  }

  /** {@code struct rtnexthop} begins with length and 16 bits, and is padded, as an attribute is. */
  void write(MessageWriter writer, AddressFamily family) {
    int settable = flags & ~Route.STATE_FLAGS & 0xff;
    int hops = weight - 1;
    int nest = writer.nestUnmarked(LITTLE ? settable | hops << 8 : settable << 8 | hops);
    writer.fixed32(interfaceIndex);
    gateway.ifPresent(router -> RouteCodec.writeGateway(writer, family, router));
    attributes.forEach(attribute -> attribute.write(writer));
    writer.endNest(nest);
  }

  static List<NextHop> decode(AddressFamily family, AttributeReader hop) {
    List<NextHop> hops = new ArrayList<>();
    while (hop.next()) {
      int word = hop.rawType();
      int low = word & 0xff;
      int high = word >> 8;
      int index = hop.u32At(0);
      Optional<InetAddress> gateway = Optional.empty();
      List<RawAttribute> others = new ArrayList<>();
      AttributeReader inside = hop.nestedAt(Integer.BYTES);
      while (inside.next()) {
        Optional<InetAddress> router = RouteCodec.gateway(family, inside);
        if (router.isPresent()) {
          gateway = router;
        } else {
          others.add(RawAttribute.of(inside));
        }
      }
      hops.add(new NextHop(gateway, index, (LITTLE ? high : low) + 1, LITTLE ? low : high, others));
    }
    return hops;
  }

  @Override
  public String toString() {
    IpWords words = new IpWords().word("nexthop");
    gateway.ifPresent(router -> words.word("via " + router.getHostAddress()));
    return words
        .wordIf(interfaceIndex != 0, IpWords.device(interfaceIndex))
        .word("weight " + weight)
        .wordIf(!Route.flagText(flags).isEmpty(), Route.flagText(flags))
        .all(attributes)
        .toString();
  }
}
