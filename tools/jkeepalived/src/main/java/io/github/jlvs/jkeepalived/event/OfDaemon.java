// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.event;

import java.util.Optional;

/** What happens to the daemon itself. */
public sealed interface OfDaemon extends DaemonEvent {
  /**
   * It begins.
   *
   * @param version its own
   * @param pid its process
   * @param file what it reads
   */
  record Start(String version, long pid, String file) implements OfDaemon {
    @Override
    public EventKind kind() {
      return EventKind.DAEMON_START;
    }

    @Override
    public Told told() {
      return Told.of(kind(), "jkeepalived %s begins, process %d, %s".formatted(version, pid, file));
    }
  }

  /** Its start is over. */
  record Ready() implements OfDaemon {
    @Override
    public EventKind kind() {
      return EventKind.DAEMON_READY;
    }

    @Override
    public Told told() {
      return Told.of(kind(), "the start is over");
    }
  }

  /**
   * A reload is over.
   *
   * @param taken whether its configuration is in force
   * @param words what came of it, in a sentence
   * @param first what there was to say of it first: how much has changed, or why it was refused
   */
  record Reload(boolean taken, String words, Optional<String> first) implements OfDaemon {
    @Override
    public EventKind kind() {
      return EventKind.DAEMON_RELOAD;
    }

    @Override
    public Told told() {
      return Told.of(kind(), words + first.map(line -> " (" + line + ")").orElse(""))
          .to(taken ? "TAKEN" : "REFUSED")
          .reason(first);
    }
  }

  /**
   * A fault of the program.
   *
   * @param what happened
   */
  record Fault(String what) implements OfDaemon {
    @Override
    public EventKind kind() {
      return EventKind.DAEMON_FAULT;
    }

    @Override
    public Told told() {
      return Told.of(kind(), "a fault of the program, it stops: " + what);
    }
  }

  /** It stops. */
  record Stop() implements OfDaemon {
    @Override
    public EventKind kind() {
      return EventKind.DAEMON_STOP;
    }

    @Override
    public Told told() {
      return Told.of(kind(), "it stops");
    }
  }
}
