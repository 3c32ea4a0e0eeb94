// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.route;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.netlink.AttributeReader;
import io.github.jlvs.netlink.MessageWriter;
import io.github.jlvs.netlink.Reply;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the kernel knows of a host on the link: an entry of the ARP or neighbour table
 * (rtnetlink(7), {@code struct ndmsg}).
 *
 * @param interfaceIndex the interface
 * @param address the host's address
 * @param hardwareAddress its link-layer address; {@link HardwareAddress#NONE} while it is not known
 * @param state NUD bits: 2 reachable, 4 stale, 32 failed, 64 no ARP, 128 permanent
 * @param flags NTF bits of linux/neighbour.h
 * @param attributes what the kernel sends besides; written back, so that a neighbour that is read
 *     and set again is the same. Its statistics (NDA_CACHEINFO, NDA_PROBES) are not among them
 */
public record Neighbour(
    int interfaceIndex,
    InetAddress address,
    HardwareAddress hardwareAddress,
    int state,
    int flags,
    List<RawAttribute> attributes) {
  /** Confirmed lately. */
  public static final int REACHABLE = 0x02;

  /** Known, not confirmed lately. */
  public static final int STALE = 0x04;

  /** Asked for without an answer. */
  public static final int FAILED = 0x20;

  /** Set by an administrator, never asked for. */
  public static final int PERMANENT = 0x80;

  /** Being asked for. */
  public static final int INCOMPLETE = 0x01;

  /** On a link without hardware addresses. */
  public static final int NO_ARP = 0x40;

  private static final int NTF_USE = 0x01;

  /** This host answers for the address. */
  public static final int NTF_PROXY = 0x08;

  static final int HEADER = 12;
  static final int FLAGS_AT = 10;
  private static final int NTF_ROUTER = 0x80;
  private static final int NDA_DST = 1;
  private static final int NDA_LLADDR = 2;
  private static final int NDA_CACHEINFO = 3;
  private static final int NDA_PROBES = 4;
  private static final Map<Integer, String> STATES =
      Map.of(
          0,
          "NONE",
          1,
          "INCOMPLETE",
          2,
          "REACHABLE",
          4,
          "STALE",
          8,
          "DELAY",
          16,
          "PROBE",
          32,
          "FAILED",
          64,
          "NOARP",
          128,
          "PERMANENT");

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a value is out of its range
   */
  public Neighbour {
    Require.range("neighbour state", state, 0xffff);
    Require.range("neighbour flags", flags, 0xff);
    attributes = List.copyOf(attributes);
  }

  /**
   * One with nothing besides.
   *
   * @param interfaceIndex the interface
   * @param address the host's address
   * @param hardwareAddress its link-layer address; {@link HardwareAddress#NONE} while it is not
   *     known
   * @param state NUD bits: 2 reachable, 4 stale, 32 failed, 64 no ARP, 128 permanent
   * @param flags NTF bits of linux/neighbour.h
   * @throws IllegalArgumentException if a value is out of its range
   */
  public Neighbour(
      int interfaceIndex,
      InetAddress address,
      HardwareAddress hardwareAddress,
      int state,
      int flags) {
    this(interfaceIndex, address, hardwareAddress, state, flags, List.of());
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

  /**
   * A proxy entry: this host answers on the link for the address.
   *
   * @param interfaceIndex the interface on which it answers
   * @param address the address
   * @return the entry
   */
  public static Neighbour proxy(int interfaceIndex, InetAddress address) {
    return new Neighbour(interfaceIndex, address, HardwareAddress.NONE, 0, NTF_PROXY);
  }

  /**
   * An entry that, when it is set, has the kernel look for the host as if it had a packet for it:
   * by ARP or neighbour discovery, without a packet of any other kind. An entry that is confirmed
   * stays as it is; a {@link #PERMANENT} one is permanent no longer, so look first.
   *
   * @param interfaceIndex the interface
   * @param address the host's address
   * @return the entry
   */
  public static Neighbour sought(int interfaceIndex, InetAddress address) {
    return new Neighbour(interfaceIndex, address, HardwareAddress.NONE, 0, NTF_USE);
  }

  void write(MessageWriter writer) {
    writer.fixed8(AddressFamily.of(address).code());
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
    attributes.forEach(attribute -> attribute.write(writer));
  }

  static Neighbour decode(Reply reply) {
    AddressFamily family = Decoding.family(reply.u8(0));
    InetAddress address = null;
    HardwareAddress hardware = HardwareAddress.NONE;
    List<RawAttribute> others = new ArrayList<>();
    AttributeReader attributes = reply.attributes(HEADER);
    while (attributes.next()) {
      switch (attributes.type()) {
        case NDA_DST -> address = Decoding.address(family, attributes);
        case NDA_LLADDR -> hardware = new HardwareAddress(attributes.bytes());
        case NDA_CACHEINFO, NDA_PROBES -> {
          // Counts of the kernel's own, which nobody can set.
        }
        default -> others.add(RawAttribute.of(attributes));
      }
    }
    if (address == null) {
      throw Decoding.noAddress();
    }
    int index = reply.u32(4);
    InetAddress usable = Decoding.onLink(address, index);
    return new Neighbour(index, usable, hardware, reply.u16(8), reply.u8(FLAGS_AT), others);
  }

  /** In the words of ip-neighbour(8); the interface is named by its number. */
  @Override
  public String toString() {
    boolean proxy = (flags & NTF_PROXY) != 0;
    return new IpWords()
        .word(address.getHostAddress())
        .wordIf(interfaceIndex != 0, IpWords.device(interfaceIndex))
        .wordIf(!hardwareAddress.equals(HardwareAddress.NONE), "lladdr " + hardwareAddress)
        .wordIf((flags & NTF_ROUTER) != 0, "router")
        .word(proxy ? "proxy" : STATES.getOrDefault(state, "nud 0x" + Integer.toHexString(state)))
        .all(attributes)
        .toString();
  }
}
