// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.argument;

import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Word;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Seconds, with at most six decimals of effect.
 *
 * @param of whose time it is, for messages
 * @param min the shortest, as messages show it
 * @param max the longest, as messages show it
 */
record SecondsValue(String of, String min, String max) implements Value<Duration> {
  private static final Pattern TIME = Pattern.compile("[0-9]{1,18}(\\.[0-9]{0,18})?");

  @Override
  public Optional<Duration> read(Word word, Words words) {
    if (!TIME.matcher(word.text()).matches()) {
      words.wrong(word, Quoted.quote(word.text()) + " is not a time: " + range());
      return Optional.empty();
    }
    String text = word.text().endsWith(".") ? word.text() + "0" : word.text();
    BigDecimal value = new BigDecimal(text);
    if (value.compareTo(new BigDecimal(min)) < 0 || value.compareTo(new BigDecimal(max)) > 0) {
      words.wrong(word, Quoted.quote(word.text()) + " is out of range: " + range());
      return Optional.empty();
    }
    return Optional.of(Duration.ofNanos(value.movePointRight(6).longValue() * 1000));
  }

  private String range() {
    return Quoted.quote(of) + " takes seconds from " + min + " to " + max;
  }
}
