// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.seen;

/**
 * Something that was looked for.
 *
 * @param <T> what it is
 */
public sealed interface Sight<T> {
  /**
   * It was seen.
   *
   * @param value as it is
   */
  record Taken<T>(T value) implements Sight<T> {}

  /**
   * It could not be seen: nothing is known of it, and nothing may be concluded.
   *
   * @param why a clause for a person
   */
  record Missed<T>(String why) implements Sight<T> {}
}
