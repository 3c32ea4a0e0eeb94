// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

/** The states of a virtual router: RFC 3768 section 6.4, and keepalived's fault. */
public enum State {
  /** Not started, or shut down (RFC 3768 section 6.4.1). */
  INITIALIZE,
  /** Listening for the master (RFC 3768 section 6.4.2). */
  BACKUP,
  /** Advertising and holding the addresses (RFC 3768 section 6.4.3). */
  MASTER,
  /** Something tracked is down: out of the election until it is up again. Not in the RFC. */
  FAULT
}
