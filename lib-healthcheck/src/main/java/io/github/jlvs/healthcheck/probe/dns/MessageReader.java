// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.dns;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.jlvs.healthcheck.probe.MalformedMessageException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a message from the position of a buffer to its limit, and never past it. Every offset in a
 * message counts from its first octet.
 */
final class MessageReader {
  /** What the two highest bits of a length say: not a length, but where the name goes on. */
  private static final int POINTER = 0xc0;

  /** As many as a name can have labels, each behind a pointer of its own. */
  private static final int MOST_POINTERS = 127;

  /** What is done with the labels of a name, whose octets are there. */
  private interface Labels {
    void take(int from, int size);
  }

  private final ByteBuffer message;
  private int at;

  MessageReader(ByteBuffer message) {
    this.message = message.slice();
  }

  int u8() throws MalformedMessageException {
    return octet(at++);
  }

  int u16() throws MalformedMessageException {
    return u8() << 8 | u8();
  }

  void skip(int count) throws MalformedMessageException {
    require(at + count);
    at += count;
  }

  DnsName name() throws MalformedMessageException {
    List<String> labels = new ArrayList<>();
    walk((from, size) -> labels.add(text(from, size)));
    return new DnsName(labels);
  }

  /** Of many records each may have a name of 127 labels in two octets: they are not kept. */
  void skipName() throws MalformedMessageException {
    walk((from, size) -> {});
  }

  /**
   * Goes through a name (RFC 1035 section 4.1.4). A pointer leads back, before the part of the name
   * that it ends: so none leads round in a circle, and each name is read in bounded time.
   */
  private void walk(Labels labels) throws MalformedMessageException {
    int length = 1;
    int part = at;
    int from = at;
    int pointers = 0;
    int behindPointer = at;
    for (int size = octet(from); size != 0; size = octet(from)) {
      if (size >= POINTER) {
        int target = (size - POINTER) << 8 | octet(from + 1);
        behindPointer = pointers == 0 ? from + 2 : behindPointer;
        pointers++;
        if (target >= part || pointers > MOST_POINTERS) {
          throw new MalformedMessageException(
              "malformed message: the compressed name at octet " + at + " does not lead back");
        }
        part = target;
        from = target;
      } else {
        length += 1 + size;
        if (size > DnsName.LONGEST_LABEL || length > DnsName.LONGEST) {
          throw new MalformedMessageException(
              "malformed message: the name at octet " + at + " is too long");
        }
        require(from + 1 + size);
        labels.take(from + 1, size);
        from += 1 + size;
      }
    }
    at = pointers == 0 ? from + 1 : behindPointer;
  }

  private String text(int from, int size) {
    byte[] octets = new byte[size];
    message.get(from, octets);
    return new String(octets, ISO_8859_1);
  }

  private int octet(int index) throws MalformedMessageException {
    require(index + 1);
    return message.get(index) & 0xff;
  }

  private void require(int end) throws MalformedMessageException {
    if (end > message.limit()) {
      throw new MalformedMessageException(
          "malformed message: it ends after " + message.limit() + " octets, in the middle");
    }
  }
}
