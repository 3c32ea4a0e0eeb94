// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import io.github.jlvs.linux.Signals;
import java.util.Arrays;
import java.util.Optional;

/** What signals ask the daemon for, by keepalived's names and numbers. */
public enum SignalFunction {
  /** Ends it; INT does as well. */
  STOP(Signals.SIGTERM),
  /** Reads the configuration again. */
  RELOAD(Signals.SIGHUP),
  /** Writes the state of everything. */
  DATA(Signals.SIGUSR1),
  /** Writes the counters of virtual routers. */
  STATS(Signals.SIGUSR2),
  /** Writes them, and begins to count anew. */
  STATS_CLEAR(63),
  /** Writes the state of virtual routers and their counters as JSON. */
  JSON(36);

  private final int signal;

  SignalFunction(int signal) {
    this.signal = signal;
  }

  /**
   * The one of a name.
   *
   * @param name as it is written on the command line
   * @return what it asks for; nothing for any other name
   */
  public static Optional<SignalFunction> named(String name) {
    return Arrays.stream(values()).filter(each -> each.name().equals(name)).findFirst();
  }

  /**
   * The one of a signal.
   *
   * @param signal its number
   * @return what it asks for; nothing where it asks for nothing
   */
  static Optional<SignalFunction> of(int signal) {
    return Arrays.stream(values()).filter(each -> each.signal == signal).findFirst();
  }

  /**
   * The signal.
   *
   * @return its number
   */
  public int signal() {
    return signal;
  }
}
