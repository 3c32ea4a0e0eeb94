// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

import io.github.jlvs.linux.Descriptor;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * Prints every message to standard error where the environment variable JLVS_NETLINK_TRACE is set
 * (and not 0): direction, type, flags, sequence, length, and the payload in hexadecimal.
 */
final class Trace implements Transport {
  private static final String VARIABLE = "JLVS_NETLINK_TRACE";

  private final Transport inner;
  private final PrintStream out;

  Trace(Transport inner, PrintStream out) {
    this.inner = inner;
    this.out = out;
  }

  static Transport of(Transport transport) {
    String wanted = System.getenv(VARIABLE);
    return wanted == null || wanted.isEmpty() || wanted.equals("0")
        ? transport
        : new Trace(transport, System.err);
  }

  @Override
  public void send(ByteBuffer datagram) {
    print(">", datagram.duplicate().order(datagram.order()));
    inner.send(datagram);
  }

  @Override
  public int receive(ByteBuffer into) {
    int length = inner.receive(into);
    if (length < 0) {
      out.println("< nothing: errno " + -length);
    } else {
      print(
          "<",
          into.duplicate().order(into.order()).clear().limit(Math.min(length, into.capacity())));
    }
    return length;
  }

  private void print(String direction, ByteBuffer bytes) {
    int at = bytes.position();
    while (bytes.limit() - at >= MessageWriter.MESSAGE_HEADER) {
      int length = bytes.getInt(at);
      if (length < MessageWriter.MESSAGE_HEADER || length > bytes.limit() - at) {
        break;
      }
      byte[] payload = new byte[length - MessageWriter.MESSAGE_HEADER];
      bytes.get(at + MessageWriter.MESSAGE_HEADER, payload);
      out.printf(
          "%s type=%d flags=0x%x seq=%s length=%d %s%n",
          direction,
          Short.toUnsignedInt(bytes.getShort(at + 4)),
          Short.toUnsignedInt(bytes.getShort(at + 6)),
          Integer.toUnsignedString(bytes.getInt(at + 8)),
          length,
          HexFormat.of().formatHex(payload));
      at += (length + 3) & ~3;
    }
    if (at < bytes.limit()) {
      out.println(direction + " " + (bytes.limit() - at) + " bytes that are no message");
    }
  }

  @Override
  public void receiveTimeout(long nanos) {
    inner.receiveTimeout(nanos);
  }

  @Override
  public void wake() {
    inner.wake();
  }

  @Override
  public int acknowledgementRoom() {
    return inner.acknowledgementRoom();
  }

  @Override
  public void join(int group) {
    inner.join(group);
  }

  @Override
  public Descriptor descriptor() {
    return inner.descriptor();
  }

  @Override
  public void close() {
    inner.close();
  }
}
