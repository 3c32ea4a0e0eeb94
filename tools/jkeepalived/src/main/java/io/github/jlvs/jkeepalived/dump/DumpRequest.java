// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.dump;

/** What a signal asks for. */
public enum DumpRequest {
  /** The state of everything, in a file for each part of the daemon. */
  STATE,
  /** The counters of virtual routers. */
  STATISTICS,
  /** The same, and to count anew from then on. */
  STATISTICS_ANEW,
  /** State and counters of virtual routers as JSON. */
  JSON
}
