// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.link;

import io.github.jlvs.net.InternetChecksum;
import io.github.jlvs.net.IpAddresses;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Neighbour discovery (RFC 4861 sections 4.3 and 4.4) as a probe speaks it. */
record NeighbourMessages(EthernetLink link, Inet6Address own) implements LinkProbe.Protocol {
  /** Where the next header is in an IPv6 header, and what it is. */
  static final int NEXT_HEADER_AT = 6;

  static final int ICMPV6 = 58;
  private static final int IPV6_HEADER = 40;
  private static final int HOP_LIMIT_AT = 7;
  private static final int SOURCE_AT = 8;
  private static final int ADDRESS = 16;
  private static final int HOP_LIMIT = 255;
  private static final int SOLICITATION = 135;
  private static final int ADVERTISEMENT = 136;
  private static final int SOLICITATION_LENGTH = 32;
  private static final int TARGET_AT = IPV6_HEADER + 8;
  private static final int OPTIONS_AT = TARGET_AT + ADDRESS;
  private static final int OPTION_UNIT = 8;
  private static final byte SOURCE_LINK_LAYER_ADDRESS = 1;
  private static final byte TARGET_LINK_LAYER_ADDRESS = 2;

  /** The solicited-node group of an address (RFC 4291 section 2.7.1) without its last 24 bits. */
  private static final byte[] GROUP = {(byte) 0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, (byte) 0xff};

  private static final byte[] ETHERNET_GROUP = {0x33, 0x33, (byte) 0xff};

  @Override
  public LinkProbe.Question question(InetAddress address) {
    byte[] target = address.getAddress();
    ByteBuffer frame = ByteBuffer.allocateDirect(IPV6_HEADER + SOLICITATION_LENGTH);
    frame.putInt(0x60000000).putShort((short) SOLICITATION_LENGTH);
    frame.put((byte) ICMPV6).put((byte) HOP_LIMIT).put(own.getAddress());
    frame.put(GROUP).put(target, GROUP.length, ADDRESS - GROUP.length);
    frame.put((byte) SOLICITATION).put((byte) 0).putShort((short) 0).putInt(0).put(target);
    frame.put(SOURCE_LINK_LAYER_ADDRESS).put((byte) 1).put(link.octets());
    // RFC 4443 section 2.3: over the addresses, the length, the next header and the message.
    long sum = InternetChecksum.sum(frame, SOURCE_AT, IPV6_HEADER + SOLICITATION_LENGTH);
    frame.putShort(
        IPV6_HEADER + 2, (short) InternetChecksum.of(SOLICITATION_LENGTH + ICMPV6 + sum));
    byte[] to = new byte[EthernetLink.ADDRESS_LENGTH];
    System.arraycopy(ETHERNET_GROUP, 0, to, 0, ETHERNET_GROUP.length);
    System.arraycopy(target, GROUP.length, to, ETHERNET_GROUP.length, ADDRESS - GROUP.length);
    return new LinkProbe.Question(EthernetLink.text(to), frame.flip());
  }

  /** One of another hop limit has come through a router, and is none (RFC 4861 section 7.1.2). */
  @Override
  public Optional<LinkProbe.Answer> answer(ByteBuffer frame, String sender) {
    boolean advertisement =
        frame.remaining() >= OPTIONS_AT
            && frame.get(NEXT_HEADER_AT) == ICMPV6
            && Byte.toUnsignedInt(frame.get(HOP_LIMIT_AT)) == HOP_LIMIT
            && Byte.toUnsignedInt(frame.get(IPV6_HEADER)) == ADVERTISEMENT;
    if (!advertisement) {
      return Optional.empty();
    }
    byte[] target = new byte[ADDRESS];
    frame.get(TARGET_AT, target);
    return Optional.of(new LinkProbe.Answer(IpAddresses.ofBytes(target), announced(frame, sender)));
  }

  /** What the option says; without one it is whoever has sent the frame. */
  private static String announced(ByteBuffer frame, String sender) {
    int at = OPTIONS_AT;
    while (at + OPTION_UNIT <= frame.limit()) {
      if (frame.get(at) == TARGET_LINK_LAYER_ADDRESS && frame.get(at + 1) == 1) {
        byte[] mac = new byte[EthernetLink.ADDRESS_LENGTH];
        frame.get(at + 2, mac);
        return EthernetLink.text(mac);
      }
      int length = Byte.toUnsignedInt(frame.get(at + 1));
      if (length == 0) {
        return sender;
      }
      at += length * OPTION_UNIT;
    }
    return sender;
  }
}
