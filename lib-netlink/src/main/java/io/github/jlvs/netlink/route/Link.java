// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.route;

import io.github.jlvs.netlink.AttributeReader;
import io.github.jlvs.netlink.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A network interface (rtnetlink(7), {@code struct ifinfomsg}).
 *
 * @param index its index, unique in its namespace and never used again until reboot
 * @param name its name, which may change
 * @param type its ARPHRD type, 1 for Ethernet, 772 for loopback
 * @param flags IFF bits of linux/if.h
 * @param hardwareAddress its link-layer address
 * @param mtu largest packet in bytes
 * @param kind the driver's kind for virtual interfaces, such as {@code veth}; else empty
 * @param master the index of the bridge or bond it belongs to
 * @param alternativeNames the other names it can be found by ({@code ip link property}), each up to
 *     127 bytes
 * @param parent the index of the link below a macvlan or VLAN; of a veth that of its peer, which
 *     may be in another namespace
 * @param alias what somebody has noted about it ({@code ip link set alias}), up to 255 bytes; empty
 *     for nothing
 */
public record Link(
    int index,
    String name,
    int type,
    int flags,
    HardwareAddress hardwareAddress,
    int mtu,
    String kind,
    OptionalInt master,
    List<String> alternativeNames,
    OptionalInt parent,
    String alias) {
  /** The administrator wants it up. */
  public static final int IFF_UP = 0x1;

  /** It is the loopback. */
  public static final int IFF_LOOPBACK = 0x8;

  /** It can send now: the administrator wants it up and the carrier is there. */
  public static final int IFF_RUNNING = 0x40;

  /** It can multicast. */
  public static final int IFF_MULTICAST = 0x1000;

  static final int HEADER = 16;
  private static final int IFLA_ADDRESS = 1;
  private static final int IFLA_IFNAME = 3;
  private static final int IFLA_MTU = 4;
  private static final int IFLA_LINK = 5;
  private static final int IFLA_MASTER = 10;
  private static final int IFLA_LINKINFO = 18;
  private static final int IFLA_INFO_KIND = 1;
  static final int IFLA_IFALIAS = 20;
  private static final int IFLA_PROP_LIST = 52;
  private static final int IFLA_ALT_IFNAME = 53;

  /** Keeps a copy of the names. */
  public Link {
    alternativeNames = List.copyOf(alternativeNames);
  }

  /**
   * A link above no other one, about which nothing is noted.
   *
   * @param index its index
   * @param name its name
   * @param type its ARPHRD type
   * @param flags IFF bits of linux/if.h
   * @param hardwareAddress its link-layer address
   * @param mtu largest packet in bytes
   * @param kind the driver's kind for virtual interfaces, such as {@code veth}; else empty
   * @param master the index of the bridge or bond it belongs to
   * @param alternativeNames the other names it can be found by
   */
  public Link(
      int index,
      String name,
      int type,
      int flags,
      HardwareAddress hardwareAddress,
      int mtu,
      String kind,
      OptionalInt master,
      List<String> alternativeNames) {
    this(
        index,
        name,
        type,
        flags,
        hardwareAddress,
        mtu,
        kind,
        master,
        alternativeNames,
        OptionalInt.empty(),
        "");
  }

  /**
   * A link without alternative names.
   *
   * @param index its index
   * @param name its name
   * @param type its ARPHRD type
   * @param flags IFF bits of linux/if.h
   * @param hardwareAddress its link-layer address
   * @param mtu largest packet in bytes
   * @param kind the driver's kind for virtual interfaces, such as {@code veth}; else empty
   * @param master the index of the bridge or bond it belongs to
   */
  public Link(
      int index,
      String name,
      int type,
      int flags,
      HardwareAddress hardwareAddress,
      int mtu,
      String kind,
      OptionalInt master) {
    this(index, name, type, flags, hardwareAddress, mtu, kind, master, List.of());
  }

  /**
   * Whether it can be used: wanted up by the administrator, and with carrier.
   *
   * @return true if both
   */
  public boolean isUsable() {
    int both = IFF_UP | IFF_RUNNING;
    return (flags & both) == both;
  }

  static Link decode(Reply reply) {
    int type = reply.u16(2);
    int index = reply.u32(4);
    int flags = reply.u32(8);
    String name = "";
    HardwareAddress hardware = HardwareAddress.NONE;
    int mtu = 0;
    String kind = "";
    OptionalInt master = OptionalInt.empty();
    List<String> others = List.of();
    OptionalInt parent = OptionalInt.empty();
    String alias = "";
    AttributeReader attributes = reply.attributes(HEADER);
    while (attributes.next()) {
      switch (attributes.type()) {
        case IFLA_ADDRESS -> hardware = new HardwareAddress(attributes.bytes());
        case IFLA_IFNAME -> name = attributes.string();
        case IFLA_MTU -> mtu = attributes.u32();
        case IFLA_LINK -> parent = OptionalInt.of(attributes.u32());
        case IFLA_IFALIAS -> alias = attributes.string();
        case IFLA_MASTER -> master = OptionalInt.of(attributes.u32());
        case IFLA_PROP_LIST -> others = alternativeNames(attributes.nested());
        case IFLA_LINKINFO -> kind = kind(attributes.nested());
        default -> {
          // Dozens more, none of them needed here.
        }
      }
    }
    return new Link(index, name, type, flags, hardware, mtu, kind, master, others, parent, alias);
  }

  private static List<String> alternativeNames(AttributeReader properties) {
    List<String> names = new ArrayList<>();
    while (properties.next()) {
      if (properties.type() == IFLA_ALT_IFNAME) {
        names.add(properties.string());
      }
    }
    return names;
  }

  /** In the words of ip-link(8). */
  @Override
  public String toString() {
    IpWords words = new IpWords();
    words
        .word(index + ": " + IpWords.quoted(name) + ":")
        .word((flags & IFF_UP) == 0 ? "DOWN" : isUsable() ? "UP" : "UP,NO-CARRIER")
        .word("mtu " + mtu);
    master.ifPresent(bridge -> words.word("master if" + bridge));
    words.wordIf(!kind.isEmpty(), IpWords.quoted(kind));
    words.wordIf(!hardwareAddress.equals(HardwareAddress.NONE), "lladdr " + hardwareAddress);
    words.wordIf(!alias.isEmpty(), "alias " + IpWords.quoted(alias));
    alternativeNames.forEach(other -> words.word("altname " + IpWords.quoted(other)));
    return words.toString();
  }

  private static String kind(AttributeReader info) {
    String kind = "";
    while (info.next()) {
      if (info.type() == IFLA_INFO_KIND) {
        kind = info.string();
      }
    }
    return kind;
  }
}
