// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the head of one request, however it comes in pieces. Line ends are those of RFC 9112 or
 * bare line feeds, which it allows. Holds {@value #LONGEST} octets at the most. Of one thread.
 */
public final class RequestDecoder {
  /** The longest head, its empty line included. */
  public static final int LONGEST = 8192;

  private static final int FIRST = 512;

  private byte[] head = new byte[FIRST];
  private int length;

  /**
   * Takes more octets. After anything but {@link Decoded.Unfinished} not called again.
   *
   * @param octets read until the head ends; what follows it is left there
   * @return what is known by now
   */
  public Decoded take(ByteBuffer octets) {
    while (octets.hasRemaining()) {
      if (length == LONGEST) {
        return new Decoded.Refused(
            431, "a request has " + LONGEST + " octets at the most, and no body");
      }
      if (length == head.length) {
        head = Arrays.copyOf(head, Math.min(LONGEST, 2 * length));
      }
      byte octet = octets.get();
      head[length++] = octet;
      if (octet == '\n' && isOver()) {
        return HeadParser.parse(new String(head, 0, length, StandardCharsets.ISO_8859_1));
      }
    }
    return new Decoded.Unfinished();
  }

  /** Whether an empty line has come, in front of which there is at least one that is not. */
  private boolean isOver() {
    int at = length - 2;
    if (at >= 0 && head[at] == '\r') {
      at--;
    }
    return at < 0 || head[at] == '\n';
  }
}
