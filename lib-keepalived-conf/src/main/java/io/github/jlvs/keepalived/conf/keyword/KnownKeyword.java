// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.keyword;

import java.util.Optional;

/**
 * What matters of a keyword to those who do not read its value.
 *
 * @param opens the kind of block that it opens
 * @param consequence what follows from it, where it is not acted on
 */
record KnownKeyword(Optional<BlockKind> opens, Optional<Consequence> consequence) {
  static KnownKeyword of(Keyword<?> keyword) {
    return new KnownKeyword(keyword.opens().map(Keyword.Opened::kind), Optional.empty());
  }
}
