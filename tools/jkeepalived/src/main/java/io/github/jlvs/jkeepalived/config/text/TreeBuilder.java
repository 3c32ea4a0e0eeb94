// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.text;

import io.github.jlvs.jkeepalived.config.keyword.BlockKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Builds the tree from tokens.
 *
 * <p>Where the braces balance, they alone decide. Where they do not, the keywords help to find the
 * place: a keyword that has no place in the open block, and has one in a block around it, shows
 * where a closing brace is missing; one that has its place in the block just closed shows a closing
 * brace too many. So one wrong brace gives one diagnostic, and the rest of the file is still read.
 */
final class TreeBuilder {
  /** keepalived.conf needs five; the bound keeps hostile files from exhausting the stack. */
  private static final int DEEPEST = 32;

  private final List<Token> tokens;
  private final Diagnostics diagnostics;
  private final Deque<Frame> frames = new ArrayDeque<>();
  private final List<Token.OfWord> words = new ArrayList<>();
  private int surplusCloses;
  private int tooDeep;

  TreeBuilder(List<Token> tokens, BlockKind root, int surplus, Diagnostics diagnostics) {
    this.tokens = tokens;
    this.diagnostics = diagnostics;
    this.surplusCloses = surplus;
    frames.push(new Frame(Optional.empty(), new Position("", 1, 1), Optional.of(root)));
  }

  ConfigurationTree build() {
    Position last = new Position("", 1, 1);
    for (Token token : tokens) {
      last = token.position();
      if (token instanceof Token.OfWord word) {
        words.add(word);
      } else if (token instanceof Token.EndOfLine) {
        endLine();
      } else if (token instanceof Token.Open) {
        endLine();
        open(token.position());
      } else {
        endLine();
        close(token.position());
      }
    }
    while (frames.size() > 1) {
      diagnostics.error(top().opener(), top().notClosed("the end of the file"));
      pop(last);
    }
    return new ConfigurationTree(top().statements);
  }

  private Frame top() {
    return frames.element();
  }

  private void endLine() {
    if (words.isEmpty()) {
      return;
    }
    List<Word> line = words.stream().map(Token.OfWord::word).toList();
    String rest =
        line.size() == 1
            ? ""
            : words
                .get(1)
                .line()
                .substring(words.get(1).start(), words.get(words.size() - 1).end());
    words.clear();
    if (tooDeep > 0) {
      return;
    }
    mendBraces(line.get(0));
    top().add(new Statement(line.get(0), line.subList(1, line.size()), rest, Optional.empty()));
  }

  private void open(Position at) {
    if (tooDeep > 0 || frames.size() > DEEPEST) {
      if (tooDeep == 0) {
        diagnostics.error(at, "blocks are nested more than " + DEEPEST + " deep");
      }
      tooDeep++;
      return;
    }
    Optional<Statement> owner = top().takeOwner();
    if (owner.isEmpty()) {
      diagnostics.error(at, "'{' has no keyword before it: the block is ignored");
    }
    Optional<BlockKind> kind =
        owner.flatMap(statement -> top().kind.flatMap(k -> k.child(statement.name())));
    frames.push(new Frame(owner, at, kind));
  }

  private void close(Position at) {
    if (tooDeep > 0) {
      tooDeep--;
    } else if (frames.size() == 1) {
      diagnostics.error(at, "'}' closes nothing: no block is open here");
    } else {
      pop(at);
    }
  }

  private void pop(Position at) {
    Frame closed = frames.pop();
    closed.owner.ifPresent(owner -> top().addClosed(closed.finish(owner, at), closed));
  }

