// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.model;

/** The Unix socket on which the daemon answers who asks how it stands. */
public sealed interface ControlSocket {
  /** Where it is if nobody says so: below /run, by the daemon's name among others. */
  record Usual() implements ControlSocket {}

  /**
   * In a place of the operator's.
   *
   * @param path a whole path of 90 octets at the most; whether there can be a socket is found out
   *     when it is made
   */
  record At(String path) implements ControlSocket {}

  /** Nobody is answered. */
  record None() implements ControlSocket {}
}
