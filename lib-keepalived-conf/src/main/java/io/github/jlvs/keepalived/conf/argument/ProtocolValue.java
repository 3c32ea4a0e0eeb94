// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.argument;

import io.github.jlvs.keepalived.conf.text.Word;
import io.github.jlvs.net.IpProtocol;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A transport protocol, in letters of any case. */
record ProtocolValue() implements Value<IpProtocol> {
  private static final List<IpProtocol> PROTOCOLS =
      List.of(IpProtocol.TCP, IpProtocol.UDP, IpProtocol.SCTP);

  @Override
  public Optional<IpProtocol> read(Word word, Words words) {
    String name = word.text().toUpperCase(Locale.ROOT);
    for (IpProtocol protocol : PROTOCOLS) {
      if (protocol.name().equals(name)) {
        return Optional.of(protocol);
      }
    }
    Word shown = new Word(word.position(), name, word.raw());
    words.unknown(shown, "a protocol", PROTOCOLS.stream().map(IpProtocol::name).toList());
    return Optional.empty();
  }
}
