// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.model;

import java.util.Optional;

/**
 * What runs when a real server, or a virtual server, comes up or goes down.
 *
 * @param up {@code notify_up} or {@code quorum_up}
 * @param down {@code notify_down} or {@code quorum_down}
 */
public record UpDownScripts(Optional<Command> up, Optional<Command> down) {

  /** Nothing runs. */
  public static final UpDownScripts NONE = new UpDownScripts(Optional.empty(), Optional.empty());
}
