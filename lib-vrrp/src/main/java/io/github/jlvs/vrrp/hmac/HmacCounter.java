// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.hmac;

/** What a verifier counts, by the names that keepalived's JSON has. All only grow. */
public enum HmacCounter {
  /** Advertisements without a trailer, also where they are accepted. */
  MISSING("auth_ext_missing"),
  /** Those whose trailer, or what it would vouch for, has not the right form. */
  MALFORMED("auth_ext_malformed"),
  /** Those whose trailer names a key that this router does not have. */
  UNKNOWN_KEY("auth_ext_unknown_key"),
  /** Those whose HMAC is not that of the octets. */
  INVALID_HMAC("auth_ext_invalid_hmac"),
  /** Those whose time is outside the window. */
  STALE("auth_ext_stale"),
  /** Genuine ones that are no later than one that came before. */
  REPLAY("auth_ext_replay");

  private final String jsonName;

  HmacCounter(String jsonName) {
    this.jsonName = jsonName;
  }

  /**
   * The name of the field in keepalived's JSON.
   *
   * @return for example {@code auth_ext_missing}
   */
  public String jsonName() {
    return jsonName;
  }
}
