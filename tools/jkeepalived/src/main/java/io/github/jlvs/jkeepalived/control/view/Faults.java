// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.linux.RouterStatus;
import java.util.List;

/** Why a virtual router takes no part. */
final class Faults {
  private Faults() {}

  /** Of one in fault its group may be the reason, or it waits for its first result. */
  static List<String> of(RouterStatus router) {
    return router.trackedDown().isEmpty() && router.state() == State.FAULT
        ? List.of("another member of its sync group is in fault")
        : List.copyOf(router.trackedDown());
  }
}
