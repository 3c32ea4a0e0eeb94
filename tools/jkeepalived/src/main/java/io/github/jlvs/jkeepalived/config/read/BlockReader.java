// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.read;

import io.github.jlvs.jkeepalived.config.keyword.BlockKind;
import io.github.jlvs.jkeepalived.config.text.Diagnostics;
import io.github.jlvs.jkeepalived.config.text.Position;
import io.github.jlvs.jkeepalived.config.text.Quoted;
import io.github.jlvs.jkeepalived.config.text.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Gives each statement of a block to what reads its keyword, and says of the others what is wrong
 * with them.
 */
final class BlockReader {
  /** What a keyword means that comes again. */
  private enum Repetition {
    FIRST_COUNTS,
    LAST_COUNTS,
    EACH_COUNTS
  }

  private record Handler(Repetition repetition, Consumer<Statement> reader) {}

  private final BlockKind kind;
  private final Diagnostics diagnostics;
  private final UnsupportedKeywords unsupported;
  private final UnknownKeyword unknown;
  private final Map<String, Handler> handlers = new HashMap<>();
  private final Map<String, Position> seen = new HashMap<>();

  BlockReader(BlockKind kind, ValueParser values) {
    this.kind = kind;
    this.diagnostics = values.diagnostics();
    this.unsupported = values.unsupported();
    this.unknown = new UnknownKeyword(kind, values.diagnostics());
  }

  /** A keyword that counts once; the last one wins, and a second one gets a warning. */
  BlockReader on(String keyword, Consumer<Statement> reader) {
    return add(keyword, new Handler(Repetition.LAST_COUNTS, reader));
  }

  /** A keyword that counts once; the first one wins, and a second one gets a warning. */
  BlockReader onFirst(String keyword, Consumer<Statement> reader) {
    return add(keyword, new Handler(Repetition.FIRST_COUNTS, reader));
  }

  /** A keyword that may stand any number of times. */
  BlockReader onEach(String keyword, Consumer<Statement> reader) {
    return add(keyword, new Handler(Repetition.EACH_COUNTS, reader));
  }

  private BlockReader add(String keyword, Handler handler) {
    if (!kind.knows(keyword)) {
      throw new IllegalArgumentException(kind + " has no keyword " + keyword);
    }
    handlers.put(keyword, handler);
    return this;
  }

  void read(List<Statement> statements) {
    statements.forEach(this::read);
  }

  void read(Statement statement) {
    String keyword = statement.name();
    Optional<Handler> handler = Optional.ofNullable(handlers.get(keyword));
    if (!kind.knows(keyword)) {
      unknown.report(statement);
      return;
    }
    unknown.known();
    if (!IgnoredBlock.blockIsRight(kind, statement, diagnostics)) {
      return;
    }
    unsupported.look(kind, statement, handler.isPresent());
    if (handler.isEmpty()) {
      new IgnoredBlock(diagnostics).look(kind, statement);
    } else if (counts(statement, handler.get())) {
      handler.get().reader.accept(statement);
    }
  }

  /** Says of a keyword that comes again which one counts. */
  private boolean counts(Statement statement, Handler handler) {
    Optional<Position> before =
        Optional.ofNullable(seen.putIfAbsent(statement.name(), statement.position()));
    if (before.isEmpty() || handler.repetition == Repetition.EACH_COUNTS) {
      return true;
    }
    boolean first = handler.repetition == Repetition.FIRST_COUNTS;
    diagnostics.warning(
        statement.position(),
        Quoted.quote(statement.name())
            + " is given on "
            + before.get().seenFrom(statement.position())
            + " too: the "
            + (first ? "first" : "last")
            + " one counts");
    return !first;
  }
}
