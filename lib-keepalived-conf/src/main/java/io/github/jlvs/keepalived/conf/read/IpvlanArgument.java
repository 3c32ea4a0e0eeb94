// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.InterfaceValue;
import io.github.jlvs.keepalived.conf.argument.PrefixValue;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.Prefix;
import io.github.jlvs.netlink.route.LinkKind.IpvlanFlags;
import java.util.Locale;
import java.util.Optional;

/**
 * What stands after {@code use_ipvlan}, in any order.
 *
 * @param address that of the interface, with its prefix length
 */
record IpvlanArgument(Optional<String> name, Optional<Prefix> address, IpvlanFlags flags) {
  static final Argument<IpvlanArgument> ARGUMENT =
      Argument.of(
          "an interface to be made, after `name` or not; its address, which IPv4 needs; bridge,"
              + " private or vepa",
          IpvlanArgument::read);

  private static IpvlanArgument read(Statement statement, Words words) {
    UpperWords given = new UpperWords(statement, words);
    Optional<String> name = given.name();
    Optional<Prefix> address = Optional.empty();
    Optional<IpvlanFlags> flags = Optional.empty();
    for (Word word : given.rest()) {
      Optional<IpvlanFlags> mode = flags(word.text());
      boolean isAddress = IpAddresses.parse(word.text().replaceFirst("/.*", "")).isPresent();
      boolean isName = mode.isEmpty() && !isAddress;
      if (mode.isPresent() && flags.isEmpty()) {
        flags = mode;
      } else if (isAddress && address.isEmpty()) {
        address = new PrefixValue().read(word, words);
      } else if (isName && name.isEmpty()) {
        name = new InterfaceValue().read(word, words);
      } else {
        words.unexpected(statement, word);
      }
    }
    return new IpvlanArgument(name, address, flags.orElse(IpvlanFlags.BRIDGE));
  }

  private static Optional<IpvlanFlags> flags(String word) {
    for (IpvlanFlags each : IpvlanFlags.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(word)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
