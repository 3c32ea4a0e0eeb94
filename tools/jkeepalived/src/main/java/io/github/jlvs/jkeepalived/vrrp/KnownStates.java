// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.vrrp;

import io.github.jlvs.vrrp.State;
import java.util.SortedMap;
import java.util.TreeMap;

/** The states of virtual routers as their events have told them. Not thread-safe. */
public final class KnownStates {
  private final SortedMap<String, State> states = new TreeMap<>();

  /** Nothing was told yet. */
  public KnownStates() {}

  /** A virtual router has gone over to a state; one that has ended is known no more. */
  public void changed(String router, State to) {
    if (to == State.INITIALIZE) {
      states.remove(router);
    } else {
      states.put(router, to);
    }
  }

  /** The state of one; {@link State#INITIALIZE} where nothing is known of it. */
  public State of(String router) {
    return states.getOrDefault(router, State.INITIALIZE);
  }

  /** Those that run, by name, as they are now. */
  public SortedMap<String, State> all() {
    return new TreeMap<>(states);
  }
}
