// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Word;
import java.util.Optional;
import java.util.regex.Pattern;

/** The host that a request names, with a port or without. */
final class HostName {
  static final Argument<Optional<String>> NAME =
      Argument.only("a host name", "a host name", HostName::read);

  /** A name, an address of either family, and a port behind them; an underscore does occur. */
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:\\[\\]-]{1,255}");

  private HostName() {}

  private static Optional<String> read(Word word, Words words) {
    if (FORM.matcher(word.text()).matches()) {
      return Optional.of(word.text());
    }
    words.wrong(
        word,
        Quoted.quote(word.text())
            + " is not the name of a host: letters, digits, '.', '-', '_' and a port behind ':'");
    return Optional.empty();
  }
}
