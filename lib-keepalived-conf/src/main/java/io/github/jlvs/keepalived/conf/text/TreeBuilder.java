// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Builds statements from lines, and hands each on that stands outside any brace: only the one being
 * read, and the last one before it, are held here.
 *
 * <p>Where the braces balance, they alone decide. Where they do not, the keywords help to find the
 * place: a keyword that has no place in the open block, and has one in a block around it, shows
 * where a closing brace is missing; one that has its place in the block just closed shows a closing
 * brace too many. So one wrong brace gives one diagnostic, and the rest of the file is still read.
 */
public final class TreeBuilder {
  /** keepalived.conf needs five; the bound keeps hostile files from exhausting the stack. */
  private static final int DEEPEST = 32;

  /** A line of more words is no configuration; each of them would cost a hundred bytes. */
  private static final int MOST_WORDS = 4096;

  private final Room room;
  private final Predicate<Statement> taker;

  /** One for all lines. */
  private final Consumer<Token> tokens = this::token;

  private final Diagnostics diagnostics;
  private final Deque<OpenBlock> openBlocks = new ArrayDeque<>();
  private final List<Token.OfWord> words = new ArrayList<>();
  private Position last = new Position("", 1, 1);
  private boolean stopped;
  private int surplusCloses;
  private int balance;
  private int tooDeep;

  /**
   * Makes one.
   *
   * @param root what may stand outside any brace
   * @param surplus how many closing braces the text has too many (positive) or too few (negative);
   *     0 where that is not known yet
   * @param room what may be held
   * @param taker receives the statements outside any brace, in order; tells whether it keeps none
   *     of their words
   * @param diagnostics receives what is wrong
   */
  public TreeBuilder(
      BlockSyntax root,
      int surplus,
      Room room,
      Predicate<Statement> taker,
      Diagnostics diagnostics) {
    this.room = room;
    this.taker = taker;
    this.diagnostics = diagnostics;
    this.surplusCloses = surplus;
    openBlocks.push(new OpenBlock(Optional.empty(), last, Optional.of(root)));
  }

  /**
   * Takes the next line.
   *
   * @param line the line; includes and definitions in it are not looked at
   */
  public void line(SourceLine line) {
    if (!stopped) {
      Lexer.read(line, tokens, diagnostics);
    }
  }

  /**
   * Whether no block is open.
   *
   * @return true if the next line stands outside any brace
   */
  public boolean isOutside() {
    return !stopped && openBlocks.size() == 1 && tooDeep == 0 && words.isEmpty();
  }

  /** Hands on what stands outside any brace so far: what follows begins with a keyword. */
  public void handOn() {
    handOn(0);
    diagnostics.secrets().keyword();
  }

  /** Closes what is open, and hands the rest on. */
  public void finish() {
    while (!stopped && openBlocks.size() > 1) {
      diagnostics.error(top().opener(), top().notClosed("the end of the file"));
      pop(last);
    }
    handOn(0);
  }

  /**
   * How the braces of all lines so far go together.
   *
   * @return how many closing braces are too many (positive) or too few (negative)
   */
  public int surplus() {
    return balance;
  }

  /**
   * Whether nothing more is taken, because it would not fit into memory.
   *
   * @return true if so; an error says where
   */
  public boolean isStopped() {
    return stopped;
  }

  private void token(Token token) {
    if (stopped) {
      return;
    }
    last = token.position();
    if (token instanceof Token.OfWord word) {
      word(word);
      return;
    }
    endLine();
    if (token instanceof Token.Open) {
      balance--;
      open(token.position());
    } else if (token instanceof Token.Close) {
      balance++;
      close(token.position());
    }
  }

  private void word(Token.OfWord word) {
    if (words.size() < MOST_WORDS) {
      words.add(word);
      return;
    }
    stop(
        word.position(),
        "a line cannot hold more than "
            + MOST_WORDS
            + " words: this is no line of a configuration");
  }

  private void stop(Position at, String why) {
    stopped = true;
    words.clear();
    diagnostics.error(at, why);
  }

  /** Hands statements outside any brace on, but for the last ones, which may not be complete. */
  private void handOn(int kept) {
    List<Statement> outside = openBlocks.getLast().statements;
    while (outside.size() > kept) {
      Statement statement = outside.remove(0);
      if (taker.test(statement)) {
        room.release(statement);
      }
    }
  }

  private OpenBlock top() {
    return openBlocks.element();
  }

  private void endLine() {
    if (words.isEmpty()) {
      return;
    }
    List<Word> line = new ArrayList<>(words.size());
    for (Token.OfWord each : words) {
      line.add(each.word());
    }
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
    if (!room.takes(line.size())) {
      stop(
          line.get(0).position(),
          "the configuration is too large for the memory of this JVM, "
              + (Runtime.getRuntime().maxMemory() >> 20)
              + " MiB (JLVS_JAVA_OPTIONS=-Xmx256m gives it more)");
      return;
    }
    mendBraces(line.get(0));
    diagnostics.secrets().line(line, top().syntax);
    if (openBlocks.size() == 1) {
      handOn(1);
    }
    top().add(new Statement(line.get(0), line.subList(1, line.size()), rest, Optional.empty()));
  }

