// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

/**
 * A right that Linux gives to a thread apart from its user: those of capabilities(7) that a network
 * daemon has a use for.
 */
public enum Capability {
  /** To give files to other users. */
  CHOWN(0),
  /** To read and write files whoever owns them. */
  DAC_OVERRIDE(1),
  /** To read files and to look into directories whoever owns them. */
  DAC_READ_SEARCH(2),
  /** To send signals to processes of other users. */
  KILL(5),
  /** To become another group. */
  SETGID(6),
  /** To become another user. */
  SETUID(7),
  /** To bind sockets to ports below 1024. */
  NET_BIND_SERVICE(10),
  /** To change addresses, routes, the IPVS table and packet filters. */
  NET_ADMIN(12),
  /** To open raw sockets and packet sockets. */
  NET_RAW(13);

  private final int number;

  Capability(int number) {
    this.number = number;
  }

  /** Its bit in a set of include/uapi/linux/capability.h. */
  long bit() {
    return 1L << number;
  }

  /**
   * Its name.
   *
   * @return for example {@code CAP_NET_ADMIN}
   */
  @Override
  public String toString() {
    return "CAP_" + name();
  }
}
