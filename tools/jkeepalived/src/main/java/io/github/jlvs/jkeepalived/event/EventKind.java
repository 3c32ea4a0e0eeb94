// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.event;

import java.util.Locale;

/** The kinds of events. Their words are read by programs: none is renamed. */
public enum EventKind {
  /** The daemon begins. */
  DAEMON_START,
  /** The start is over: the first table is written. */
  DAEMON_READY,
  /** A reload was taken or refused. */
  DAEMON_RELOAD,
  /** A fault of the program, for which it stops. */
  DAEMON_FAULT,
  /** The daemon stops. */
  DAEMON_STOP,
  /** A virtual router has changed its state. */
  ROUTER_STATE,
  /** Another router is set up differently, and both may become master. */
  ROUTER_MISMATCH,
  /** A packet was refused for another reason. */
  ROUTER_REFUSED,
  /** Another master is heard that should yield, or is heard no more. */
  ROUTER_MASTERS,
  /** The effective priority has changed. */
  ROUTER_PRIORITY,
  /** Something that a virtual router needs is down, or is there again. */
  ROUTER_FAULT,
  /** A virtual router was run late. */
  ROUTER_LATE,
  /** An address could not be placed, is in place after all, or was put back. */
  ROUTER_ADDRESS,
  /** Advertisements could not be sent, or go out again. */
  ROUTER_SENDING,
  /** A sync group has changed its state. */
  GROUP_STATE,
  /** An interface of virtual routers has come or gone. */
  INTERFACE_STATE,
  /** A real server is up or down. */
  SERVER_STATE,
  /** A real server that is down takes connections all the same, or no longer. */
  SERVER_KEPT,
  /** A real server has another weight. */
  SERVER_WEIGHT,
  /** A real server that was taken out drains, or is done with it. */
  SERVER_DRAIN,
  /** An operator has decided something of a real server, or it is over. */
  SERVER_OVERRIDE,
  /** A quorum is gained or lost. */
  SERVICE_QUORUM,
  /** A sorry server stands in, or no longer. */
  SERVICE_SORRY,
  /** What somebody else had changed in the table was put right. */
  TABLE_REPAIRED,
  /** What others had made, or an earlier start, was removed from the table. */
  TABLE_REMOVED,
  /** The table could not be read or written, or can be again. */
  TABLE_STATE;

  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '.');

  /** What it is called: of what, and what about it, such as {@code router.state}. */
  public String word() {
    return word;
  }

  /** Of what: the part of the word before the dot. */
  public String subject() {
    return word.substring(0, word.indexOf('.'));
  }
}
