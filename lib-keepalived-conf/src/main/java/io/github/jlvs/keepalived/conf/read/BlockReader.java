// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.keepalived.conf.keyword.Consequence;
import io.github.jlvs.keepalived.conf.keyword.DeclaredBlock;
import io.github.jlvs.keepalived.conf.keyword.KnownBlock;
import io.github.jlvs.keepalived.conf.keyword.Registration;
import io.github.jlvs.keepalived.conf.keyword.Registration.Repetition;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives the value of each statement of a block to its reader, by the keyword, and says of the
 * others what is wrong with them.
 *
 * @param <R> the reader of this block
 */
final class BlockReader<R> {
  private final DeclaredBlock<R> declared;
  private final R reader;
  private final KnownBlock known;
  private final ReaderContext context;
  private final Diagnostics diagnostics;
  private final UnknownKeyword unknown;
  private final Map<String, Position> seen = new HashMap<>();

  BlockReader(DeclaredBlock<R> declared, R reader, ReaderContext context) {
    this.declared = declared;
    this.reader = reader;
    this.known = context.vocabulary().block(declared.kind());
    this.context = context;
    this.diagnostics = context.diagnostics();
    this.unknown = new UnknownKeyword(known, context);
  }

  void read(List<Statement> statements) {
    statements.forEach(this::read);
    boolean unused = finish();
  }

  /** No statement follows; false where one was passed over that is like no keyword. */
  boolean finish() {
    unknown.known();
    return !unknown.hadStrangers();
  }

  /** A statement is taken that was read before. */
  void pass() {
    unknown.known();
  }

  void read(Statement statement) {
    String keyword = statement.name();
    if (!known.knows(keyword)) {
      unknown.report(statement);
      return;
    }
    unknown.known();
    if (!IgnoredBlock.blockIsRight(known, statement, diagnostics)) {
      return;
    }
    Optional<Consequence> consequence = known.consequence(keyword);
    if (consequence.isPresent()) {
      context.unsupported().take(statement, consequence.get());
    }
    Optional<Registration<R, ?>> registration = declared.keywords().find(keyword);
    if (registration.isEmpty()) {
      new IgnoredBlock(context).look(known, statement);
    } else if (counts(statement, registration.get().repetition())) {
      registration.get().read(statement, reader, context.words());
    }
  }

  /** Says of a keyword that comes again which one counts. */
  private boolean counts(Statement statement, Repetition repetition) {
    Optional<Position> before =
        Optional.ofNullable(seen.putIfAbsent(statement.name(), statement.position()));
    if (before.isEmpty() || repetition == Repetition.EACH_COUNTS) {
      return true;
    }
    boolean first = repetition == Repetition.FIRST_COUNTS;
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
