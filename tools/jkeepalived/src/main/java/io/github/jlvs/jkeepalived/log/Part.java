// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.log;

/** The part of the daemon that speaks, under the name that its syslog lines carry in keepalived. */
public enum Part {
  /** Start, configuration, signals, stop. */
  DAEMON("Keepalived"),

  /** Virtual routers. */
  VRRP("Keepalived_vrrp"),

  /** Checks and the IPVS table. */
  CHECKERS("Keepalived_healthcheckers");

  private final String ident;

  Part(String ident) {
    this.ident = ident;
  }

  /** The name in syslog. */
  public String ident() {
    return ident;
  }
}
