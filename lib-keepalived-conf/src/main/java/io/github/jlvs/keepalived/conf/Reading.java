// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import io.github.jlvs.keepalived.conf.explain.ExplainedBlock;
import io.github.jlvs.keepalived.conf.explain.Explainer;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.read.RememberedServers;
import io.github.jlvs.keepalived.conf.read.RootReader;
import io.github.jlvs.keepalived.conf.source.KnownBlocks;
import io.github.jlvs.keepalived.conf.source.SourceReader;
import io.github.jlvs.keepalived.conf.text.ConfigurationTree;
import io.github.jlvs.keepalived.conf.text.Diagnostic;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Room;
import io.github.jlvs.keepalived.conf.text.Severity;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Tolerance;
import io.github.jlvs.keepalived.conf.text.TreeBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One configuration on its way from text to values: read line by line, none of them kept. */
final class Reading {
  /** More faults are no slip of the pen. */
  private static final int MOST_ROUNDS = 100;

  private final Path file;
  private final String text;
  private final ReaderOptions options;
  private final Optional<RememberedServers> remembered;

  private final List<Statement> globalDefs = new ArrayList<>();

  private LeftOut leftOut = new LeftOut();

  /** Each time the same random numbers. */
  private final long seed;

  Reading(Path file, String text, ReaderOptions options) {
    this(file, text, options, Optional.empty());
  }

  /** One that need not read again what an earlier one has read, and is remembered itself. */
  Reading(Path file, String text, ReaderOptions options, Optional<RememberedServers> remembered) {
    this.file = file;
    this.text = text;
    this.options = options;
    this.remembered = remembered;
    this.seed = options.random().nextLong();
  }

