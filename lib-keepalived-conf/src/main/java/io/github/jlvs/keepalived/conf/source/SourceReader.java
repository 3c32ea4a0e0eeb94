// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.source;

import io.github.jlvs.keepalived.conf.source.SourceFiles.UnreadableFile;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.SourceLine;
import io.github.jlvs.keepalived.conf.text.SourceLines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Turns files into the lines that they mean, as keepalived 2.2.7 is seen to do it.
 *
 * <p>Each line goes through these steps, and again from the first one when a step has changed it: a
 * condition; a sequence, whose rest is repeated; a definition; a reference, which its value takes
 * the place of; an include. What follows a brace counts as a line of its own. So values are put in
 * late, where they are used, and what a value brings is itself looked at.
 */
public final class SourceReader {
  private static final int DEEPEST_INCLUDE = 16;
  private static final int DEEPEST_LINE = 64;
  private static final int MOST_FILES = 10_000;
  private static final int MOST_VALUES = 1000;
  private static final int LONGEST_LINE = 1 << 16;

  /** What one line of a file may hold: beyond it a file is no text of a person. */
  private static final int LONGEST_WRITTEN = 1 << 20;

  private static final int MOST_DEFINITIONS = 10_000;
  private static final String ENDLESS =
      "the definitions used here never end: one of them leads back to itself";

  private final String configId;
  private final SourceFiles files;
  private final Diagnostics diagnostics;
  private final Definitions definitions = new Definitions();
  private final References references;
  private final Budget budget;
  private final KnownBlocks known;
  private final Consumer<SourceLine> result;
  private final List<Path> open = new ArrayList<>();
  private int included;

  private SourceReader(
      String configId,
      SourceFiles files,
      RandomGenerator random,
      KnownBlocks known,
      Consumer<SourceLine> result,
      Diagnostics diagnostics) {
    this.configId = configId;
    this.files = files;
    this.known = known;
    this.result = result;
    this.diagnostics = diagnostics;
    this.references = new References(definitions, new BuiltIns(configId, random));
    this.budget = new Budget(diagnostics);
  }

  /**
   * Reads a text and the files it includes. Never throws: what is wrong goes to the diagnostics.
   *
   * @param file the name of the text in positions; relative includes begin in its directory
   * @param text the text
   * @param configId what conditions are compared with
   * @param files where includes are read from
   * @param random gives random numbers
   * @param known blocks whose lines nobody needs
   * @param lines receives the lines, one by one
   * @param diagnostics receives what is wrong
   * @return whether all was read; if not, what follows the point where it stopped is missing
   */
  public static boolean read(
      Path file,
      String text,
      String configId,
      SourceFiles files,
      RandomGenerator random,
      KnownBlocks known,
      Consumer<SourceLine> lines,
      Diagnostics diagnostics) {
    SourceReader reader = new SourceReader(configId, files, random, known, lines, diagnostics);
    reader.file(file, text);
    return !reader.budget.isSpent();
  }

  private void file(Path file, String text) {
    open.add(file.toAbsolutePath().normalize());
    Path directory = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
    SourceLines lines = SourceLine.split(file.toString(), text);
    while (lines.hasNext() && !budget.isSpent()) {
      if (isKnown(lines)) {
        continue;
      }
      SourceLine line = lines.next();
      if (open.size() > 1 && !budget.allows(line)) {
        break;
      }
      if (line.text().length() > LONGEST_WRITTEN) {
        budget.stop(
            line.position(LONGEST_WRITTEN),
            "a line cannot hold more than " + LONGEST_WRITTEN + " characters");
        break;
      }
      if (isConflictMarker(line.text())) {
        budget.stop(
            line.position(0),
            "a merge that was not finished left its marks here: settle the conflict first");
        break;
      }
      int template = LineScan.templateMark(line.text());
      if (template >= 0) {
        budget.stop(
            line.position(template),
            "this is a template that is not filled in yet: "
                + Quoted.quote(line.text().substring(template, template + 2))
                + " is for the program that makes a configuration of it");
        break;
      }
      if (mayMeanMore(line.text())) {
        line(line, lines, directory, 0);
      } else {
        result.accept(line);
      }
    }
    open.remove(open.size() - 1);
  }

  private boolean isKnown(SourceLines lines) {
    int from = lines.offset();
    int number = lines.number();
    if (!known.take(lines)) {
      return false;
    }
    if (open.size() > 1) {
      int count = lines.number() - number;
      int end = lines.hasNext() ? lines.offset() - 1 : lines.text().length();
      int lineEnds = count - 1;
      boolean unused =
          budget.allows(count, end - from - lineEnds, new Position(lines.file(), number, 1));
    }
    return true;
  }

  private static boolean isConflictMarker(String text) {
    return text.startsWith("<<<<<<< ") || text.startsWith(">>>>>>> ");
  }

  private static boolean mayMeanMore(String text) {
    return text.indexOf('$') >= 0
        || text.indexOf('@') >= 0
        || text.indexOf('~') >= 0
        || text.contains("include");
  }

