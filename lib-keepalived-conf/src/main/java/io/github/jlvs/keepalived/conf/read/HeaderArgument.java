// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.healthcheck.probe.http.HttpHeader;
import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import java.util.Optional;
import java.util.regex.Pattern;

/** A header of a request: a name, a colon and a value, which no message shows. */
final class HeaderArgument {
  private static final Argument<Optional<Word>> TEXT = Phrase.of("`NAME: VALUE`", "a header");

  static final Argument<Optional<HttpHeader>> HEADER =
      Argument.of(TEXT.description(), HeaderArgument::read);

  /** A token of RFC 9110, section 5.6.2. */
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private HeaderArgument() {}

  private static Optional<HttpHeader> read(Statement line, Words words) {
    return TEXT.read(line, words).flatMap(text -> header(text, words));
  }

  private static Optional<HttpHeader> header(Word written, Words words) {
    int colon = written.text().indexOf(':');
    if (colon < 0) {
      words.wrong(written, "a header is a name, a colon and a value: here is no colon");
      return Optional.empty();
    }
    String name = written.text().substring(0, colon);
    if (!NAME.matcher(name).matches()) {
      words.wrong(
          written,
          "before the first colon stands no name of a header: letters, digits and"
              + " !#$%&'*+-.^_`|~ are");
      return Optional.empty();
    }
    try {
      return Optional.of(new HttpHeader(name, written.text().substring(colon + 1).strip()));
    } catch (IllegalArgumentException e) {
      words.wrong(written, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
