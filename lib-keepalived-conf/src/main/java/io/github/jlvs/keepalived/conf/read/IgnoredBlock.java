// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.keepalived.conf.keyword.KnownBlock;
import io.github.jlvs.keepalived.conf.text.Block;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import java.util.Optional;

/**
 * Looks into a block that is not done yet: what is misspelt in it is misspelt for keepalived too.
 */
final class IgnoredBlock {
  private final ReaderContext context;
  private final Diagnostics diagnostics;

  IgnoredBlock(ReaderContext context) {
    this.context = context;
    this.diagnostics = context.diagnostics();
  }

  void look(KnownBlock around, Statement statement) {
    Optional<KnownBlock> inner = around.child(statement.name());
    if (inner.isEmpty() || statement.block().isEmpty()) {
      return;
    }
    if (inner.get().isList()) {
      return;
    }
    UnknownKeyword unknown = new UnknownKeyword(inner.get(), context);
    for (Statement line : statement.block().get().statements()) {
      if (!inner.get().knows(line.name())) {
        unknown.report(line);
      } else if (blockIsRight(inner.get(), line, diagnostics)) {
        look(inner.get(), line);
      }
    }
  }

  /** Whether a statement has a block where it needs one, and none where it takes none. */
  static boolean blockIsRight(KnownBlock around, Statement statement, Diagnostics diagnostics) {
    boolean wanted = around.child(statement.name()).isPresent();
    Optional<Block> block = statement.block();
    if (wanted && block.isEmpty()) {
      diagnostics.error(
          statement.position(),
          "'{' is missing: " + Quoted.quote(statement.name()) + " needs a block");
      return false;
    }
    if (!wanted && block.isPresent()) {
      diagnostics.error(
          block.get().open(),
          "'{' is wrong here: " + Quoted.quote(statement.name()) + " takes no block");
      return false;
    }
    return true;
  }
}