  /**
   * Whether lines mean what stands in them, and that wherever they stand.
   *
   * @param lines whole lines
   * @return false where one might take a value, a condition or a file in, or end the reading
   */
  public static boolean standsForItself(String lines) {
    return !mayMeanMore(lines)
        && !lines.contains("{{")
        && !lines.contains("{%")
        && !lines.contains("<<<<<<< ")
        && !lines.contains(">>>>>>> ");
  }

  private void line(SourceLine line, Iterator<SourceLine> following, Path directory, int depth) {
    if (depth > DEEPEST_LINE) {
      budget.stop(line.position(0), ENDLESS);
      return;
    }
    Values values = new Values();
    Optional<SourceLine> rest = Optional.of(line);
    while (rest.isPresent() && budget.allows(rest.get())) {
      rest =
          condition(rest.get())
              .flatMap(counting -> statement(counting, following, directory, depth))
              .flatMap(plain -> piece(plain, directory, values));
    }
    for (SourceLine next : values.more) {
      line(next, following, directory, depth + 1);
    }
  }

  /** What the values put into one line have brought so far. */
  private static final class Values {
    private final List<SourceLine> more = new ArrayList<>();
    private int count;
  }

  private Optional<SourceLine> condition(SourceLine line) {
    int start = LineScan.skipBlanks(line.text(), 0);
    return Condition.begins(line.text(), start)
        ? Condition.apply(line, start, configId)
        : Optional.of(line);
  }

  /** Does what a sequence or a definition says; any other line is given back. */
  private Optional<SourceLine> statement(
      SourceLine line, Iterator<SourceLine> following, Path directory, int depth) {
    int start = LineScan.skipBlanks(line.text(), 0);
    if (Sequence.begins(line.text(), start)) {
      sequence(line, start, following, directory, depth);
      return Optional.empty();
    }
    Optional<DefinitionLine> definition = DefinitionLine.read(line, start, following);
    if (definition.isPresent() && definitions.names().size() >= MOST_DEFINITIONS) {
      budget.stop(line.position(start), "more than " + MOST_DEFINITIONS + " names are defined");
    }
    definition.ifPresent(d -> definitions.define(d.name(), d.value()));
    return definition.isPresent() ? Optional.empty() : Optional.of(line);
  }

  /** Takes a value in, or what stands up to the first brace; gives back what is left to look at. */
  private Optional<SourceLine> piece(SourceLine line, Path directory, Values values) {
    Optional<References.Replaced> replaced = references.replaceFirst(line, directory);
    if (replaced.isPresent()) {
      values.more.addAll(0, replaced.get().more());
      if (++values.count > MOST_VALUES || line.text().length() > LONGEST_LINE) {
        budget.stop(line.position(0), ENDLESS);
      }
      return Optional.of(replaced.get().line());
    }
    Optional<Include> include = Include.read(line);
    if (include.isPresent()) {
      references.report(line, diagnostics);
      include(include.get(), directory);
      return Optional.empty();
    }
    int brace = LineScan.brace(line.text());
    SourceLine piece = brace < 0 ? line : line.between(0, brace + 1);
    references.report(piece, diagnostics);
    result.accept(piece);
    return brace < 0
        ? Optional.empty()
        : Optional.of(line.between(brace + 1, line.text().length()));
  }

  private void sequence(
      SourceLine line, int at, Iterator<SourceLine> following, Path directory, int depth) {
    try {
      Sequence sequence =
          Sequence.read(line.text(), at, text -> inserted(line.instead(at, text), directory));
      SourceLine body = line.blankedUntil(sequence.end());
      for (Map<String, String> round : sequence.rounds()) {
        if (!budget.allows(body)) {
          return;
        }
        round.forEach((name, value) -> definitions.define(name, List.of(line.instead(at, value))));
        line(body, following, directory, depth + 1);
      }
    } catch (Sequence.Wrong wrong) {
      String name = line.text().substring(at, Math.min(at + 4, line.text().length()));
      diagnostics.error(line.position(at), "this " + name + " is wrong: " + wrong.getMessage());
    }
  }

  /** A short text with the values of its references. */
  private String inserted(SourceLine text, Path directory) {
    SourceLine line = text;
    for (int i = 0; i < MOST_VALUES && line.text().length() < LONGEST_LINE; i++) {
      Optional<References.Replaced> replaced = references.replaceFirst(line, directory);
      if (replaced.isEmpty()) {
        break;
      }
      line = replaced.get().line();
    }
    return line.text();
  }

  private void include(Include include, Path directory) {
    if (open.size() > DEEPEST_INCLUDE) {
      diagnostics.error(
          include.at(), "files include each other more than " + DEEPEST_INCLUDE + " deep");
      return;
    }
    for (Path file : include.files(directory, files, diagnostics)) {
      includeFile(file, include.at());
    }
  }

  private void includeFile(Path file, Position at) {
    if (open.contains(file.toAbsolutePath().normalize())) {
      diagnostics.error(at, Quoted.quote(file.toString()) + " includes itself here");
      return;
    }
    if (++included > MOST_FILES) {
      budget.stop(at, "more than " + MOST_FILES + " files are included");
      return;
    }
    try {
      file(file, files.text(file));
    } catch (UnreadableFile unreadable) {
      diagnostics.error(at, Quoted.quote(file.toString()) + " cannot be read: " + unreadable.why());
    }
  }
}
