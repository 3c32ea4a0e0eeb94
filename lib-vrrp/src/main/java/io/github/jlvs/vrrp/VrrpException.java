// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

/** Bytes that are no VRRPv2 advertisement; {@link #rejection()} says why. */
public final class VrrpException extends RuntimeException {
  /** Why the bytes were refused. */
  private final Rejection rejection;

  /**
   * Creates the exception for a rejection.
   *
   * @param rejection why the bytes were refused
   */
  public VrrpException(Rejection rejection) {
    super("VRRP packet refused: " + rejection.describe());
    this.rejection = rejection;
  }

  /**
   * Tells why the bytes were refused.
   *
   * @return the rejection
   */
  public Rejection rejection() {
    return rejection;
  }
}
