// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.number;

import io.github.jlvs.keepalived.conf.keyword.Keyword;
import java.util.Optional;

/** The VRRP version. */
final class VrrpVersion {
  private VrrpVersion() {}

  static Keyword<Optional<Located<Integer>>> keyword(String name) {
    return Keyword.keyword(name, Located.word(number(2, 3)));
  }
}
