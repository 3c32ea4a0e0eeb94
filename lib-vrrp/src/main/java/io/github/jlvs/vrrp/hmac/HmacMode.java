// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.hmac;

/**
 * How much a router asks for: the steps in which HMAC comes to routers that run, on all of them
 * before the next step on any. A router that doesn't know the trailer refuses advertisements with
 * one, and takes over.
 *
 * <p>In every mode a trailer that is there must be right.
 */
public enum HmacMode {
  /** Verifies what is signed, accepts what is not, and signs nothing. */
  RECEIVE_ONLY("receive-only", false, false),
  /** Signs, and accepts what is not signed. */
  PERMISSIVE("permissive", true, false),
  /** Signs, and accepts nothing that is not signed. */
  ENFORCE("enforce", true, true);

  private final String keyword;
  private final boolean signs;
  private final boolean demands;

  HmacMode(String keyword, boolean signs, boolean demands) {
    this.keyword = keyword;
    this.signs = signs;
    this.demands = demands;
  }

  /**
   * The mode's name in keepalived.conf.
   *
   * @return for example {@code receive-only}
   */
  public String keyword() {
    return keyword;
  }

  /**
   * Whether advertisements go out with a trailer.
   *
   * @return true from permissive on
   */
  public boolean signs() {
    return signs;
  }

  /**
   * Whether an advertisement without a trailer is refused.
   *
   * @return true for enforce
   */
  public boolean demandsSignature() {
    return demands;
  }
}
