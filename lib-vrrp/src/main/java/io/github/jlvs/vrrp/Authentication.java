// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

/**
 * How an advertisement proves where it comes from (RFC 2338 section 5.3.6; RFC 3768 kept type 0
 * alone). The IP Authentication Header, type 2, is recognised when received and refused.
 */
public sealed interface Authentication permits Authentication.None, SimplePassword {

  /** No authentication, type 0: eight zero octets, ignored when received. */
  record None() implements Authentication {
    @Override
    public int type() {
      return 0;
    }
  }

  /**
   * No authentication.
   *
   * @return type 0
   */
  static Authentication none() {
    return new None();
  }

  /**
   * The number in the packet's authentication type field.
   *
   * @return 0 or 1
   */
  int type();
}
