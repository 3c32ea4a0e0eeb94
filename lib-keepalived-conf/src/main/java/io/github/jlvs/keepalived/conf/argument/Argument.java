// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.argument;

import io.github.jlvs.keepalived.conf.model.Command;
import io.github.jlvs.keepalived.conf.text.Block;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import io.github.jlvs.net.IpProtocol;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What follows a keyword on its line, read as a value.
 *
 * @param <T> what it is read as: an {@link Optional} where a wrong word is no value, and an error
 */
public interface Argument<T> {
  /**
   * Reads what follows the keyword.
   *
   * @param statement the line
   * @param words receives what is wrong with it
   * @return the value
   */
  T read(Statement statement, Words words);

  /**
   * What may follow, for the documentation.
   *
   * @return such as {@code seconds, 0 to 86400}; empty where nothing may
   */
  String description();

  /**
   * An argument of its own kind.
   *
   * @param description what may follow, for the documentation
   * @param reader reads a line, and says what is wrong with it
   * @return the argument
   * @param <T> what it is read as
   */
  static <T> Argument<T> of(String description, BiFunction<Statement, Words, T> reader) {
    return new Argument<>() {
      @Override
      public T read(Statement statement, Words words) {
        return reader.apply(statement, words);
      }

      @Override
      public String description() {
        return description;
      }
    };
  }

  /**
   * One word.
   *
   * @param description what may follow, for the documentation
   * @param what what the word is, with its article, for messages
   * @param value reads the word
   * @return the argument
   * @param <T> what the word is read as
   */
  static <T> Argument<Optional<T>> only(String description, String what, Value<T> value) {
    return of(
        description,
        (statement, words) -> words.only(statement, what).flatMap(word -> value.read(word, words)));
  }

  /**
   * One of some words.
   *
   * @param what what they are, with its article, for messages
   * @param values what they mean
   * @param word how each is written
   * @return the argument
   * @param <T> what a word is read as
   */
  static <T> Argument<Optional<T>> choice(String what, T[] values, Function<T, String> word) {
    List<String> known = Arrays.stream(values).map(word).toList();
    return only(
        String.join(", ", known),
        what,
        (given, words) ->
            new ChoiceValue(what, known)
                .read(given, words)
                .map(chosen -> values[known.indexOf(chosen)]));
  }

  /**
   * A whole number.
   *
   * @param min the smallest
   * @param max the greatest
   * @return the argument
   */
  static Argument<Optional<Integer>> number(int min, int max) {
    return number((long) min, max).map(given -> given.map(Math::toIntExact));
  }

  /**
   * A whole number that may need 64 bits.
   *
   * @param min the smallest
   * @param max the greatest
   * @return the argument
   */
  static Argument<Optional<Long>> number(long min, long max) {
    return number("a number", min, max);
  }

  /**
   * A whole number of some kind.
   *
   * @param what what it is, with its article, for messages
   * @param min the smallest
   * @param max the greatest
   * @return the argument
   */
  static Argument<Optional<Long>> number(String what, long min, long max) {
    return of(
        min + " to " + max,
        (statement, words) ->
            words
                .only(statement, what)
                .flatMap(word -> new NumberValue(statement.name(), min, max).read(word, words)));
  }

  /**
   * A time in seconds, with decimals.
   *
   * @param min the shortest, as messages show it
   * @param max the longest, as messages show it
   * @return the argument
   */
  static Argument<Optional<Duration>> seconds(String min, String max) {
    return of(
        "seconds, " + min + " to " + max,
        (statement, words) ->
            words
                .only(statement, "a number of seconds")
                .flatMap(word -> new SecondsValue(statement.name(), min, max).read(word, words)));
  }

  /**
   * A switch; the keyword alone turns it on.
   *
   * @return the argument
   */
  static Argument<Boolean> flag() {
    return new Flag();
  }

  /**
   * Nothing: the keyword is on wherever it stands, and a word after it, such as {@code off}, may
   * mean the contrary of what it does.
   *
   * @return the argument: where the keyword stands
   */
  static Argument<Position> presence() {
    return new Presence();
  }

  /**
   * Nothing.
   *
   * @return the argument: where the keyword stands
   */
  static Argument<Position> nothing() {
    return of(
        "",
        (statement, words) -> {
          words.atMost(statement, 0);
          return statement.position();
        });
  }

  /**
   * An address of either family.
   *
   * @return the argument
   */
  static Argument<Optional<InetAddress>> address() {
    return only("an address", "an address", new AddressValue());
  }

  /**
   * The name of an interface.
   *
   * @return the argument
   */
  static Argument<Optional<String>> interfaceName() {
    return only("an interface", "an interface", new InterfaceValue());
  }

  /**
   * A name of any letters.
   *
   * @return the argument
   */
  static Argument<Optional<String>> name() {
    return only("a name", "a name", (word, words) -> Optional.of(word.text()));
  }

  /**
   * A transport protocol.
   *
   * @return the argument
   */
  static Argument<Optional<IpProtocol>> protocol() {
    return only("TCP, UDP or SCTP, in letters of any case", "a protocol", new ProtocolValue());
  }

  /**
   * A command with its arguments, and perhaps whom it runs as.
   *
   * @return the argument
   */
  static Argument<Optional<Command>> command() {
    return new CommandArgument();
  }

  /**
   * The lines of a block that are items and not keywords.
   *
   * @param description what each line is
   * @return the argument
   */
  static Argument<List<Statement>> list(String description) {
    return of(
        description,
        (statement, words) -> {
          words.atMost(statement, 0);
          return statement.block().map(Block::statements).orElse(List.of());
        });
  }

  /**
   * What is read when more is known than the line itself.
   *
   * @param description what may follow
   * @return the argument: the line as it is
   */
  static Argument<Statement> asWritten(String description) {
    return of(description, (statement, words) -> statement);
  }

  /**
   * The same words, read as another value.
   *
   * @param to makes it from this one's value
   * @return the argument
   * @param <U> what it is read as then
   */
  default <U> Argument<U> map(Function<? super T, ? extends U> to) {
    return of(description(), (statement, words) -> to.apply(read(statement, words)));
  }

  /**
   * The first word after the keyword, without a look at it.
   *
   * @param description what may follow, for the documentation
   * @param what what the word is, with its article, for messages
   * @return the argument
   */
  static Argument<Optional<Word>> word(String description, String what) {
    return only(description, what, (word, words) -> Optional.of(word));
  }
}
