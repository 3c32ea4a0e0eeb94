// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.NumberValue;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.keyword.Keyword;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import java.util.Optional;

/** The VRRP version, of which only 2 is spoken. */
final class VrrpVersion {
  private VrrpVersion() {}

  static Keyword<Optional<Long>> keyword(String name) {
    return Keyword.keyword(name, Argument.of("2", VrrpVersion::read))
        .byDefault(2)
        .says("The version of VRRP; 3 is an error");
  }

  /** Speaking version 2 where the others speak 3 would make two masters, so 3 is an error. */
  private static Optional<Long> read(Statement statement, Words words) {
    Optional<Word> word = words.only(statement, "2 or 3");
    Optional<Long> version =
        word.flatMap(w -> new NumberValue(statement.name(), 2, 3).read(w, words));
    if (version.isPresent() && version.get() == 3) {
      words
          .diagnostics()
          .error(word.orElseThrow().position(), "VRRP version 3 is not supported yet, only 2 is");
    }
    return version;
  }
}
