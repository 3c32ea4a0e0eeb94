// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import io.github.jlvs.keepalived.conf.explain.ExplainedBlock;
import io.github.jlvs.keepalived.conf.explain.Explainer;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.read.RootReader;
import io.github.jlvs.keepalived.conf.source.SourceFiles.UnreadableFile;
import io.github.jlvs.keepalived.conf.source.SourceReader;
import io.github.jlvs.keepalived.conf.text.ConfigurationTree;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Room;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.TreeBuilder;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Reads keepalived.conf. Needs no interfaces, no kernel and no root; may be used by several
 * threads.
 *
 * <p>Nothing of it throws for what is wrong with a file, and none of its messages holds a password.
 * What a file may cost is limited: one that is too large is an error at the line where it became
 * so.
 */
public final class ConfigurationReader {
  private ConfigurationReader() {}

  /**
   * Reads a file, and the files it includes, on this machine.
   *
   * @param file the file; its text is UTF-8
   * @return the configuration and what there is to say about it; a file that cannot be read is an
   *     error at its first character
   */
  public static ReadResult read(Path file) {
    return read(file, ReaderOptions.ofThisMachine());
  }

  /**
   * Reads a file, and the files it includes.
   *
   * @param file the file; its text is UTF-8
   * @param options what the meaning of the text depends on
   * @return the configuration and what there is to say about it; a file that cannot be read is an
   *     error at its first character
   */
  public static ReadResult read(Path file, ReaderOptions options) {
    try {
      return read(file.toString(), options.files().text(file), options);
    } catch (UnreadableFile unreadable) {
      return refused(file.toString(), "the configuration cannot be read: " + unreadable.why());
    }
  }

  /**
   * Reads a text, and the files it includes, on this machine.
   *
   * @param fileName the name that diagnostics show; relative includes begin in its directory
   * @param text the text of the configuration
   * @return the configuration and what there is to say about it
   */
  public static ReadResult read(String fileName, CharSequence text) {
    return read(fileName, text, ReaderOptions.ofThisMachine());
  }

  /**
   * Reads a text, and the files it includes.
   *
   * @param fileName the name that diagnostics show; relative includes begin in its directory
   * @param text the text of the configuration
   * @param options what the meaning of the text depends on
   * @return the configuration and what there is to say about it
   * @throws InvalidPathException if the name cannot be that of a file
   */
  public static ReadResult read(String fileName, CharSequence text, ReaderOptions options) {
    return new Reading(Path.of(fileName), text.toString(), options).result();
  }

  /**
   * Takes a file, and the files it includes, apart without a look at what its keywords mean: for a
   * program that walks through it, or changes it. A file that cannot be read has no statement.
   *
   * @param file the file; its text is UTF-8
   * @param options what the meaning of the text depends on
   * @return the blocks, and what is wrong with the text itself
   */
  public static TreeResult tree(Path file, ReaderOptions options) {
    try {
      return tree(file.toString(), options.files().text(file), options);
    } catch (UnreadableFile unreadable) {
      return new TreeResult(
          new ConfigurationTree(List.of()),
          refused(file.toString(), "the configuration cannot be read: " + unreadable.why())
              .diagnostics());
    }
  }

  /**
   * Takes a text, and the files it includes, apart without a look at what its keywords mean.
   *
   * @param fileName the name that diagnostics show; relative includes begin in its directory
   * @param text the text of the configuration
   * @param options what the meaning of the text depends on
   * @return the blocks, and what is wrong with the text itself
   * @throws InvalidPathException if the name cannot be that of a file
   */
  public static TreeResult tree(String fileName, CharSequence text, ReaderOptions options) {
    return new Reading(Path.of(fileName), text.toString(), options).tree();
  }

  /**
   * Reads a file, and tells of each block what counts in it and where that comes from. It is read
   * twice for this, block by block: none is kept.
   *
   * @param file the file; its text is UTF-8
   * @param options what the meaning of the text depends on
   * @param blocks receives {@code global_defs}, then the other blocks in the order of the text;
   *     nothing where the file has an error
   * @return the configuration and what there is to say about it
   */
  public static ReadResult explain(
      Path file, ReaderOptions options, Consumer<ExplainedBlock> blocks) {
    try {
      return explain(file.toString(), options.files().text(file), options, blocks);
    } catch (UnreadableFile unreadable) {
      return refused(file.toString(), "the configuration cannot be read: " + unreadable.why());
    }
  }

