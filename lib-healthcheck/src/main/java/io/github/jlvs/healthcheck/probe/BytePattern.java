// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Bytes to compare with, of which halves may be left open. Immutable.
 *
 * @param text two digits a byte, the higher half first: hexadecimal in lower case, or {@code x} for
 *     any
 */
public record BytePattern(String text) {
  private static final char ANY = 'x';

  /**
   * Checks the digits.
   *
   * @throws IllegalArgumentException if there is another character or an odd number of them
   */
  public BytePattern {
    boolean known = text.chars().allMatch(digit -> digit == ANY || isHexadecimal(digit));
    if (!known || text.length() % 2 != 0) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no pattern of bytes: write two of 0-9, a-f and x for each");
    }
  }

  /**
   * The pattern that those bytes alone match.
   *
   * @param bytes the bytes
   * @return the pattern
   */
  public static BytePattern of(byte... bytes) {
    StringBuilder text = new StringBuilder();
    for (byte each : bytes) {
      text.append(Character.forDigit(each >> 4 & 0xf, 16))
          .append(Character.forDigit(each & 0xf, 16));
    }
    return new BytePattern(text.toString());
  }

  /**
   * Reads what keepalived takes for bytes: hexadecimal digits in letters of any case, or {@code x}
   * for any, in words of any length. Two digits are a byte, and so is a last one of a word: {@code
   * "Ab12f 3"} is ab 12 0f 03.
   *
   * @param words the words, with blanks between them
   * @return the pattern; empty where another character is in it, or nothing
   */
  public static Optional<BytePattern> parse(String words) {
    List<String> bytes = new ArrayList<>();
    for (String word : words.strip().split("\\s+")) {
      for (int at = 0; at < word.length(); at += 2) {
        bytes.add(at + 1 < word.length() ? word.substring(at, at + 2) : "0" + word.substring(at));
      }
    }
    String text = String.join("", bytes).replace('X', ANY);
    boolean known = text.chars().allMatch(each -> each == ANY || Character.digit(each, 16) >= 0);
    return !text.isEmpty() && known && text.chars().allMatch(each -> each < 128)
        ? Optional.of(new BytePattern(text.toLowerCase(Locale.ROOT)))
        : Optional.empty();
  }

  private static boolean isHexadecimal(int digit) {
    return (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f');
  }

  /**
   * How many bytes it has.
   *
   * @return 0 or more
   */
  public int length() {
    return text.length() / 2;
  }

  /**
   * Whether every half of a byte is given.
   *
   * @return false where one may be any
   */
  public boolean isExact() {
    return text.indexOf(ANY) < 0;
  }

  /**
   * The bytes of a pattern that leaves nothing open.
   *
   * @return from position 0 to its length, for the caller alone
   * @throws IllegalStateException if {@link #isExact} is false
   */
  public ByteBuffer bytes() {
    if (!isExact()) {
      throw new IllegalStateException("which bytes are meant is left open: " + text);
    }
    ByteBuffer bytes = ByteBuffer.allocate(length());
    for (int at = 0; at < text.length(); at += 2) {
      bytes.put((byte) Integer.parseInt(text.substring(at, at + 2), 16));
    }
    return bytes.flip();
  }

  /**
   * Compares, as far as both go: bytes beyond the shorter of the two do not count.
   *
   * @param bytes from position to limit; the position is not moved
   * @return whether all that can be compared is the same
   */
  public boolean matches(ByteBuffer bytes) {
    int length = Math.min(bytes.remaining(), length());
    for (int at = 0; at < length; at++) {
      int octet = bytes.get(bytes.position() + at) & 0xff;
      if (!matches(text.charAt(2 * at), octet >> 4)
          || !matches(text.charAt(2 * at + 1), octet & 0xf)) {
        return false;
      }
    }
    return true;
  }

  private static boolean matches(char digit, int half) {
    return digit == ANY || Character.digit(digit, 16) == half;
  }
}
