// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.InterfaceValue;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** How the interfaces with virtual MAC addresses are named that are given no name. */
final class VirtualMacNames {
  private static final String STANDARD = "vrrp";

  /** A number that tells two apart, a dot and the VRID go behind it. */
  private static final int LONGEST_PREFIX = 8;

  static final Keywords<VirtualMacNames> KEYWORDS =
      Keywords.<VirtualMacNames>none()
          .on(
              keyword(
                      "vmac_prefix",
                      Argument.of("1 to " + LONGEST_PREFIX + " bytes", VirtualMacNames::prefix))
                  .byDefault(STANDARD)
                  .says("Begins the names of interfaces of `use_vmac`, before a dot and the VRID"),
              (names, prefix) -> names.prefix = prefix.orElse(STANDARD));

  private final Set<String> taken = new HashSet<>();
  private String prefix = STANDARD;

  /** A name that is given. */
  String take(String name) {
    taken.add(name);
    return name;
  }

  /** A name that no other has: of several with one VRID, all but the first have a number. */
  String free(int vrid) {
    String name = prefix + "." + vrid;
    for (int number = 1; !taken.add(name); number++) {
      name = prefix + number + "." + vrid;
    }
    return name;
  }

  private static Optional<String> prefix(Statement statement, Words words) {
    Optional<Word> word = words.only(statement, "the beginning of a name");
    if (word.isPresent() && word.get().text().getBytes(UTF_8).length > LONGEST_PREFIX) {
      words.wrong(
          word.get(),
          Quoted.quote(word.get().text())
              + " is too long: with a number and the VRID behind it, an interface's name has at"
              + " most 15 bytes, so this has at most "
              + LONGEST_PREFIX);
      return Optional.empty();
    }
    return word.flatMap(each -> new InterfaceValue().read(each, words));
  }
}
