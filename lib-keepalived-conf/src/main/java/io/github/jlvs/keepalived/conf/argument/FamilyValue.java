// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.argument;

import io.github.jlvs.keepalived.conf.text.Word;
import io.github.jlvs.net.AddressFamily;
import java.util.List;
import java.util.Optional;

/** An address family: {@code inet} or {@code inet6}. */
public record FamilyValue() implements Value<AddressFamily> {
  private static final ChoiceValue FAMILIES =
      new ChoiceValue("an address family", List.of("inet", "inet6"));

  @Override
  public Optional<AddressFamily> read(Word word, Words words) {
    return FAMILIES
        .read(word, words)
        .map(name -> name.equals("inet6") ? AddressFamily.IPV6 : AddressFamily.IPV4);
  }
}
