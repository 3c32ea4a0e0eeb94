// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What runs when a virtual router or a sync group changes state.
 *
 * @param master on becoming master
 * @param backup on becoming backup
 * @param fault on a fault
 * @param stop on the end of the daemon
 * @param deleted when a reload takes it away
 * @param masterReceivedLower when a master hears another one of lower priority
 * @param any on every change, with {@code INSTANCE|GROUP NAME STATE PRIORITY} added
 * @param priorityChanges whether FIFOs are told of every change of the priority
 */
public record NotifyScripts(
    Optional<Command> master,
    Optional<Command> backup,
    Optional<Command> fault,
    Optional<Command> stop,
    Optional<Command> deleted,
    Optional<Command> masterReceivedLower,
    Optional<Command> any,
    boolean priorityChanges) {

  /** Nothing runs. */
  public static final NotifyScripts NONE =
      new NotifyScripts(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false);

  /**
   * The commands.
   *
   * @return those that are there
   */
  public List<Command> commands() {
    return Stream.of(master, backup, fault, stop, deleted, masterReceivedLower, any)
        .flatMap(Optional::stream)
        .toList();
  }
}
