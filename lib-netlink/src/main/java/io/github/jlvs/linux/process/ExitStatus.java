// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.process;

/** How a process has ended. */
public sealed interface ExitStatus {
  /**
   * Whether it ended with status 0.
   *
   * @return false after a signal too
   */
  default boolean isSuccess() {
    return this instanceof Exited exited && exited.status() == 0;
  }

  /**
   * It has ended by itself.
   *
   * @param status 0 to 255
   */
  record Exited(int status) implements ExitStatus {
    @Override
    public String toString() {
      return "exited with status " + status;
    }
  }

  /**
   * A signal has ended it.
   *
   * @param signal its number
   */
  record Signalled(int signal) implements ExitStatus {
    @Override
    public String toString() {
      return "due to signal " + signal;
    }
  }
}
