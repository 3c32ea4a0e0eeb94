// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.text;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A line of a configuration: a keyword, what follows it, and the block it opens.
 *
 * @param keyword the first word
 * @param arguments the other words
 * @param argumentText the other words as they are written, blanks between them included
 * @param block what stands between its braces, if it has any
 */
public record Statement(
    Word keyword, List<Word> arguments, String argumentText, Optional<Block> block) {

  /** Makes the lists unmodifiable. */
  public Statement {
    arguments = List.copyOf(arguments);
  }

  /**
   * The value of the keyword.
   *
   * @return the first word's text
   */
  public String name() {
    return keyword.text();
  }

  /**
   * Where the statement begins.
   *
   * @return the position of the keyword
   */
  public Position position() {
    return keyword.position();
  }

  /**
   * What stands in its block.
   *
   * @return the statements between its braces; none where it has no block
   */
  public List<Statement> children() {
    return block.map(Block::statements).orElse(List.of());
  }

  /**
   * All words, for lines that are items of a list and have no keyword.
   *
   * @return the keyword and the arguments
   */
  public List<Word> words() {
    return Stream.concat(Stream.of(keyword), arguments.stream()).toList();
  }
}
