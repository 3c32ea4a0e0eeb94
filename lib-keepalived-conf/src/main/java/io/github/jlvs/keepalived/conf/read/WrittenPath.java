// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.text.Word;
import java.util.Optional;

/** The whole path of a file that need not be there while the configuration is read. */
final class WrittenPath {
  static final Argument<Optional<String>> ARGUMENT =
      Argument.only("a whole path", "a path", WrittenPath::read);

  private WrittenPath() {}

  private static Optional<String> read(Word word, Words words) {
    if (NamedFile.isWholePath(word.text()) && !word.text().endsWith("/")) {
      return Optional.of(word.text());
    }
    words.wrong(word, "here is no whole path of a file, which begins with '/'");
    return Optional.empty();
  }
}
