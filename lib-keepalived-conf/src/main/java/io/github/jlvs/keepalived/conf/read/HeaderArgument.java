// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.healthcheck.probe.http.HttpHeader;
import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import java.util.Optional;

/** A header of a request: a name, a colon and a value, which no message shows. */
final class HeaderArgument {
  private static final Argument<Optional<Word>> TEXT = Phrase.of("`NAME: VALUE`", "a header");

  static final Argument<Optional<HttpHeader>> HEADER =
      Argument.of(TEXT.description(), HeaderArgument::read);

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
    try {
      return Optional.of(
          new HttpHeader(
              written.text().substring(0, colon), written.text().substring(colon + 1).strip()));
    } catch (IllegalArgumentException refused) {
      // What it is told of may be a part of a secret.
      words.wrong(
          written,
          "before the first colon of a header stands its name, of letters, digits and"
              + " !#$%&'*+-.^_`|~, and behind it no control character");
      return Optional.empty();
    }
  }
}
