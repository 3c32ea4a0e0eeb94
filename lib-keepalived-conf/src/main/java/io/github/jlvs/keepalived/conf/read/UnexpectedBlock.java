// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;

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
