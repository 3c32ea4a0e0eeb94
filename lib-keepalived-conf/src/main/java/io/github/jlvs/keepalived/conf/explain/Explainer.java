// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.explain;

import io.github.jlvs.keepalived.conf.explain.Declarations.Declared;
import io.github.jlvs.keepalived.conf.keyword.BlockKind;
import io.github.jlvs.keepalived.conf.keyword.Consequence;
import io.github.jlvs.keepalived.conf.keyword.KnownBlock;
import io.github.jlvs.keepalived.conf.read.RootReader;
import io.github.jlvs.keepalived.conf.text.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Explains blocks one by one. What a block leaves out is looked for where its keywords'
 * declarations say: in {@code global_defs}, in the blocks around, in another keyword, and then
 * among defaults.
 */
public final class Explainer {
  private final Scope global;
  private final Defaults defaults;
  private final Optional<Statement> firstGlobal;
  private final List<Statement> globalLines;

  /**
   * Makes one.
   *
   * @param globalDefs each {@code global_defs} of the file
   */
  public Explainer(Collection<Statement> globalDefs) {
    this.globalLines = globalDefs.stream().flatMap(block -> block.children().stream()).toList();
    this.firstGlobal = globalDefs.stream().findFirst();
    this.global =
        new Scope(BlockKind.GLOBAL_DEFS, List.of(), Scope.byKeyword(globalLines), Optional.empty());
    this.defaults = new Defaults(global);
  }

  /**
   * What holds for the whole daemon, whether the file has such a block or not.
   *
   * @return {@code global_defs}
   */
  public ExplainedBlock global() {
    KnownBlock known = RootReader.VOCABULARY.block(BlockKind.GLOBAL_DEFS);
    return new ExplainedBlock(
        "global_defs",
        "",
        firstGlobal.<Source>map(at -> new Source.At(at.position())).orElse(new Source.Default()),
        Optional.empty(),
        values(global, known, globalLines),
        blocks(global, known, globalLines));
  }

  /**
   * Explains a statement outside any brace.
   *
   * @param statement the statement
   * @return the block, or the line as {@link ExplainedBlock#OUTSIDE}; nothing for {@code
   *     global_defs}, and for a line that does not count
   */
  public Optional<ExplainedBlock> explain(Statement statement) {
    KnownBlock root = RootReader.VOCABULARY.root();
    if (statement.name().equals("global_defs")) {
      return Optional.empty();
    }
    Optional<KnownBlock> kind = root.child(statement.name());
    return kind.isPresent()
        ? Optional.of(block(root, kind.get(), statement, Optional.empty()))
        : line(root, statement);
  }

  private static Optional<ExplainedBlock> line(KnownBlock root, Statement line) {
    Source source = new Source.At(line.position());
    return Declarations.find(BlockKind.ROOT, line.name())
        .map(declared -> Shown.value(BlockKind.ROOT, declared.keyword(), line))
        .orElse(Optional.of(Shown.asWritten(root, line)))
        .map(
            shown ->
                new ExplainedValue(
                    Shown.keyword(root, line),
                    shown,
                    source,
                    true,
                    root.consequence(line.name()).flatMap(Explainer::remark)))
        .map(
            value ->
                new ExplainedBlock(
                    ExplainedBlock.OUTSIDE,
                    "",
                    source,
                    Optional.empty(),
                    List.of(value),
                    List.of()));
  }

  private ExplainedBlock block(
      KnownBlock parent, KnownBlock known, Statement statement, Optional<Scope> around) {
    Optional<String> remark = parent.consequence(statement.name()).flatMap(Explainer::remark);
    Source source = new Source.At(statement.position());
    if (known.isList() || !Declarations.isRead(known.kind())) {
      return asWritten(parent, known, statement, source, remark);
    }
    Scope scope = Scope.of(known.kind(), statement, around);
    return new ExplainedBlock(
        statement.name(),
        Shown.asWritten(parent, statement),
        source,
        remark,
        values(scope, known, statement.children()),
        blocks(scope, known, statement.children()));
  }

  /** A list, or a block that is only looked into for misspelt words. */
  private static ExplainedBlock asWritten(
      KnownBlock parent,
      KnownBlock known,
      Statement statement,
      Source source,
      Optional<String> remark) {
    List<ExplainedValue> values = new ArrayList<>();
    List<ExplainedBlock> blocks = new ArrayList<>();
    for (Statement line : statement.children()) {
      Source at = new Source.At(line.position());
      if (line.block().isPresent()) {
        blocks.add(
            asWritten(known, known.child(line.name()).orElse(known), line, at, Optional.empty()));
      } else {
        values.add(
            new ExplainedValue(
                Shown.keyword(known, line),
                Shown.asWritten(known, line),
                at,
                true,
                Optional.empty()));
      }
    }
    return new ExplainedBlock(
        statement.name(), Shown.asWritten(parent, statement), source, remark, values, blocks);
  }

  private List<ExplainedValue> values(Scope scope, KnownBlock known, List<Statement> lines) {
    List<ExplainedValue> values = new ArrayList<>();
    for (Declared declared : Declarations.of(scope.kind()).values()) {
      if (declared.keyword().opens().isEmpty()) {
        values.addAll(defaults.values(declared, scope));
      }
    }
    for (Statement line : lines) {
      boolean unread =
          known.knows(line.name())
              && line.block().isEmpty()
              && Declarations.find(scope.kind(), line.name()).isEmpty();
      if (unread) {
        values.add(
            new ExplainedValue(
                line.name(),
                Shown.asWritten(known, line),
                new Source.At(line.position()),
                true,
                known.consequence(line.name()).flatMap(Explainer::remark)));
      }
    }
    return values;
  }

  private List<ExplainedBlock> blocks(Scope scope, KnownBlock known, List<Statement> lines) {
    List<ExplainedBlock> blocks = new ArrayList<>();
    for (Statement line : lines) {
      known
          .child(line.name())
          .ifPresent(inner -> blocks.add(block(known, inner, line, Optional.of(scope))));
    }
    return blocks;
  }

  private static Optional<String> remark(Consequence consequence) {
    return switch (consequence.concern()) {
      case ITSELF -> Optional.of("not done: " + consequence.text());
      case WITHOUT_EFFECT -> Optional.of("without effect: " + consequence.text());
      case HOLDS_ANYWAY -> Optional.of("holds anyway: " + consequence.text());
      case REFUSED -> Optional.of("refused: " + consequence.text());
    };
  }
}
