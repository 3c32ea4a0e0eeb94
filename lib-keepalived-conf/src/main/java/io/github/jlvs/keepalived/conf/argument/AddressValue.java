// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.argument;

import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Word;
import io.github.jlvs.net.IpAddresses;
import java.net.InetAddress;
import java.util.Optional;

/** An address of either family. */
public record AddressValue() implements Value<InetAddress> {
  @Override
  public Optional<InetAddress> read(Word word, Words words) {
    Optional<InetAddress> address = IpAddresses.parse(word.text());
    if (address.isEmpty()) {
      words.wrong(word, Quoted.quote(word.text()) + " is not an IPv4 or IPv6 address");
    }
    return address;
  }
}
