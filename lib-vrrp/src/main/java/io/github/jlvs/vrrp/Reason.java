// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

/** Why a virtual router changed its state. */
public enum Reason {
  /** It was started (RFC 3768 section 6.4.1). */
  STARTUP,
  /** It was shut down (RFC 3768 sections 6.4.2 and 6.4.3). */
  SHUTDOWN,
  /** No master was heard for the master down interval (RFC 3768 section 6.4.2). */
  MASTER_DOWN,
  /** As master it heard one with a higher priority (RFC 3768 section 6.4.3). */
  HIGHER_PRIORITY,
  /** As master it heard one of the same priority with a higher address (RFC 3768 6.4.3). */
  HIGHER_ADDRESS,
  /**
   * As master that does not preempt it was late for so long that another may have become master
   * meanwhile: {@link VirtualRouterConfig#highestOther()}.
   */
  LATE,
  /** Something tracked went down. */
  TRACKED_DOWN,
  /** The last tracked thing that was down came up. */
  TRACKED_UP,
  /** It was asked to let another be master. */
  RESIGNED,
  /** It follows another member of its sync group. */
  SYNC_GROUP
}
