// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.Placed;
import io.github.jlvs.keepalived.conf.text.Position;
import java.util.Optional;

/**
 * A value with the place that messages about it point at.
 *
 * @param value the value
 * @param position where it was read
 */
record Located<T>(T value, Position position) implements Placed {

  /** An argument with the place of its first word, which there is where there is a value. */
  static <T> Argument<Optional<Located<T>>> word(Argument<Optional<T>> argument) {
    return Argument.of(
        argument.description(),
        (statement, words) ->
            argument
                .read(statement, words)
                .map(value -> new Located<>(value, statement.arguments().get(0).position())));
  }

  /** An argument with the place of its keyword. */
  static <T> Argument<Located<T>> line(Argument<T> argument) {
    return Argument.of(
        argument.description(),
        (statement, words) -> new Located<>(argument.read(statement, words), statement.position()));
  }
}
