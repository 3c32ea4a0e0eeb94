// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.model;

/**
 * Where the files go that signals ask for. Paths are whole ones; whether there can be a file of
 * that name is found out when it is written.
 *
 * @param state the state of virtual routers; beside it lie those of the global settings and of the
 *     virtual servers, as {@link #beside} names them
 * @param statistics the counters of virtual routers
 * @param json both as JSON
 * @param jsonVersion 1 for an array of virtual routers, 2 for an object that has it
 */
public record DumpSettings(String state, String statistics, String json, int jsonVersion) {
  /** keepalived's. */
  public static final DumpSettings DEFAULT =
      new DumpSettings("/tmp/keepalived.data", "/tmp/keepalived.stats", "/tmp/keepalived.json", 1);

  /**
   * The file of another part of the daemon's state.
   *
   * @param part such as {@code check}
   * @return {@code /tmp/keepalived_check.data} beside {@code /tmp/keepalived.data}
   */
  public String beside(String part) {
    int dot = state.lastIndexOf('.');
    boolean ofTheName = dot > state.lastIndexOf('/') + 1;
    int end = ofTheName ? dot : state.length();
    return state.substring(0, end) + "_" + part + state.substring(end);
  }
}
