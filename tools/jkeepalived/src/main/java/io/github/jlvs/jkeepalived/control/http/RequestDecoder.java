// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads one request, however it comes in pieces. Line ends are those of RFC 9112 or bare line
 * feeds, which it allows. Holds {@value #LONGEST} octets of a head and {@value #LONGEST_BODY} of a
 * body at the most. Of one thread.
 */
public final class RequestDecoder {
  /** The longest head, its empty line included. */
  public static final int LONGEST = 8192;

  /** The longest body. */
  public static final int LONGEST_BODY = 8192;

  private static final int FIRST = 512;

  private final Predicate<String> hosts;
  private byte[] head = new byte[FIRST];
  private int length;
  private Optional<HttpRequest> request = Optional.empty();
  private ByteBuffer body = ByteBuffer.allocate(0);

  /** Whatever host is asked for. */
  public RequestDecoder() {
    this(host -> true);
  }

  /**
   * For some hosts alone.
   *
   * @param hosts which values of the field Host are answered
   */
  public RequestDecoder(Predicate<String> hosts) {
    this.hosts = hosts;
  }

  /**
   * Takes more octets. After anything but {@link Decoded.Unfinished} not called again.
   *
   * @param octets read until the request ends; what follows it is left there
   * @return what is known by now
   */
  public Decoded take(ByteBuffer octets) {
    return request.isPresent() ? takeBody(request.get(), octets) : takeHead(octets);
  }

  private Decoded takeHead(ByteBuffer octets) {
    while (octets.hasRemaining()) {
      if (length == LONGEST) {
        return new Decoded.Refused(431, "the head of a request has " + LONGEST + " octets at most");
      }
      if (length == head.length) {
        head = Arrays.copyOf(head, Math.min(LONGEST, 2 * length));
      }
      byte octet = octets.get();
      head[length++] = octet;
      if (octet == '\n' && isOver()) {
        return begin(
            HeadParser.parse(new String(head, 0, length, StandardCharsets.ISO_8859_1), hosts),
            octets);
      }
    }
    return new Decoded.Unfinished();
  }

  private Decoded begin(Head parsed, ByteBuffer octets) {
    if (parsed instanceof Head.Understood understood) {
      request = Optional.of(understood.request());
      body = ByteBuffer.allocate(understood.bodyLength());
      return takeBody(understood.request(), octets);
    }
    return ((Head.Refused) parsed).refusal();
  }

  private Decoded takeBody(HttpRequest without, ByteBuffer octets) {
    int count = Math.min(body.remaining(), octets.remaining());
    ByteBuffer unused = body.put(octets.slice(octets.position(), count));
    octets.position(octets.position() + count);
    if (body.hasRemaining()) {
      return new Decoded.Unfinished();
    }
    String text = new String(body.array(), StandardCharsets.UTF_8);
    return new Decoded.Whole(without.withBody(text));
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
