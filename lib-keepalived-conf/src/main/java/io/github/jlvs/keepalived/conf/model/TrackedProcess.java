// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.model;

import java.time.Duration;
import java.util.List;

/**
 * A {@code vrrp_track_process}: processes whose number decides. What follows for virtual routers is
 * in their setups, under the name of {@link #thing()}.
 *
 * @param name its name in the configuration
 * @param command the name of the program or its path, and its arguments; one word at least
 * @param match what of a process is compared with that
 * @param quorum so many processes at least
 * @param quorumMax so many processes at the most, not below {@code quorum}
 * @param forkDelay how long it is so before it counts, where a process made another one
 * @param terminateDelay how long it is so before it counts, where a process is there no more
 */
public record TrackedProcess(
    String name,
    List<String> command,
    Match match,
    int quorum,
    int quorumMax,
    Duration forkDelay,
    Duration terminateDelay) {

  /** What of a process is compared. */
  public enum Match {
    /** Its name, of which the kernel keeps 15 bytes. */
    NAME,
    /** The first word of its command line, whatever follows. */
    PROGRAM,
    /** The whole command line. */
    ALL,
    /** The command line as far as {@code command} goes. */
    FIRST_ARGUMENTS,
    /** The same, and of the last of those words its beginning. */
    BEGINNING
  }

  /**
   * Keeps the list as it is.
   *
   * @throws IllegalArgumentException if the command is empty, or a number is not in its place
   */
  public TrackedProcess {
    command = List.copyOf(command);
    if (command.isEmpty() || quorum < 0 || quorumMax < quorum) {
      throw new IllegalArgumentException(
          "process " + name + ": " + command + ", quorum " + quorum + " to " + quorumMax);
    }
  }

  /**
   * What virtual routers track.
   *
   * @return the name under which its state is reported
   */
  public String thing() {
    return "process " + name;
  }
}
