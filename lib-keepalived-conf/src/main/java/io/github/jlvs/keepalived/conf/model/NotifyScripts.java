// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.model;

import java.util.Optional;

/**
 * What runs when a virtual router or a sync group changes state.
 *
 * @param master on becoming master
 * @param backup on becoming backup
 * @param fault on a fault
 * @param stop on the end of the daemon
 * @param masterReceivedLower when a master hears another one of lower priority
 * @param any on every change, with {@code INSTANCE|GROUP NAME STATE PRIORITY} added
 */
public record NotifyScripts(
    Optional<Command> master,
    Optional<Command> backup,
    Optional<Command> fault,
    Optional<Command> stop,
    Optional<Command> masterReceivedLower,
    Optional<Command> any) {

  /** Nothing runs. */
  public static final NotifyScripts NONE =
      new NotifyScripts(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
}
