// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;

/**
 * What a right answer over UDP is.
 *
 * @param content what it begins with; empty for whatever it is
 * @param shortest the fewest bytes it has, 0 to 65535; keepalived's default is 0
 * @param longest the most bytes it has, {@code shortest} to 65535; keepalived's default is 255
 */
public record UdpReply(Optional<BytePattern> content, int shortest, int longest) {
  /** Any answer of at most 255 bytes, as keepalived has it. */
  public static final UdpReply ANY = new UdpReply(Optional.empty(), 0, 255);

  private static final int LARGEST_DATAGRAM = 65_535;

  /**
   * Checks the lengths.
   *
   * @throws IllegalArgumentException if they are out of their range
   */
  public UdpReply {
    Objects.requireNonNull(content, "content");
    if (shortest < 0 || longest > LARGEST_DATAGRAM || shortest > longest) {
      throw new IllegalArgumentException(
          "a reply has 0 to 65535 bytes, and the fewest are no more than the most, got "
              + shortest
              + " and "
              + longest);
    }
  }

  /**
   * The same, with a content.
   *
   * @param wanted what a right answer begins with
   * @return the expectation
   */
  public UdpReply withContent(BytePattern wanted) {
    return new UdpReply(Optional.of(wanted), shortest, longest);
  }

  /**
   * Judges an answer.
   *
   * @param answer from position to limit
   * @return a success, or what is wrong with it
   */
  ProbeResult judge(ByteBuffer answer) {
    int length = answer.remaining();
    if (length < shortest || length > longest) {
      return wrong("an answer of %d bytes, expected %d to %d".formatted(length, shortest, longest));
    }
    return content.filter(wanted -> !wanted.matches(answer)).isPresent()
        ? wrong("an answer of %d bytes that are other ones".formatted(length))
        : ProbeResult.SUCCESS;
  }

  private static ProbeResult wrong(String detail) {
    return new ProbeResult.Failure(ProbeResult.Cause.PATTERN, detail);
  }
}
