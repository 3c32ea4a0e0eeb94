// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.keyword;

import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.keyword.Registration.Repetition;
import io.github.jlvs.keepalived.conf.text.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A keyword that is read, declared where it is read: messages, suggestions for misspelt words and
 * the documentation are made from this.
 *
 * @param name the word
 * @param argument what follows it
 * @param opens the block that it opens
 * @param standard what holds without it
 * @param sameAs the keyword that it is another word for
 * @param line what it does, in a line of documentation
 * @param <T> what its argument is read as
 */
public record Keyword<T>(
    String name,
    Argument<T> argument,
    Optional<Opened> opens,
    Standard standard,
    Optional<String> sameAs,
    String line) {

  private static final String EACH_LINE = "a block, in each line ";

  /**
   * A block that a keyword opens.
   *
   * @param kind its kind
   * @param keywords the keywords that are read in it; none in a list
   * @param repetitions what each of them means when it comes again
   */
  public record Opened(
      BlockKind kind, List<Keyword<?>> keywords, Map<String, Repetition> repetitions) {
    /** Keeps the collections as they are. */
    public Opened {
      keywords = List.copyOf(keywords);
      repetitions = Map.copyOf(repetitions);
    }

    /**
     * What a declaration opens.
     *
     * @param block the declaration
     * @return its kind and keywords
     */
    public static Opened of(DeclaredBlock<?> block) {
      return new Opened(block.kind(), block.keywords().declared(), block.keywords().repetitions());
    }
  }

  /**
   * A keyword without a block.
   *
   * @param name the word
   * @param argument what follows it
   * @return the keyword, of which {@link #says} tells what it does
   * @param <T> what its argument is read as
   */
  public static <T> Keyword<T> keyword(String name, Argument<T> argument) {
    return of(name, argument, Optional.empty());
  }

  /**
   * A keyword that opens a block of keywords.
   *
   * @param name the word
   * @param arguments what stands between it and the brace, for the documentation
   * @param block what is read in the block
   * @return the keyword
   */
  public static Keyword<Statement> block(String name, String arguments, DeclaredBlock<?> block) {
    return of(name, Argument.asWritten(arguments), Optional.of(Opened.of(block)));
  }

  /**
   * A keyword that opens a block of items.
   *
   * @param name the word
   * @param item what each line is, for the documentation
   * @return the keyword
   */
  public static Keyword<List<Statement>> list(String name, String item) {
    return of(
        name,
        Argument.list(EACH_LINE + item),
        Optional.of(new Opened(BlockKind.ITEMS, List.of(), Map.of())));
  }

  /**
   * A keyword that opens a block of items, and has a name.
   *
   * @param name the word
   * @param arguments what stands between it and the brace, for the documentation
   * @param item what each line is, for the documentation
   * @return the keyword
   */
  public static Keyword<Statement> namedList(String name, String arguments, String item) {
    return of(
        name,
        Argument.asWritten(arguments + "; " + EACH_LINE + item),
        Optional.of(new Opened(BlockKind.ITEMS, List.of(), Map.of())));
  }

  private static <T> Keyword<T> of(String name, Argument<T> argument, Optional<Opened> opens) {
    return new Keyword<>(name, argument, opens, new Standard.Nothing(), Optional.empty(), "");
  }

  /**
   * Says which value holds without the line.
   *
   * @param value the value, which is written as its text
   * @return this keyword with it
   */
  public Keyword<T> byDefault(Object value) {
    return byDefault(Standard.value(value));
  }

  /**
   * Says what holds without the line, for the documentation and for an explanation of a file.
   *
   * @param what what holds
   * @return this keyword with it
   */
  public Keyword<T> byDefault(Standard what) {
    return new Keyword<>(name, argument, opens, what, sameAs, line);
  }

  /**
   * Says that it is a second name of a keyword of the same block, which is declared before it.
   *
   * @param keyword that keyword
   * @return this keyword as another word for that
   */
  public Keyword<T> anotherWordFor(String keyword) {
    return new Keyword<>(
        name,
        argument,
        opens,
        standard,
        Optional.of(keyword),
        "Another word for `" + keyword + "`");
  }

  /**
   * Says what the keyword does.
   *
   * @param what a line of documentation
   * @return this keyword with it
   */
  public Keyword<T> says(String what) {
    return new Keyword<>(name, argument, opens, standard, sameAs, what);
  }
}
