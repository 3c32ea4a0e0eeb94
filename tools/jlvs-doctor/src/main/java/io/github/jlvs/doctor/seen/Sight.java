// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.seen;

import java.util.Optional;

/**
 * Something that was looked for.
 *
 * @param <T> what it is
 */
public sealed interface Sight<T> {
  /**
   * It was seen.
   *
   * @param it as it is
   */
  record Taken<T>(T it) implements Sight<T> {
    @Override
    public Optional<T> seen() {
      return Optional.of(it);
    }

    @Override
    public Optional<String> missing() {
      return Optional.empty();
    }
  }

  /**
   * It could not be seen: nothing is known of it, and nothing may be concluded.
   *
   * @param why a clause for a person
   */
  record Missed<T>(String why) implements Sight<T> {
    @Override
    public Optional<T> seen() {
      return Optional.empty();
    }

    @Override
    public Optional<String> missing() {
      return Optional.of(why);
    }
  }

  /** It, where it was seen. */
  Optional<T> seen();

  /** Why it was not, where it was not. */
  Optional<String> missing();
}
