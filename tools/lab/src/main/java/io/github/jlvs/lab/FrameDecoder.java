// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.lab;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Ethernet frames to records. A decoder of the lab's own: a test of the suite's codecs must not
 * rest on them.
 */
final class FrameDecoder {
  private static final HexFormat MAC = HexFormat.ofDelimiter(":");
  private static final int IPV4 = 0x0800;
  private static final int ARP = 0x0806;
  private static final int IPV6 = 0x86dd;
  private static final int TCP = 6;
  private static final int VRRP = 112;

  private final Instant time;
  private final int length;
  private final ByteBuffer bytes;
  private String sourceMac = "";
  private String destinationMac = "";
  private int etherType = -1;

  private FrameDecoder(Instant time, byte[] frame) {
    this.time = time;
    this.length = frame.length;
    this.bytes = ByteBuffer.wrap(frame);
  }

  static Frame decode(Instant time, byte[] frame) {
    FrameDecoder decoder = new FrameDecoder(time, frame);
    try {
      return decoder.ethernet();
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      // Cut short by the sender or by the capture length: that is a fact about the frame, not an
      // error of the capture.
      return decoder.other();
    }
  }

  private Frame ethernet() {
    String to = mac();
    String from = mac();
    destinationMac = to;
    sourceMac = from;
    etherType = u16();
    return switch (etherType) {
      case ARP -> arp();
      case IPV4 -> ipv4();
      case IPV6 -> ipv6();
      default -> other();
    };
  }

  private Frame other() {
    return new OtherFrame(time, sourceMac, destinationMac, etherType, length);
  }

  private Frame arp() {
    int hardware = u16();
    int protocol = u16();
    int sizes = u16();
    int operation = u16();
    if (hardware != 1 || protocol != IPV4 || sizes != 0x0604) {
      return other();
    }
    return new ArpFrame(
        time, sourceMac, destinationMac, operation, mac(), address(4), mac(), address(4));
  }

  private Frame ipv4() {
    int start = bytes.position();
    int headerLength = (u8() & 0x0f) * 4;
    skip(1);
    int totalLength = u16();
    skip(2);
    boolean fragment = (u16() & 0x1fff) != 0;
    int ttl = u8();
    int protocol = u8();
    skip(2);
    String source = address(4);
    String destination = address(4);
    bytes.position(start + headerLength);
    // Short frames are padded; the header knows where the packet ends.
    bytes.limit(Math.min(bytes.limit(), start + totalLength));
    return fragment ? other() : transport(protocol, ttl, source, destination, 4);
  }

  private Frame ipv6() {
    skip(6);
    int protocol = u8();
    int hopLimit = u8();
    String source = address(16);
    String destination = address(16);
    return transport(protocol, hopLimit, source, destination, 16);
  }

  private Frame transport(
      int protocol, int ttl, String source, String destination, int addressLength) {
    return switch (protocol) {
      case TCP -> tcp(source, destination);
      case VRRP -> vrrp(ttl, source, destination, addressLength);
      default -> other();
    };
  }

  private Frame tcp(String source, String destination) {
    int sourcePort = u16();
    int destinationPort = u16();
    skip(9);
    int flags = u8();
    return new TcpSegment(
        time, sourceMac, destinationMac, source, sourcePort, destination, destinationPort, flags);
  }

  private Frame vrrp(int ttl, String source, String destination, int addressLength) {
    int versionAndType = u8();
    int version = versionAndType >> 4;
    int vrid = u8();
    int priority = u8();
    int count = u8();
    int authenticationType = 0;
    Duration interval;
    if (version == 2) {
      authenticationType = u8();
      interval = Duration.ofSeconds(u8());
    } else {
      interval = Duration.ofMillis(10L * (u16() & 0x0fff));
    }
    skip(2);
    List<String> addresses = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      addresses.add(address(addressLength));
    }
    String password = "";
    if (version == 2 && authenticationType == 1) {
      byte[] data = new byte[8];
      bytes.get(data);
      password = new String(data, StandardCharsets.ISO_8859_1).replaceFirst("\0+$", "");
    }
    return new VrrpAdvert(
        time,
        sourceMac,
        destinationMac,
        source,
        destination,
        ttl,
        version,
        vrid,
        priority,
        authenticationType,
        password,
        interval,
        List.copyOf(addresses));
  }

  private int u8() {
    return Byte.toUnsignedInt(bytes.get());
  }

  private int u16() {
    return Short.toUnsignedInt(bytes.getShort());
  }

  private void skip(int count) {
    bytes.position(bytes.position() + count);
  }

  private String mac() {
    byte[] address = new byte[6];
    bytes.get(address);
    return MAC.formatHex(address);
  }

  private String address(int size) {
    byte[] address = new byte[size];
    bytes.get(address);
    try {
      return InetAddress.getByAddress(address).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an IP address of " + size + " bytes", e);
    }
  }
}
