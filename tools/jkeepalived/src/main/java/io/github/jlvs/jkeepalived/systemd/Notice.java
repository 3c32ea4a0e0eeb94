// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.systemd;

/**
 * What a service tells its service manager, as sd_notify(3) has it: assignments, one a line.
 *
 * @param text the datagram
 */
public record Notice(String text) {
  /** The start is complete, or a reload is. */
  public static final Notice READY = new Notice("READY=1");

  /** The stop begins. */
  public static final Notice STOPPING = new Notice("STOPPING=1");

  /** All threads that the daemon's work hangs on are alive. */
  public static final Notice ALIVE = new Notice("WATCHDOG=1");

  /**
   * A reload begins.
   *
   * @param monotonicMicros the kernel's CLOCK_MONOTONIC, microseconds
   */
  public static Notice reloading(long monotonicMicros) {
    return new Notice("RELOADING=1\nMONOTONIC_USEC=" + monotonicMicros);
  }

  /**
   * How it is, in a line that {@code systemctl status} shows.
   *
   * @param line the line; whatever would end it is a blank
   */
  public static Notice status(String line) {
    return new Notice("STATUS=" + line.replaceAll("\\p{Cntrl}", " "));
  }
}
