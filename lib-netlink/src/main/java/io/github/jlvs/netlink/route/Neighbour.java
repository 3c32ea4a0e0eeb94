// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.route;

import io.github.jlvs.netlink.AttributeReader;
import io.github.jlvs.netlink.MessageWriter;
import io.github.jlvs.netlink.Reply;
import java.net.InetAddress;

/**
 * What the kernel knows of a host on the link: an entry of the ARP or neighbour table
 * (rtnetlink(7), {@code struct ndmsg}).
 *
 * @param interfaceIndex the interface
 * @param address the host's address
 * @param hardwareAddress its link-layer address; {@link HardwareAddress#NONE} while it is not known
 * @param state NUD bits: 2 reachable, 4 stale, 32 failed, 64 no ARP, 128 permanent
 * @param flags NTF bits of linux/neighbour.h
 */
public record Neighbour(
    int interfaceIndex,
    InetAddress address,
    HardwareAddress hardwareAddress,
    int state,
    int flags) {
  /** Confirmed lately. */
  public static final int REACHABLE = 0x02;

  /** Known, not confirmed lately. */
  public static final int STALE = 0x04;

  /** Asked for without an answer. */
  public static final int FAILED = 0x20;

  /** Set by an administrator, never asked for. */
  public static final int PERMANENT = 0x80;

  static final int HEADER = 12;
  private static final int NDA_DST = 1;
  private static final int NDA_LLADDR = 2;

  /**
   * Checks the ranges.
   *
   * @param interfaceIndex the interface
   * @param address the host's address
   * @param hardwareAddress its link-layer address; {@link HardwareAddress#NONE} while it is not
   *     known
   * @param state NUD bits: 2 reachable, 4 stale, 32 failed, 64 no ARP, 128 permanent
   * @param flags NTF bits of linux/neighbour.h
   * @throws IllegalArgumentException if a value is out of its range
   */
  public Neighbour {
    Families.requireRange("neighbour state", state, 0xffff);
    Families.requireRange("neighbour flags", flags, 0xff);
  }

  /**
   * A permanent entry.
   *
   * @param interfaceIndex the interface
   * @param address the host's address
   * @param hardwareAddress its link-layer address
   * @return the entry
   */
  public static Neighbour permanent(
      int interfaceIndex, InetAddress address, HardwareAddress hardwareAddress) {
    return new Neighbour(interfaceIndex, address, hardwareAddress, PERMANENT, 0);
  }

  void write(MessageWriter writer) {
    writer.fixed8(Families.of(address));
    writer.fixed8(0);
    writer.fixed16(0);
    writer.fixed32(interfaceIndex);
    writer.fixed16(state);
    writer.fixed8(flags);
    writer.fixed8(0);
    writer.bytes(NDA_DST, address.getAddress());
    if (!hardwareAddress.equals(HardwareAddress.NONE)) {
      writer.bytes(NDA_LLADDR, hardwareAddress.bytes());
    }
  }

  static Neighbour decode(Reply reply) {
    int family = reply.u8(0);
    InetAddress address = null;
    HardwareAddress hardware = HardwareAddress.NONE;
    AttributeReader attributes = reply.attributes(HEADER);
    while (attributes.next()) {
      switch (attributes.type()) {
        case NDA_DST -> address = Families.address(family, attributes);
        case NDA_LLADDR -> hardware = new HardwareAddress(attributes.bytes());
        default -> {
          // Cache times, VLANs and the like.
        }
      }
    }
    if (address == null) {
      throw Families.noAddress();
    }
    return new Neighbour(reply.u32(4), address, hardware, reply.u16(8), reply.u8(10));
  }
}
