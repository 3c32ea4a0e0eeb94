// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.InterfaceValue;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.keyword.Standard;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import io.github.jlvs.net.AddressFamily;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** How the interfaces that are made for virtual routers are named that are given no name. */
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
                  .says(
                      "Begins the names of interfaces of `use_vmac` and `use_ipvlan`, before a dot"
                          + " and the VRID"),
              (names, prefix) -> names.prefix = prefix.orElse(STANDARD))
          .on(
              keyword(
                      "vmac_addr_prefix",
                      Argument.of("1 to " + LONGEST_PREFIX + " bytes", VirtualMacNames::prefix))
                  .byDefault(Standard.sameAs("vmac_prefix"))
                  .says("Begins those of interfaces of addresses that are elsewhere"),
              (names, prefix) -> names.elsewhere = prefix);

  private final Set<String> taken = new HashSet<>();
  private String prefix = STANDARD;
  private Optional<String> elsewhere = Optional.empty();

  /** A name that is given. */
  String take(String name) {
    taken.add(name);
    return name;
  }

  /** A name for the interface that advertisements leave by. */
  String free(AddressFamily family, int vrid) {
    return free(prefix, family, vrid);
  }

  /** A name for another one. */
  String freeElsewhere(AddressFamily family, int vrid) {
    return free(elsewhere.orElse(prefix), family, vrid);
  }

  /**
   * A name that no other has: of several with one VRID, all but the first have a number, and the
   * first of IPv6 has a 6, as keepalived has it.
   */
  private String free(String begin, AddressFamily family, int vrid) {
    String name = begin + "." + vrid;
    if (taken.add(name)) {
      return name;
    }
    name = begin + "6." + vrid;
    if (family == AddressFamily.IPV6 && taken.add(name)) {
      return name;
    }
    int number = 0;
    do {
      number++;
      name = begin + number + "." + vrid;
    } while (!taken.add(name));
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
