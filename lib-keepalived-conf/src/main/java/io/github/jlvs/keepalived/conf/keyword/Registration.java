// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.keyword;

import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.text.Statement;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A keyword with what takes its value.
 *
 * @param repetition what it means when it comes again
 * @param keyword the keyword
 * @param taker gives the value to a reader
 * @param <R> the reader
 * @param <T> the value
 */
public record Registration<R, T>(
    Repetition repetition, Keyword<T> keyword, BiConsumer<? super R, ? super T> taker) {

  /** What a keyword means that comes again. */
  public enum Repetition {
    /** The first one counts, and another gets a warning. */
    FIRST_COUNTS,
    /** The last one counts, and another gets a warning. */
    LAST_COUNTS,
    /** It may stand any number of times. */
    EACH_COUNTS
  }

  /**
   * Reads a line with this keyword.
   *
   * @param statement the line
   * @param reader takes the value
   * @param words receives what is wrong with the line
   */
  public void read(Statement statement, R reader, Words words) {
    taker.accept(reader, keyword.argument().read(statement, words));
  }

  <P> Registration<P, T> within(Function<P, R> part) {
    return new Registration<>(
        repetition, keyword, (whole, value) -> taker.accept(part.apply(whole), value));
  }
}
