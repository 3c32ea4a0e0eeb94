// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.argument;

import io.github.jlvs.keepalived.conf.text.Word;
import java.util.List;
import java.util.Optional;

/**
 * One of some words.
 *
 * @param what what they are, with its article
 * @param known the words, in the order that a message gives them
 */
public record ChoiceValue(String what, List<String> known) implements Value<String> {
  /** Keeps them as they are. */
  public ChoiceValue {
    known = List.copyOf(known);
  }

  @Override
  public Optional<String> read(Word word, Words words) {
    if (known.contains(word.text())) {
      return Optional.of(word.text());
    }
    words.unknown(word, what, known);
    return Optional.empty();
  }
}
