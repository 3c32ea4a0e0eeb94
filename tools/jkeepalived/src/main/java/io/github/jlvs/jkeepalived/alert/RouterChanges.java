// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.alert;

import io.github.jlvs.vrrp.linux.RunnerEvent;
import java.util.Optional;

/** The changes among the events of virtual routers. */
public final class RouterChanges {
  private RouterChanges() {}

  /** What an event means for those who want to be told; nothing for most events. */
  public static Optional<Change> of(RunnerEvent event) {
    if (event instanceof RunnerEvent.StateChanged changed) {
      return Optional.of(
          new Change.OfRouter(
              changed.router(),
              changed.from(),
              changed.to(),
              changed.reason(),
              changed.priority(),
              changed.master()));
    } else if (event instanceof RunnerEvent.GroupChanged changed) {
      return Optional.of(new Change.OfGroup(changed.group(), changed.from(), changed.to()));
    }
    return Optional.empty();
  }
}
