// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.tracking;

/** How something is that virtual routers track. */
public sealed interface TrackedState {
  /** It is as it should be. */
  TrackedState UP = new Up();

  /** It is not. */
  TrackedState DOWN = new Down();

  /** Nobody has looked yet. */
  TrackedState UNKNOWN = new Unknown();

  /** Nobody can look: nothing follows from it, and nobody waits for it. */
  TrackedState UNTRACKED = new Untracked();

  /** Nobody can look. */
  record Untracked() implements TrackedState {}

  /** It is as it should be. */
  record Up() implements TrackedState {}

  /** It is not. */
  record Down() implements TrackedState {}

  /** Nobody has looked yet. A virtual router for which it may be a fault waits with its start. */
  record Unknown() implements TrackedState {}

  /**
   * It is a number, such as the content of a file.
   *
   * @param value the number
   */
  record Value(int value) implements TrackedState {}
}