  /**
   * Reads a text, and tells of each block what counts in it and where that comes from.
   *
   * @param fileName the name that diagnostics show; relative includes begin in its directory
   * @param text the text of the configuration
   * @param options what the meaning of the text depends on
   * @param blocks receives {@code global_defs}, then the other blocks in the order of the text;
   *     nothing where the text has an error
   * @return the configuration and what there is to say about it
   * @throws InvalidPathException if the name cannot be that of a file
   */
  public static ReadResult explain(
      String fileName, CharSequence text, ReaderOptions options, Consumer<ExplainedBlock> blocks) {
    Reading reading = new Reading(Path.of(fileName), text.toString(), options);
    ReadResult result = reading.result();
    if (result.configuration().isPresent()) {
      reading.explain(blocks);
    }
    return result;
  }

  private static ReadResult refused(String file, String why) {
    Diagnostics diagnostics = new Diagnostics();
    diagnostics.error(new Position(file, 1, 1), why);
    return new ReadResult(Optional.empty(), diagnostics.sorted());
  }

  /** One configuration on its way from text to values: read line by line, none of them kept. */
  private static final class Reading {
    private final Path file;
    private final String text;
    private final ReaderOptions options;

    private final List<Statement> globalDefs = new ArrayList<>();

    /** Each time the same random numbers. */
    private final long seed;

    Reading(Path file, String text, ReaderOptions options) {
      this.file = file;
      this.text = text;
      this.options = options;
      this.seed = options.random().nextLong();
    }

    /**
     * How many braces are wrong is known at the end. Nearly always none is; else all is read once
     * more, which finds the place by the keywords.
     */
    ReadResult result() {
      try {
        Diagnostics first = new Diagnostics();
        globalDefs.clear();
        RootReader root = new RootReader(first, options.tolerance());
        OptionalInt surplus = read(0, heardBy(root), first);
        if (surplus.isEmpty()) {
          return new ReadResult(Optional.empty(), first.sorted());
        }
        if (surplus.getAsInt() == 0) {
          return result(root, first);
        }
        Diagnostics second = new Diagnostics();
        root = new RootReader(second, options.tolerance());
        return read(surplus.getAsInt(), root::take, second).isPresent()
            ? result(root, second)
            : new ReadResult(Optional.empty(), second.sorted());
      } catch (OutOfMemoryError tooLarge) {
        // All that was read is garbage now. A daemon goes on with what it has.
        return refused(
            file.toString(),
            "the configuration is too large for the memory of this JVM"
                + " (JLVS_JAVA_OPTIONS=-Xmx256m gives it more)");
      }
    }

    /** What virtual routers inherit may stand behind them. */
    private Predicate<Statement> heardBy(RootReader root) {
      return statement -> {
        if (statement.name().equals("global_defs")) {
          globalDefs.add(statement);
        }
        return root.take(statement);
      };
    }

    void explain(Consumer<ExplainedBlock> blocks) {
      Explainer explainer = new Explainer(globalDefs);
      blocks.accept(explainer.global());
      OptionalInt unused =
          read(
              0,
              statement -> {
                explainer.explain(statement).ifPresent(blocks);
                return true;
              },
              new Diagnostics());
    }

    TreeResult tree() {
      Diagnostics first = new Diagnostics();
      List<Statement> statements = new ArrayList<>();
      OptionalInt surplus = read(0, keptIn(statements), first);
      if (surplus.isEmpty() || surplus.getAsInt() == 0) {
        return new TreeResult(new ConfigurationTree(statements), first.sorted());
      }
      Diagnostics second = new Diagnostics();
      statements.clear();
      OptionalInt unused = read(surplus.getAsInt(), keptIn(statements), second);
      return new TreeResult(new ConfigurationTree(statements), second.sorted());
    }

    private static Predicate<Statement> keptIn(List<Statement> statements) {
      return statement -> {
        statements.add(statement);
        return false;
      };
    }

    /** How many braces are wrong; nothing where the reading had to stop, and an error says why. */
    private OptionalInt read(int surplus, Predicate<Statement> taker, Diagnostics diagnostics) {
      TreeBuilder builder =
          new TreeBuilder(
              RootReader.VOCABULARY.root(), surplus, Room.ofThisJvm(), taker, diagnostics);
      boolean whole =
          SourceReader.read(
              file,
              text,
              options.configId(),
              options.files(),
              new SplittableRandom(seed),
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
}
