// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

import java.util.Optional;

/**
 * What is remembered, and why not more.
 *
 * @param trouble a sentence, where there is a record that can't be used
 * @param worthKeeping whether a person may still read something in that record
 */
public record RememberedState(SavedState state, Optional<String> trouble, boolean worthKeeping) {
  /** Where a damaged record ends up, after its own name. */
  public static final String ASIDE = ".damaged";

  /** A record that was read whole, or none where none is to be expected. */
  public static RememberedState of(SavedState state) {
    return new RememberedState(state, Optional.empty(), false);
  }

  /** A record that is of no use. */
  public static RememberedState lost(String trouble) {
    return new RememberedState(SavedState.NOTHING, Optional.of(trouble), false);
  }

  /** A record that start or stop puts aside. */
  public static RememberedState damaged(String name, String why) {
    String trouble =
        "the record "
            + name
            + " is damaged ("
            + why
            + "): what the kernel parameters were before start is not known; the next start or stop"
            + " keeps it as "
            + name
            + ASIDE;
    return new RememberedState(SavedState.NOTHING, Optional.of(trouble), true);
  }
}
