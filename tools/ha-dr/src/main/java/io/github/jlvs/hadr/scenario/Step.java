// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr.scenario;

/**
 * One step of a scenario.
 *
 * @param <S> the site it is performed on
 */
public interface Step<S> {

  /** A short name in lower case with hyphens, such as {@code ds1-stopped}. */
  String name();

  /** What happens, as a heading. */
  String title();

  /**
   * Performs the step. It fails when a check does, or when this throws a {@link RuntimeException}.
   * What it breaks on purpose it mends before it ends, however it ends: the next step goes on from
   * there.
   *
   * @param site where
   * @param checks takes what was found
   */
  void perform(S site, Assertions checks);
}
