// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.argument;

import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Word;
import java.util.Optional;

/**
 * A whole number.
 *
 * @param of whose number it is, for messages
 * @param min the smallest
 * @param max the greatest
 */
public record NumberValue(String of, long min, long max) implements Value<Long> {
  /** More digits than these are more than a {@code long} surely holds. */
  private static final int MOST_DIGITS = 18;

  /**
   * The number of a port.
   *
   * @return 0 to 65535
   */
  public static Value<Integer> port() {
    return integer("port", 0, 65535);
  }

  /**
   * A number that fits into an {@code int}.
   *
   * @param of whose number it is, for messages
   * @param min the smallest
   * @param max the greatest
   * @return the value
   */
  public static Value<Integer> integer(String of, int min, int max) {
    NumberValue number = new NumberValue(of, min, max);
    return (word, words) -> number.read(word, words).map(Math::toIntExact);
  }

  @Override
  public Optional<Long> read(Word word, Words words) {
    String digits = word.text().startsWith("-") ? word.text().substring(1) : word.text();
    if (!isDigits(digits)) {
      words.wrong(word, Quoted.quote(word.text()) + " is not a number: " + range());
      return Optional.empty();
    }
    long value = digits.length() > MOST_DIGITS ? Long.MAX_VALUE : Long.parseLong(digits);
    value = word.text().startsWith("-") ? -value : value;
    if (value < min || value > max) {
      words.wrong(word, Quoted.quote(word.text()) + " is out of range: " + range());
      return Optional.empty();
    }
    return Optional.of(value);
  }

  private String range() {
    return Quoted.quote(of) + " takes a whole number from " + min + " to " + max;
  }

  private static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
