// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.keepalived.conf.argument.AddressValue;
import io.github.jlvs.keepalived.conf.argument.PrefixValue;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.text.Word;
import io.github.jlvs.net.Prefix;
import java.net.InetAddress;
import java.util.Optional;

/** The address of a router, where VRRP packets come from or go to. */
final class HostAddress {
  private HostAddress() {}

  /** An address; a prefix length behind it, as people copy it from `ip address`, means nothing. */
  static Optional<Located<InetAddress>> read(Word word, Words words) {
    Optional<InetAddress> address =
        word.text().indexOf('/') >= 0
            ? new PrefixValue().read(word, words).map(Prefix::address)
            : new AddressValue().read(word, words);
    return address.map(a -> new Located<>(a, word.position()));
  }
}
