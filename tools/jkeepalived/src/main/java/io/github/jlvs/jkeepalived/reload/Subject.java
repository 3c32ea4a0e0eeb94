// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.reload;

/** What a reload may change, in the order in which it is told. */
public enum Subject {
  /** A value of {@code global_defs}, or what holds for all interfaces and virtual routers. */
  GLOBAL_SETTING("global setting", "global settings"),
  /** An address, a route or a rule that the host has whoever is master. */
  STATIC_ENTRY("static entry", "static entries"),
  /** A script, a file or a process that virtual routers track. */
  TRACKED("tracked", "tracked things"),
  /** A {@code vrrp_sync_group}. */
  SYNC_GROUP("sync group", "sync groups"),
  /** A {@code vrrp_instance}. */
  VIRTUAL_ROUTER("virtual router", "virtual routers"),
  /** A {@code virtual_server}, apart from its real servers. */
  VIRTUAL_SERVER("virtual server", "virtual servers"),
  /** A {@code real_server} of a virtual server that was there before and stays. */
  REAL_SERVER("real server", "real servers");

  private final String before;
  private final String several;

  Subject(String before, String several) {
    this.before = before;
    this.several = several;
  }

  /** What stands before a name. */
  String before() {
    return before;
  }

  /** So many of them, with the noun that suits. */
  String counted(int number) {
    boolean one = number == 1;
    return number + " " + (one ? (this == TRACKED ? "tracked thing" : before) : several);
  }
}