  /** Closes what a missing brace left open, or opens again what one too many has closed. */
  private void mendBraces(Word word) {
    String keyword = word.text();
    if (surplusCloses == 0 || top().fits(keyword)) {
      return;
    }
    if (surplusCloses > 0) {
      if (top().lastWantsBlockFor(keyword)) {
        Statement owner = top().removeLast();
        diagnostics.error(owner.position(), "'{' is missing after " + Quoted.quote(owner.name()));
        Optional<BlockKind> kind = top().kind.flatMap(k -> k.child(owner.name()));
        frames.push(new Frame(Optional.of(owner), owner.position(), kind));
        surplusCloses--;
        return;
      }
      Optional<Frame> closed = top().lastClosed(keyword);
      if (closed.isPresent()) {
        Position brace = top().removeLast().block().orElseThrow().close();
        diagnostics.error(
            brace,
            "'}' too many: it closes "
                + closed.get().name()
                + ", to which "
                + Quoted.quote(keyword)
                + " on "
                + word.position().seenFrom(brace)
                + " belongs");
        frames.push(closed.get());
        surplusCloses--;
      }
      return;
    }
    int unclosed = 0;
    for (Iterator<Frame> around = frames.iterator(); around.hasNext(); unclosed++) {
      if (around.next().knows(keyword)) {
        break;
      }
    }
    boolean found = unclosed < frames.size();
    for (; found && unclosed > 0 && surplusCloses < 0; unclosed--, surplusCloses++) {
      String before = Quoted.quote(keyword) + " on " + word.position().seenFrom(top().opener());
      diagnostics.error(top().opener(), top().notClosed(before));
      pop(word.position());
    }
  }

  /** A block that is open. */
  private static final class Frame {
    private final Optional<Statement> owner;
    private final Position open;
    private final Optional<BlockKind> kind;
    private final List<Statement> statements = new ArrayList<>();
    private Optional<Frame> closedLast = Optional.empty();

    Frame(Optional<Statement> owner, Position open, Optional<BlockKind> kind) {
      this.owner = owner;
      this.open = open;
      this.kind = kind;
    }

    Position opener() {
      return owner.map(Statement::position).orElse(open);
    }

    String name() {
      return owner.map(o -> Quoted.quote(o.name())).orElse("a block")
          + " of line "
          + opener().line();
    }

    String notClosed(String before) {
      return owner.map(o -> Quoted.quote(o.name())).orElse("this block")
          + " is opened here and not closed: '}' is missing before "
          + before;
    }

    boolean knows(String keyword) {
      return kind.map(k -> k.knows(keyword)).orElse(false);
    }

    /** Whether there is no reason to doubt that a line with this first word belongs here. */
    boolean fits(String keyword) {
      return kind.isEmpty() || knows(keyword);
    }

    void add(Statement statement) {
      closedLast = Optional.empty();
      statements.add(statement);
    }

    void addClosed(Statement statement, Frame block) {
      statements.add(statement);
      closedLast = Optional.of(block);
    }

    /** The block closed just before, if it is the place of this keyword. */
    Optional<Frame> lastClosed(String keyword) {
      return closedLast.filter(block -> block.knows(keyword));
    }

    /** Whether the last line should have a block, has none, and this keyword belongs in it. */
    boolean lastWantsBlockFor(String keyword) {
      if (statements.isEmpty() || statements.get(statements.size() - 1).block().isPresent()) {
        return false;
      }
      String last = statements.get(statements.size() - 1).name();
      return kind.flatMap(k -> k.child(last)).map(child -> child.knows(keyword)).orElse(false);
    }

    Statement removeLast() {
      closedLast = Optional.empty();
      return statements.remove(statements.size() - 1);
    }

    /** Takes the statement that an opening brace belongs to, if there is one without a block. */
    Optional<Statement> takeOwner() {
      if (statements.isEmpty() || statements.get(statements.size() - 1).block().isPresent()) {
        return Optional.empty();
      }
      return Optional.of(removeLast());
    }

    Statement finish(Statement keyword, Position close) {
      return new Statement(
          keyword.keyword(),
          keyword.arguments(),
          keyword.argumentText(),
          Optional.of(new Block(open, statements, close)));
    }
  }
}
