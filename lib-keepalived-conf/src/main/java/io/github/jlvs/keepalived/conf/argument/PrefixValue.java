// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.argument;

import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Word;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.Prefix;
import java.net.InetAddress;
import java.util.Optional;

/** An address with a prefix length; without one it is the address alone, /32 or /128. */
public record PrefixValue() implements Value<Prefix> {
  @Override
  public Optional<Prefix> read(Word word, Words words) {
    String text = word.text();
    int slash = text.indexOf('/');
    Optional<InetAddress> address = IpAddresses.parse(slash < 0 ? text : text.substring(0, slash));
    if (address.isEmpty()) {
      words
          .diagnostics()
          .error(word.position(), Quoted.quote(text) + " is not an IPv4 or IPv6 address");
      return Optional.empty();
    }
    Optional<Prefix> prefix = Prefix.parse(text);
    if (prefix.isEmpty()) {
      words
          .diagnostics()
          .error(
              word.position(),
              Quoted.quote(text)
                  + " has a wrong prefix length: 0 to "
                  + AddressFamily.of(address.get()).bits()
                  + " is possible");
    }
    return prefix;
  }
}
