// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr;

import io.github.jlvs.hadr.scenario.Allowed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The program that runs on a director.
 *
 * @param name as it is told
 * @param command the program and what stands before its options {@code -n -l -D -f FILE -p PIDFILE}
 * @param isReference whether it is keepalived itself, which differs in a few things on purpose
 * @param startUp how long it may take from its start until it takes part
 */
public record DirectorDaemon(
    String name, List<String> command, boolean isReference, Duration startUp) {

  /** Keeps its own copy of the command. */
  public DirectorDaemon {
    command = List.copyOf(command);
  }

  /** Our daemon, from a checkout. */
  public static DirectorDaemon jkeepalived(Path checkout) {
    String launcher = checkout.resolve("tools/bin/jkeepalived").toString();
    return new DirectorDaemon("jkeepalived", List.of(launcher), false, Duration.ofSeconds(5));
  }

  /** The reference, as Debian packages it. */
  public static DirectorDaemon keepalived() {
    return new DirectorDaemon("keepalived", List.of("keepalived"), true, Duration.ofSeconds(1));
  }

  /**
   * The same on this machine: a start may take three times what its configuration test took.
   *
   * @param test how long that was
   */
  DirectorDaemon whoseTestTook(Duration test) {
    Duration here = test.multipliedBy(3);
    return here.compareTo(startUp) > 0
        ? new DirectorDaemon(name, command, isReference, here)
        : this;
  }

  /** The time a protocol allows, and what this program may need to start. */
  public Allowed afterStart(Allowed allowed) {
    return allowed.plus(startUp, "%d s to start".formatted(startUp.toSeconds()));
  }
}
