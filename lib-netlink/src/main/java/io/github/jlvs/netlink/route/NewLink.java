// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.route;

import io.github.jlvs.netlink.MessageWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A virtual link to be made with {@link RouteSocket#add(NewLink)} (rtnetlink(7), {@code
 * RTM_NEWLINK}).
 *
 * @param name its name, 1 to 15 bytes
 * @param kind what it is
 * @param hardwareAddress its link-layer address; empty: the kernel chooses
 * @param mtu largest packet in bytes; empty: the kernel chooses
 */
public record NewLink(
    String name, LinkKind kind, Optional<HardwareAddress> hardwareAddress, OptionalInt mtu) {
  private static final int LONGEST_NAME = 15;
  private static final int LONGEST_OTHER_NAME = 127;
  private static final int IFLA_ADDRESS = 1;
  private static final int IFLA_IFNAME = 3;
  private static final int IFLA_MTU = 4;
  private static final int IFLA_LINK = 5;

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if it is empty or longer than 15 bytes
   */
  public NewLink {
    requireName(name);
  }

  /**
   * A link for which the kernel chooses hardware address and MTU.
   *
   * @param name its name, 1 to 15 bytes
   * @param kind what it is
   * @return the link
   */
  public static NewLink of(String name, LinkKind kind) {
    return new NewLink(name, kind, Optional.empty(), OptionalInt.empty());
  }

  /**
   * The same with a link-layer address.
   *
   * @param address the address
   * @return a copy
   */
  public NewLink withHardwareAddress(HardwareAddress address) {
    return new NewLink(name, kind, Optional.of(address), mtu);
  }

  /**
   * The same with an MTU.
   *
   * @param bytes largest packet in bytes
   * @return a copy
   */
  public NewLink withMtu(int bytes) {
    return new NewLink(name, kind, hardwareAddress, OptionalInt.of(bytes));
  }

  void write(MessageWriter writer) {
    RouteSocket.linkHeader(writer, 0, 0, 0);
    writer.string(IFLA_IFNAME, name);
    hardwareAddress.ifPresent(address -> writer.bytes(IFLA_ADDRESS, address.bytes()));
    mtu.ifPresent(bytes -> writer.u32(IFLA_MTU, bytes));
    if (kind instanceof LinkKind.Macvlan macvlan) {
      writer.u32(IFLA_LINK, macvlan.parent());
    } else if (kind instanceof LinkKind.Ipvlan ipvlan) {
      writer.u32(IFLA_LINK, ipvlan.parent());
    } else if (kind instanceof LinkKind.Vlan vlan) {
      writer.u32(IFLA_LINK, vlan.parent());
    }
    LinkInfo.write(kind, writer);
  }

  static void requireName(String name) {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "a link's name has 1 to "
              + LONGEST_NAME
              + " bytes, none of them zero: '"
              + IpWords.quoted(name)
              + "'");
    }
  }

  /** Whether a link can have it as an alternative name, as far as its length tells. */
  static boolean isLongName(String name) {
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    return bytes > LONGEST_NAME && bytes <= LONGEST_OTHER_NAME && name.indexOf('\0') < 0;
  }

  /** Whether a link can have the name, as far as its length tells. */
  static boolean isName(String name) {
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    return bytes > 0 && bytes <= LONGEST_NAME && name.indexOf('\0') < 0;
  }
}
