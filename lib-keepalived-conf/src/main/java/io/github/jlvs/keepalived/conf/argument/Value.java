// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.argument;

import io.github.jlvs.keepalived.conf.text.Word;
import java.time.Duration;
import java.util.Optional;

/**
 * What one word stands for. A word that is no such value is reported, and the result is empty: the
 * caller goes on with its default, and the error keeps the configuration from being used.
 *
 * @param <T> what the word becomes
 */
@FunctionalInterface
public interface Value<T> {
  /**
   * A time in seconds, with a fraction if wanted.
   *
   * @param of what messages call it
   * @param min the shortest, in seconds
   * @param max the longest, in seconds
   * @return the value
   */
  static Value<Duration> seconds(String of, String min, String max) {
    return new SecondsValue(of, min, max);
  }

  /**
   * Reads a word.
   *
   * @param word the word
   * @param words receives what is wrong with it
   * @return the value, or nothing
   */
  Optional<T> read(Word word, Words words);
}
