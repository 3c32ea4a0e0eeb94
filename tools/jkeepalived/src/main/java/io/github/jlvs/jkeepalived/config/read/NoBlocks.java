// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.read;

import io.github.jlvs.jkeepalived.config.text.Diagnostics;
import io.github.jlvs.jkeepalived.config.text.Quoted;
import io.github.jlvs.jkeepalived.config.text.Statement;

/** Refuses braces among the items of a list. */
final class NoBlocks {
  private NoBlocks() {}

  static void within(Statement item, Diagnostics diagnostics) {
    if (item.block().isPresent()) {
      diagnostics.error(
          item.block().get().open(),
          "'{' is wrong here: " + Quoted.quote(item.name()) + " takes no block");
    }
  }
}
