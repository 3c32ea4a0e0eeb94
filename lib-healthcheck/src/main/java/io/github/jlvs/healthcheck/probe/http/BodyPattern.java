// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.http;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What a body must contain, or must not. The pattern looks at the first bytes of the body, taken
 * for UTF-8; what is no UTF-8 appears as U+FFFD. As with keepalived the offsets say where a match
 * may begin, not where it may end, and {@code ^} is the begin of the body. Two are equal when text
 * and flags of their patterns are.
 *
 * @param pattern what is looked for, anywhere in those bytes
 * @param mustNotMatch whether finding it is the failure ({@code regex_no_match})
 * @param minOffset the first byte where a match may begin ({@code regex_min_offset}), 0 or more
 * @param maxOffset the byte before which it begins (one behind {@code regex_max_offset}), more than
 *     minOffset, at most {@link #LARGEST_OFFSET}; so many bytes are looked at and kept in memory
 *     during a try, but {@link #DEFAULT_MAX_OFFSET} at least
 */
public record BodyPattern(Pattern pattern, boolean mustNotMatch, int minOffset, int maxOffset) {
  /** How far looking goes where nothing else is said: 64 KiB. */
  public static final int DEFAULT_MAX_OFFSET = 64 * 1024;

  /** As far as looking may go: 1 MiB. */
  public static final int LARGEST_OFFSET = 1024 * 1024;

  /**
   * Checks the offsets.
   *
   * @throws IllegalArgumentException if a value is out of its range
   */
  public BodyPattern {
    Objects.requireNonNull(pattern, "pattern");
    if (minOffset < 0 || maxOffset <= minOffset || maxOffset > LARGEST_OFFSET) {
      throw new IllegalArgumentException(
          "a regular expression is looked for from byte 0 or later to byte "
              + LARGEST_OFFSET
              + " at most, got "
              + minOffset
              + " to "
              + maxOffset);
    }
  }

  /**
   * A pattern that must be found in the first 64 KiB.
   *
   * @param pattern what is looked for
   * @return the pattern
   */
  public static BodyPattern found(Pattern pattern) {
    return new BodyPattern(pattern, false, 0, DEFAULT_MAX_OFFSET);
  }

  /**
   * A pattern that must not be found in the first 64 KiB.
   *
   * @param pattern what is looked for
   * @return the pattern
   */
  public static BodyPattern notFound(Pattern pattern) {
    return new BodyPattern(pattern, true, 0, DEFAULT_MAX_OFFSET);
  }

  /**
   * A text that must be found in the first 64 KiB, letter by letter.
   *
   * @param text what is looked for
   * @return the pattern
   */
  public static BodyPattern text(String text) {
    return found(Pattern.compile(text, Pattern.LITERAL));
  }

  boolean isText() {
    return (pattern.flags() & Pattern.LITERAL) != 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BodyPattern that
        && pattern.pattern().equals(that.pattern.pattern())
        && pattern.flags() == that.pattern.flags()
        && mustNotMatch == that.mustNotMatch
        && minOffset == that.minOffset
        && maxOffset == that.maxOffset;
  }

  @Override
  public int hashCode() {
    return Objects.hash(pattern.pattern(), pattern.flags(), mustNotMatch, minOffset, maxOffset);
  }

  /** How many bytes of a body are looked at. */
  int searchedBytes() {
    return Math.max(maxOffset, DEFAULT_MAX_OFFSET);
  }
}
