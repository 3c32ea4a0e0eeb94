// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.notify;

import io.github.jlvs.vrrp.State;
import java.util.HashMap;
import java.util.Map;

/** The states of virtual routers as their events have told them. */
final class KnownStates {
  private final Map<String, State> states = new HashMap<>();

  void changed(String router, State to) {
    if (to == State.INITIALIZE) {
      states.remove(router);
    } else {
      states.put(router, to);
    }
  }

  State of(String router) {
    return states.getOrDefault(router, State.INITIALIZE);
  }
}