  private void open(Position at) {
    if (tooDeep > 0 || openBlocks.size() > DEEPEST) {
      if (tooDeep == 0) {
        diagnostics.error(at, "blocks are nested more than " + DEEPEST + " deep");
      }
      tooDeep++;
      return;
    }
    Optional<Statement> owner = top().takeOwner();
    if (owner.isEmpty() && surplusCloses < 0) {
      diagnostics.error(at, "'{' too many: there is no keyword before it that needs one");
      surplusCloses++;
      return;
    }
    if (owner.isEmpty()) {
      diagnostics.error(at, "'{' has no keyword before it: the block is ignored");
    }
    Optional<? extends BlockSyntax> syntax =
        owner.isPresent() ? syntaxOf(owner.get()) : Optional.empty();
    openBlocks.push(new OpenBlock(owner, at, syntax));
  }

  private void close(Position at) {
    if (tooDeep > 0) {
      tooDeep--;
    } else if (surplusCloses > 0 && top().lastWantsBlock()) {
      Statement owner = top().removeLast();
      sayNotOpened(owner);
      surplusCloses--;
      openBlocks.push(new OpenBlock(Optional.of(owner), owner.position(), syntaxOf(owner)));
      pop(at);
    } else if (openBlocks.size() == 1) {
      diagnostics.error(at, "'}' closes nothing: no block is open here");
    } else {
      pop(at);
    }
  }

  private void sayNotOpened(Statement owner) {
    diagnostics.error(owner.position(), "'{' is missing after " + Quoted.quote(owner.name()));
  }

  private Optional<? extends BlockSyntax> syntaxOf(Statement owner) {
    Optional<? extends BlockSyntax> around = top().syntax;
    return around.isPresent() ? around.get().child(owner.name()) : Optional.empty();
  }

  private void pop(Position at) {
    OpenBlock closed = openBlocks.pop();
    if (closed.owner.isPresent()) {
      top().addClosed(closed.finish(closed.owner.get(), at), closed);
    }
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
        sayNotOpened(owner);
        openBlocks.push(new OpenBlock(Optional.of(owner), owner.position(), syntaxOf(owner)));
        surplusCloses--;
        return;
      }
      Optional<OpenBlock> closed = top().lastClosed(keyword);
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
        openBlocks.push(closed.get());
        surplusCloses--;
      }
      return;
    }
    int unclosed = 0;
    for (Iterator<OpenBlock> around = openBlocks.iterator(); around.hasNext(); unclosed++) {
      if (around.next().knows(keyword)) {
        break;
      }
    }
    boolean found = unclosed < openBlocks.size();
    for (; found && unclosed > 0 && surplusCloses < 0; unclosed--, surplusCloses++) {
      diagnostics.error(
          word.position(),
          "'}' is missing before "
              + Quoted.quote(keyword)
              + ": "
              + top().nameSeenFrom(word.position())
              + " is not closed");
      pop(word.position());
    }
  }

  /** A block that is open. */
  private static final class OpenBlock {
    private final Optional<Statement> owner;
    private final Position open;
    private final Optional<? extends BlockSyntax> syntax;
    private final List<Statement> statements = new ArrayList<>();
    private Optional<OpenBlock> closedLast = Optional.empty();

    OpenBlock(Optional<Statement> owner, Position open, Optional<? extends BlockSyntax> syntax) {
      this.owner = owner;
      this.open = open;
      this.syntax = syntax;
    }

    Position opener() {
      return owner.map(Statement::position).orElse(open);
    }

    String name() {
      return owner.map(o -> Quoted.quote(o.name())).orElse("a block")
          + " of line "
          + opener().line();
    }

    String nameSeenFrom(Position from) {
      return owner.map(o -> Quoted.quote(o.name())).orElse("a block")
          + " of "
          + opener().seenFrom(from);
    }

    String notClosed(String before) {
      return owner.map(o -> Quoted.quote(o.name())).orElse("this block")
          + " is opened here and not closed: '}' is missing before "
          + before;
    }

    boolean knows(String keyword) {
      return syntax.map(s -> s.knows(keyword)).orElse(false);
    }

    /** Whether there is no reason to doubt that a line with this first word belongs here. */
    boolean fits(String keyword) {
      return syntax.isEmpty() || knows(keyword);
    }

    void add(Statement statement) {
      closedLast = Optional.empty();
      statements.add(statement);
    }

    void addClosed(Statement statement, OpenBlock block) {
      statements.add(statement);
      closedLast = Optional.of(block);
    }

    /** The block closed just before, if it is the place of this keyword. */
    Optional<OpenBlock> lastClosed(String keyword) {
      return closedLast.filter(block -> block.knows(keyword));
    }

    /** Whether the last line should have a block, has none, and this keyword belongs in it. */
    boolean lastWantsBlockFor(String keyword) {
      return wantedByLast().map(child -> child.isList() || child.knows(keyword)).orElse(false);
    }

    /** Whether the last line should have a block and has none. */
    boolean lastWantsBlock() {
      return wantedByLast().isPresent();
    }

    private Optional<BlockSyntax> wantedByLast() {
      if (statements.isEmpty() || statements.get(statements.size() - 1).block().isPresent()) {
        return Optional.empty();
      }
      String last = statements.get(statements.size() - 1).name();
      return syntax.flatMap(s -> s.child(last));
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
