// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.read;

import io.github.jlvs.jkeepalived.config.keyword.BlockKind;
import io.github.jlvs.jkeepalived.config.keyword.Suggestion;
import io.github.jlvs.jkeepalived.config.text.Block;
import io.github.jlvs.jkeepalived.config.text.Diagnostics;
import io.github.jlvs.jkeepalived.config.text.Position;
import io.github.jlvs.jkeepalived.config.text.Quoted;
import io.github.jlvs.jkeepalived.config.text.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Gives each statement of a block to what reads its keyword, and says of the others what is wrong
 * with them.
 */
final class BlockReader {
  private record Handler(boolean repeatable, Consumer<Statement> reader) {}

  private final BlockKind kind;
  private final Diagnostics diagnostics;
  private final NotDone notDone;
  private final Map<String, Handler> handlers = new HashMap<>();

  BlockReader(BlockKind kind, Values values) {
    this.kind = kind;
    this.diagnostics = values.diagnostics();
    this.notDone = values.notDone();
  }

  /** A keyword that counts once; the last one wins, and a second one gets a warning. */
  BlockReader on(String keyword, Consumer<Statement> reader) {
    return add(keyword, new Handler(false, reader));
  }

  /** A keyword that may stand any number of times. */
  BlockReader onEach(String keyword, Consumer<Statement> reader) {
    return add(keyword, new Handler(true, reader));
  }

  private BlockReader add(String keyword, Handler handler) {
    if (!kind.knows(keyword)) {
      throw new IllegalArgumentException(kind + " has no keyword " + keyword);
    }
    handlers.put(keyword, handler);
    return this;
  }

  void read(List<Statement> statements) {
    Map<String, Position> seen = new HashMap<>();
    for (Statement statement : statements) {
      String keyword = statement.name();
      Optional<Handler> handler = Optional.ofNullable(handlers.get(keyword));
      if (!kind.knows(keyword)) {
        notKnown(statement);
      } else if (blockIsRight(statement)) {
        if (handler.isEmpty()) {
          diagnostics.warning(
              statement.position(),
              Quoted.quote(keyword) + " is known to keepalived, not supported yet: ignored");
        } else {
          Optional<Position> before =
              Optional.ofNullable(seen.putIfAbsent(keyword, statement.position()));
          if (before.isPresent() && !handler.get().repeatable) {
            diagnostics.warning(
                statement.position(),
                Quoted.quote(keyword)
                    + " is given on "
                    + before.get().seenFrom(statement.position())
                    + " too: the last one counts");
          }
          notDone.look(kind, statement);
          handler.get().reader.accept(statement);
        }
      }
    }
  }

  private boolean blockIsRight(Statement statement) {
    boolean wanted = kind.child(statement.name()).isPresent();
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

  private void notKnown(Statement statement) {
    String keyword = statement.name();
    if (kind.isObsolete(keyword)) {
      diagnostics.warning(statement.position(), Quoted.quote(keyword) + " is obsolete, ignored");
      return;
    }
    String elsewhere =
        Arrays.stream(BlockKind.values())
            .filter(other -> other != kind && other.knows(keyword))
            .map(BlockKind::title)
            .collect(Collectors.joining(", "));
    String hint =
        elsewhere.isEmpty()
            ? Suggestion.hint(keyword, kind.keywords())
            : " (its place is in " + elsewhere + ")";
    String where = kind == BlockKind.ROOT ? "outside any block" : "in " + kind.title();
    diagnostics.error(
        statement.position(), "unknown keyword " + Quoted.quote(keyword) + " " + where + hint);
  }
}
