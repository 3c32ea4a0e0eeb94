// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.keyword;

import io.github.jlvs.keepalived.conf.keyword.Registration.Repetition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The keywords that a reader reads, each with what takes its value. They are declared once and for
 * all blocks of a kind, and so can be looked at without a configuration.
 *
 * @param <R> the reader, one for each block
 */
public final class Keywords<R> {
  private final Map<String, Registration<R, ?>> registrations;

  private Keywords(Map<String, Registration<R, ?>> registrations) {
    this.registrations = Collections.unmodifiableMap(registrations);
  }

  /**
   * No keyword yet.
   *
   * @return what {@link #on} and the others add to
   * @param <R> the reader
   */
  public static <R> Keywords<R> none() {
    return new Keywords<>(Map.of());
  }

  /**
   * A keyword that counts once; the last one wins, and a second one gets a warning.
   *
   * @param keyword the keyword
   * @param taker gives its value to a reader
   * @return these and that
   * @param <T> the value
   */
  public <T> Keywords<R> on(Keyword<T> keyword, BiConsumer<? super R, ? super T> taker) {
    return and(List.of(new Registration<R, T>(Repetition.LAST_COUNTS, keyword, taker)));
  }

  /**
   * A keyword that counts once; the first one wins, and a second one gets a warning.
   *
   * @param keyword the keyword
   * @param taker gives its value to a reader
   * @return these and that
   * @param <T> the value
   */
  public <T> Keywords<R> onFirst(Keyword<T> keyword, BiConsumer<? super R, ? super T> taker) {
    return and(List.of(new Registration<R, T>(Repetition.FIRST_COUNTS, keyword, taker)));
  }

  /**
   * A keyword that may stand any number of times.
   *
   * @param keyword the keyword
   * @param taker gives its value to a reader
   * @return these and that
   * @param <T> the value
   */
  public <T> Keywords<R> onEach(Keyword<T> keyword, BiConsumer<? super R, ? super T> taker) {
    return and(List.of(new Registration<R, T>(Repetition.EACH_COUNTS, keyword, taker)));
  }

  /**
   * A keyword that counts once and changes nothing: what follows it is looked at, and that is all.
   *
   * @param keyword the keyword
   * @return these and that
   * @param <T> its value
   */
  public <T> Keywords<R> checked(Keyword<T> keyword) {
    return on(keyword, (reader, value) -> {});
  }

  /**
   * Keywords that a part of the reader reads, which several kinds of block have.
   *
   * @param others the keywords of the part
   * @param part finds the part in the reader
   * @return these and those
   * @param <P> the part
   */
  public <P> Keywords<R> with(Keywords<P> others, Function<R, P> part) {
    List<Registration<R, ?>> moved = new ArrayList<>();
    others.registrations.values().forEach(each -> moved.add(each.within(part)));
    return and(moved);
  }

  private Keywords<R> and(List<Registration<R, ?>> more) {
    Map<String, Registration<R, ?>> all = new LinkedHashMap<>(registrations);
    for (Registration<R, ?> each : more) {
      String name = each.keyword().name();
      if (all.containsKey(name)) {
        throw new IllegalArgumentException(name + " is declared twice in one block");
      }
      all.put(name, each);
    }
    return new Keywords<>(all);
  }

  /**
   * The keyword of a line.
   *
   * @param name the first word of the line
   * @return the keyword with what takes its value; nothing if it is not read here
   */
  public Optional<Registration<R, ?>> find(String name) {
    return Optional.ofNullable(registrations.get(name));
  }

  /**
   * All of them.
   *
   * @return the keywords in the order of their declaration
   */
  public List<Keyword<?>> declared() {
    List<Keyword<?>> keywords = new ArrayList<>();
    registrations.values().forEach(each -> keywords.add(each.keyword()));
    return List.copyOf(keywords);
  }

  /**
   * What each of them means when it comes again.
   *
   * @return the meaning by keyword
   */
  public Map<String, Repetition> repetitions() {
    Map<String, Repetition> repetitions = new LinkedHashMap<>();
    registrations.forEach((name, each) -> repetitions.put(name, each.repetition()));
    return Collections.unmodifiableMap(repetitions);
  }
}