  /** With what is left out where the reading is lenient. */
  ReadResult result() {
    if (options.tolerance() != Tolerance.LENIENT) {
      return once().result();
    }
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Once read = once();
      List<Diagnostic> errors =
          read.result().diagnostics().stream()
              .filter(said -> said.severity() == Severity.ERROR)
              .toList();
      if (errors.isEmpty()) {
        return with(leftOut.said(), read.result());
      }
      if (!read.isWhole() || !leftOut.take(errors)) {
        break;
      }
    }
    // What else is wrong belongs to it: all of it is said, of the file as it stands.
    leftOut = new LeftOut();
    return once().result();
  }

  private static ReadResult with(List<Diagnostic> more, ReadResult result) {
    return new ReadResult(
        result.configuration(),
        Stream.concat(more.stream(), result.diagnostics().stream())
            .sorted(Comparator.comparing(Diagnostic::position))
            .toList());
  }

  /**
   * What one reading gave.
   *
   * @param result the result
   * @param isWhole whether all was read, with no brace too many or too few
   */
  private record Once(ReadResult result, boolean isWhole) {}

  /**
   * How many braces are wrong is known at the end. Nearly always none is; else all is read once
   * more, which finds the place by the keywords.
   */
  private Once once() {
    leftOut.begin();
    try {
      Diagnostics first = new Diagnostics();
      globalDefs.clear();
      RememberedServers.OneReading reading = remember().begin(first);
      RootReader root = rootReader(first, reading);
      OptionalInt surplus = read(0, known(reading, root), heardBy(root), first);
      if (surplus.isEmpty()) {
        return new Once(new ReadResult(Optional.empty(), first.sorted()), false);
      }
      if (surplus.getAsInt() == 0) {
        ReadResult result = result(root, first);
        if (result.configuration().isPresent()) {
          reading.end();
        }
        return new Once(result, true);
      }
      Diagnostics second = new Diagnostics();
      root = rootReader(second, new RememberedServers().begin(second));
      return new Once(
          read(surplus.getAsInt(), Reading::nothingKnown, root::take, second).isPresent()
              ? result(root, second)
              : new ReadResult(Optional.empty(), second.sorted()),
          false);
    } catch (OutOfMemoryError tooLarge) {
      // All that was read is garbage now. A daemon goes on with what it has.
      return new Once(
          ConfigurationReader.refused(
              file.toString(),
              "the configuration is too large for the memory of this JVM"
                  + " (JLVS_JAVA_OPTIONS=-Xmx256m gives it more)"),
          false);
    }
  }

  private RememberedServers remember() {
    return remembered.orElseGet(RememberedServers::new);
  }

  private RootReader rootReader(Diagnostics diagnostics, RememberedServers.OneReading reading) {
    return new RootReader(diagnostics, options.files(), options.tolerance(), reading);
  }

  /** What is left out of a lenient reading shows in each statement. */
  private BiFunction<TreeBuilder, Room, KnownBlocks> known(
      RememberedServers.OneReading reading, RootReader root) {
    return remembered.isEmpty() || options.tolerance() == Tolerance.LENIENT
        ? Reading::nothingKnown
        : (builder, room) -> lines -> reading.take(lines, builder, room, root);
  }

  private static KnownBlocks nothingKnown(TreeBuilder builder, Room room) {
    return KnownBlocks.NONE;
  }

  /** What virtual routers inherit may stand behind them. */
  private Predicate<Statement> heardBy(RootReader root) {
    return statement -> {
      if (statement.name().equals("global_defs")) {
        globalDefs.add(statement);
      }
      return options.tolerance() == Tolerance.LENIENT
          ? leftOut.without(statement).map(root::take).orElse(true)
          : root.take(statement);
    };
  }

  void explain(Consumer<ExplainedBlock> blocks) {
    Explainer explainer = new Explainer(globalDefs);
    blocks.accept(explainer.global());
    OptionalInt unused =
        read(
            0,
            Reading::nothingKnown,
            statement -> {
              leftOut.without(statement).flatMap(explainer::explain).ifPresent(blocks);
              return true;
            },
            new Diagnostics());
  }

  TreeResult tree() {
    Diagnostics first = new Diagnostics();
    List<Statement> statements = new ArrayList<>();
    OptionalInt surplus = read(0, Reading::nothingKnown, keptIn(statements), first);
    if (surplus.isEmpty() || surplus.getAsInt() == 0) {
      return new TreeResult(new ConfigurationTree(statements), first.sorted());
    }
    Diagnostics second = new Diagnostics();
    statements.clear();
    OptionalInt unused =
        read(surplus.getAsInt(), Reading::nothingKnown, keptIn(statements), second);
    return new TreeResult(new ConfigurationTree(statements), second.sorted());
  }

  private static Predicate<Statement> keptIn(List<Statement> statements) {
    return statement -> {
      statements.add(statement);
      return false;
    };
  }

  /** How many braces are wrong; nothing where the reading had to stop, and an error says why. */
  private OptionalInt read(
      int surplus,
      BiFunction<TreeBuilder, Room, KnownBlocks> known,
      Predicate<Statement> taker,
      Diagnostics diagnostics) {
    Room room = Room.ofThisJvm();
    TreeBuilder builder =
        new TreeBuilder(RootReader.VOCABULARY.root(), surplus, room, taker, diagnostics);
    boolean whole =
        SourceReader.read(
            file,
            text,
            options.configId(),
            options.files(),
            new SplittableRandom(seed),
            known.apply(builder, room),
            builder::line,
            diagnostics);
    if (!whole || builder.isStopped()) {
      // What follows is missing, and would only be reported as that.
      return OptionalInt.empty();
    }
    builder.finish();
    return OptionalInt.of(builder.surplus());
  }

  private ReadResult result(RootReader root, Diagnostics diagnostics) {
    Configuration configuration = root.finish(new Position(file.toString(), 1, 1));
    return new ReadResult(
        diagnostics.hasErrors() ? Optional.empty() : Optional.of(configuration),
        diagnostics.sorted());
  }
}
