// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.log;

/** The part of the daemon that speaks, under the name that its syslog lines carry in keepalived. */
public enum Part {
  /** Start, configuration, signals, stop. */
  DAEMON(""),

  /** Virtual routers. */
  VRRP("_vrrp"),

  /** Checks and the IPVS table. */
  CHECKERS("_healthcheckers");

  private final String suffix;

  Part(String suffix) {
    this.suffix = suffix;
  }

  /** The name in syslog. */
  public String ident() {
    return "Keepalived" + suffix;
  }

  /** What its log file's name has. */
  String fileSuffix() {
    return suffix;
  }
}
