// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.healthcheck.probe.http.StatusRange;
import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Status codes of HTTP, and ranges of them. */
final class StatusCodes {
  static final Argument<List<StatusRange>> CODES =
      Argument.of("codes and ranges of them such as 200-204, 100 to 599", StatusCodes::read);

  private static final Pattern FORM = Pattern.compile("([1-5][0-9]{2})(?:-([1-5][0-9]{2}))?");

  private StatusCodes() {}

  private static List<StatusRange> read(Statement statement, Words words) {
    Optional<Word> unused = words.at(statement, 0, "a status code");
    return statement.arguments().stream().flatMap(word -> range(word, words).stream()).toList();
  }

  private static Optional<StatusRange> range(Word word, Words words) {
    Matcher form = FORM.matcher(word.text());
    if (form.matches()) {
      int first = Integer.parseInt(form.group(1));
      int last = Optional.ofNullable(form.group(2)).map(Integer::parseInt).orElse(first);
      if (first <= last) {
        return Optional.of(new StatusRange(first, last));
      }
    }
    words.wrong(
        word,
        Quoted.quote(word.text())
            + " is neither a status code, 100 to 599, nor a range of them such as 200-204");
    return Optional.empty();
  }
}
