// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.link;

import io.github.jlvs.net.IpAddresses;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/** ARP (RFC 826) as a probe speaks it: requests without a sender's address (RFC 5227). */
record ArpMessages(EthernetLink link) implements LinkProbe.Protocol {
  private static final int LENGTH = 28;
  private static final int OPERATION_AT = 6;
  private static final int SENDER_AT = 8;
  private static final int SENDER_IP_AT = 14;
  private static final short REQUEST = 1;
  private static final short REPLY = 2;
  private static final String BROADCAST = "ff:ff:ff:ff:ff:ff";

  @Override
  public LinkProbe.Question question(InetAddress address) {
    ByteBuffer frame = ByteBuffer.allocateDirect(LENGTH);
    frame.putShort((short) 1).putShort((short) 0x0800);
    frame.put((byte) EthernetLink.ADDRESS_LENGTH).put((byte) Integer.BYTES).putShort(REQUEST);
    frame.put(link.octets()).putInt(0);
    frame.put(new byte[EthernetLink.ADDRESS_LENGTH]).put(address.getAddress());
    return new LinkProbe.Question(BROADCAST, frame.flip());
  }

  @Override
  public Optional<LinkProbe.Answer> answer(ByteBuffer frame, String sender) {
    if (frame.remaining() < LENGTH || frame.getShort(OPERATION_AT) != REPLY) {
      return Optional.empty();
    }
    byte[] mac = new byte[EthernetLink.ADDRESS_LENGTH];
    frame.get(SENDER_AT, mac);
    return Optional.of(
        new LinkProbe.Answer(
            IpAddresses.ofBits(frame.getInt(SENDER_IP_AT)), EthernetLink.text(mac)));
  }
}
