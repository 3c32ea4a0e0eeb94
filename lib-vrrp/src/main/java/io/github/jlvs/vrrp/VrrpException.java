// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

/**
 * Bytes that are no advertisement; {@link #rejection()} says why. It has no stack trace, and its
 * message is made when asked for: a flood of packets is refused by it.
 */
public final class VrrpException extends RuntimeException {
  /** Why the bytes were refused. */
  private final Rejection rejection;

  /**
   * Creates the exception for a rejection.
   *
   * @param rejection why the bytes were refused
   */
  public VrrpException(Rejection rejection) {
    super(null, null, false, false);
    this.rejection = rejection;
  }

  @Override
  public String getMessage() {
    return "VRRP packet refused: " + rejection.describe();
  }

  /**
   * Why the bytes were refused.
   *
   * @return the rejection
   */
  public Rejection rejection() {
    return rejection;
  }
}
