// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.route;

import io.github.jlvs.keepalived.conf.argument.PrefixValue;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Word;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.Prefix;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;

/**
 * A prefix, or all there is.
 *
 * @param prefix the prefix; empty where it is all there is
 * @param family its family; empty where the word says none
 */
record PrefixOrAll(Optional<Prefix> prefix, Optional<AddressFamily> family) {
  private static final Set<String> ALL = Set.of("default", "any", "all");
  private static final String ALL_IPV6 = "default6";

  static boolean isAll(String text) {
    return ALL.contains(text) || text.equals(ALL_IPV6);
  }

  /** Reads a word; bits behind the prefix length are wrong where the kernel refuses them. */
  static Optional<PrefixOrAll> read(Word word, LineWords line) {
    if (isAll(word.text())) {
      return Optional.of(
          new PrefixOrAll(
              Optional.empty(),
              word.text().equals(ALL_IPV6) ? Optional.of(AddressFamily.IPV6) : Optional.empty()));
    }
    Optional<Prefix> prefix = line.checked(new PrefixValue().read(word, line.words()));
    return prefix.map(
        read -> {
          InetAddress network = read.network();
          if (read.family() == AddressFamily.IPV4 && !network.equals(read.address())) {
            line.error(
                word,
                Quoted.quote(word.text())
                    + " has bits set behind its prefix length, which the kernel refuses (did you"
                    + " mean '"
                    + network.getHostAddress()
                    + "/"
                    + read.length()
                    + "'?)");
          }
          Prefix clean = new Prefix(network, read.length());
          return new PrefixOrAll(
              Optional.of(clean).filter(each -> each.length() > 0), Optional.of(read.family()));
        });
  }
}
