// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import java.util.Optional;

/** What mends a fault. */
public sealed interface Remedy {
  /**
   * A command for a shell of root.
   *
   * @param host where it is typed; nothing for the host that was looked at
   * @param line as it is typed
   */
  record Command(Optional<String> host, String line) implements Remedy {}

  /**
   * Something that no command does, such as a change of a file.
   *
   * @param text a sentence
   */
  record Advice(String text) implements Remedy {}

  /** What starts the daemon of this host, whichever it is: the beginning of a sentence. */
  String START_DAEMON = "Start the daemon (systemctl start keepalived, or jkeepalived)";

  /** A command for this host. */
  static Remedy here(String line) {
    return new Command(Optional.empty(), line);
  }

  /** Has the daemon of this host read its file again, whichever it is and whatever started it. */
  static Remedy reload() {
    return here("pkill -HUP -o -x 'j?keepalived'");
  }

  /** A command for another host. */
  static Remedy on(String host, String line) {
    return new Command(Optional.of(host), line);
  }
}
