// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.keyword.BlockKind;
import io.github.jlvs.keepalived.conf.keyword.KnownBlock;
import io.github.jlvs.keepalived.conf.read.RootReader;
import io.github.jlvs.keepalived.conf.text.ConfigurationTree;
import io.github.jlvs.keepalived.conf.text.Diagnostic;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A hundred misspelt keywords, each in a file that is right otherwise: every one is found where it
 * stands, and nearly always it is said what was meant. With {@code -Djlvs.samples=DIRECTORY} the
 * files are those of a directory, such as the samples of keepalived's package.
 */
class MisspeltWordsTest {
  private static final int WORDS = 100;
  private static final int RIGHT = 98;
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

  private record Source(String name, String text) {}

  private record Place(Source source, KnownBlock block, Statement statement) {
    /** The file with the word replaced. */
    String with(String word) {
      String[] lines = source.text.split("\n", -1);
      int line = statement.position().line() - 1;
      int from = statement.position().column() - 1;
      lines[line] =
          lines[line].substring(0, from)
              + word
              + lines[line].substring(from + statement.keyword().raw().length());
      return String.join("\n", lines);
    }
  }

  @Test
  void every_misspelt_keyword_is_found_where_it_stands() throws IOException {
    List<Place> places = places(sources());
    SplittableRandom random = new SplittableRandom(20);
    List<String> lost = new ArrayList<>();
    List<String> otherwise = new ArrayList<>();
    for (int i = 0; i < WORDS; i++) {
      Place place = places.get(random.nextInt(places.size()));
      String meant = place.statement.name();
      String written = misspelt(meant, place.block, random);
      Optional<Diagnostic> said = said(place, written);
      String what = place.statement.position() + " " + written + " for " + meant + ": ";
      if (said.isEmpty()) {
        lost.add(what);
      } else if (!said.get().message().contains("(did you mean '" + meant + "'?)")) {
        otherwise.add(what + said.get().message());
      }
    }
    System.out.printf(
        "misspelt %d, located %d, with the right word %d%s%n",
        WORDS, WORDS - lost.size(), WORDS - lost.size() - otherwise.size(), lines(otherwise));

    assertThat(lost).isEmpty();
    assertThat(otherwise).hasSizeLessThanOrEqualTo(WORDS - RIGHT);
  }

  @Test
  void a_block_of_every_kind_is_among_them() {
    Set<BlockKind> kinds = EnumSet.noneOf(BlockKind.class);
    places(List.of(ours())).forEach(place -> kinds.add(place.block.kind()));

    assertThat(EnumSet.complementOf(EnumSet.copyOf(kinds))).containsExactly(BlockKind.ITEMS);
    assertThat(read(ours().name, ours().text))
        .extracting(Diagnostic::message)
        .noneMatch(message -> message.contains("unknown"));
  }

  private static String lines(List<String> said) {
    return said.isEmpty() ? "" : "\n  " + String.join("\n  ", said);
  }

  private static Source ours() {
    return new Source("every-block.conf", Texts.resource("every-block.conf"));
  }

  private static List<Source> sources() throws IOException {
    String directory = System.getProperty("jlvs.samples", "");
    if (directory.isEmpty()) {
      return List.of(ours());
    }
    List<Source> sources = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of(directory))) {
      for (Path file : files.filter(f -> f.toString().contains(".conf")).sorted().toList()) {
        sources.add(new Source(file.toString(), Files.readString(file)));
      }
    }
    return sources;
  }

  private static List<Place> places(List<Source> sources) {
    List<Place> places = new ArrayList<>();
    for (Source source : sources) {
      KnownBlock root = RootReader.VOCABULARY.root();
      ConfigurationTree tree =
          ConfigurationTree.parse(source.name, source.text, root, new Diagnostics());
      places(source, root, tree.statements(), places);
    }
    return places;
  }

  private static void places(
      Source source, KnownBlock block, List<Statement> statements, List<Place> into) {
    for (Statement statement : statements) {
      if (block.knows(statement.name()) && !statement.name().startsWith("include")) {
        into.add(new Place(source, block, statement));
        block
            .child(statement.name())
            .ifPresent(inner -> places(source, inner, statement.children(), into));
      }
    }
  }

  /** A typing error of one letter: left out, doubled, another one, or two that changed places. */
  private static String misspelt(String word, KnownBlock block, SplittableRandom random) {
    while (true) {
      int at = random.nextInt(word.length());
      String rest = word.substring(at + 1);
      char letter = word.charAt(at);
      String made =
          word.substring(0, at)
              + switch (random.nextInt(4)) {
                case 0 -> rest;
                case 1 -> letter + "" + letter + rest;
                case 2 -> LETTERS.charAt(random.nextInt(LETTERS.length())) + rest;
                default -> rest.isEmpty() ? "" : rest.charAt(0) + "" + letter + rest.substring(1);
              };
      if (!made.equals(word) && made.length() > 1 && !block.knows(made)) {
        return made;
      }
    }
  }

  private static Optional<Diagnostic> said(Place place, String written) {
    return read(place.source.name, place.with(written)).stream()
        .filter(d -> d.position().equals(place.statement.position()))
        .filter(d -> d.message().startsWith("unknown keyword '" + written + "'"))
        .findFirst();
  }

  private static List<Diagnostic> read(String name, String text) {
    return ConfigurationReader.read(name, text, Texts.NO_FILES).diagnostics();
  }
}
