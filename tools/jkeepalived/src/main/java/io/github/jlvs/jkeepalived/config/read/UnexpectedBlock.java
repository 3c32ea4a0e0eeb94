// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.read;

import io.github.jlvs.jkeepalived.config.text.Diagnostics;
import io.github.jlvs.jkeepalived.config.text.Quoted;
import io.github.jlvs.jkeepalived.config.text.Statement;

/** Braces after an item of a list, which takes no block. */
final class UnexpectedBlock {
  private UnexpectedBlock() {}

  static void refuse(Statement item, Diagnostics diagnostics) {
    if (item.block().isPresent()) {
      diagnostics.error(
          item.block().get().open(),
          "'{' is wrong here: " + Quoted.quote(item.name()) + " takes no block");
    }
  }
}
