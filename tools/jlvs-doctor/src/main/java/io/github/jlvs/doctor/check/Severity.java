// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

/** How bad it is, in the words and exit statuses of monitoring plugins. */
public enum Severity {
  OK,
  /** Nothing is wrong; something is good to know. */
  INFO,
  /** Clients are served, and will not be when something else happens. */
  WARNING,
  /** Clients are not served, or not all of them. */
  CRITICAL;

  /** The state that a monitor shows: what is only good to know is no alarm. */
  public State state() {
    return switch (this) {
      case OK, INFO -> State.OK;
      case WARNING -> State.WARNING;
      case CRITICAL -> State.CRITICAL;
    };
  }

  /** In the order of a plugin's exit statuses, from 0. */
  public enum State {
    OK,
    WARNING,
    CRITICAL
  }
}
