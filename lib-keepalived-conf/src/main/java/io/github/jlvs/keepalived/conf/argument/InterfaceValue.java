// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.argument;

import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Word;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** The name of an interface, which need not be there. */
public record InterfaceValue() implements Value<String> {
  private static final Pattern NAME = Pattern.compile("[^/:\\s\\p{Cntrl}]{1,15}");
  private static final int LONGEST = 15;

  @Override
  public Optional<String> read(Word word, Words words) {
    String name = word.text();
    boolean good =
        NAME.matcher(name).matches()
            && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST
            && !name.equals(".")
            && !name.equals("..");
    if (!good) {
      words.wrong(
          word,
          Quoted.quote(name)
              + " cannot be an interface: 1 to 15 characters without blank, '/' and ':'");
      return Optional.empty();
    }
    return Optional.of(name);
  }
}
