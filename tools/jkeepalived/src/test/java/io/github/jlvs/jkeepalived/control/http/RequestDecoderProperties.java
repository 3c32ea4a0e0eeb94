// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever comes, and in whatever pieces. */
class RequestDecoderProperties {
  @Provide
  Arbitrary<byte[]> nearlyRequests() {
    Arbitrary<String> parts =
        Arbitraries.of(
            "GET",
            "POST",
            " ",
            "/",
            "/v1/status",
            "?",
            "HTTP/1.1",
            "HTTP/1.0",
            "HTTP/9.9",
            "\r",
            "\n",
            "\r\n",
            "\r\n\r\n",
            "Host",
            ":",
            "Host: a\r\n",
            "Content-Length: 1\r\n",
            "Content-Length: 3\r\n",
            "\0",
            "\u00ff",
            "http://",
            "x".repeat(3000));
    return parts
        .list()
        .ofMaxSize(16)
        .map(List::stream)
        .map(all -> all.collect(Collectors.joining()).getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Decoded inPieces(byte[] octets, int size) {
    RequestDecoder decoder = new RequestDecoder();
    Decoded decoded = new Decoded.Unfinished();
    for (int at = 0; at < octets.length && decoded instanceof Decoded.Unfinished; at += size) {
      decoded = decoder.take(ByteBuffer.wrap(octets, at, Math.min(size, octets.length - at)));
    }
    return decoded;
  }

  @Property
  void pieces_make_no_difference(@ForAll("nearlyRequests") byte[] octets) {
    Decoded atOnce = inPieces(octets, Math.max(1, octets.length));

    assertThat(inPieces(octets, 1)).isEqualTo(atOnce);
    assertThat(inPieces(octets, 7)).isEqualTo(atOnce);
  }

  @Property
  void anything_is_a_request_unfinished_or_refused_in_words(@ForAll byte[] octets) {
    Decoded decoded = inPieces(octets, 64);

    if (decoded instanceof Decoded.Refused refused) {
      assertThat(refused.status()).isBetween(400, 505);
      assertThat(refused.why()).isNotEmpty();
    } else if (decoded instanceof Decoded.Whole whole) {
      assertThat(whole.request().target()).startsWith("/");
    }
  }

  @Property
  void no_more_than_the_longest_is_taken(@ForAll("nearlyRequests") byte[] octets) {
    byte[] longer =
        new byte[octets.length + RequestDecoder.LONGEST + RequestDecoder.LONGEST_BODY + 1];
    java.util.Arrays.fill(longer, (byte) 'a');
    System.arraycopy(octets, 0, longer, 0, octets.length);

    assertThat(inPieces(longer, 1000)).isNotInstanceOf(Decoded.Unfinished.class);
  }
}
