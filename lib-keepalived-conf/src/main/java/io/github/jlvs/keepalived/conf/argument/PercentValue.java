// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.argument;

import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Word;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A share in whole percent, 1% to 100%. The sign belongs to it: {@code 1} alone could be all or a
 * hundredth.
 *
 * @param of whose share it is, for messages
 */
public record PercentValue(String of) implements Value<Integer> {
  private static final Pattern SHARE = Pattern.compile("([0-9]{1,18})%");

  @Override
  public Optional<Integer> read(Word word, Words words) {
    Matcher share = SHARE.matcher(word.text());
    if (!share.matches()) {
      words.wrong(
          word, Quoted.quote(word.text()) + " is not a share in percent with its sign: " + range());
      return Optional.empty();
    }
    long percent = Long.parseLong(share.group(1));
    if (percent < 1 || percent > 100) {
      words.wrong(word, Quoted.quote(word.text()) + " is out of range: " + range());
      return Optional.empty();
    }
    return Optional.of(Math.toIntExact(percent));
  }

  private String range() {
    return Quoted.quote(of) + " takes 1% to 100%, in whole percent, such as 50%";
  }
}
