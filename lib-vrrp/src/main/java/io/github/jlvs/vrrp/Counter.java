// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import io.github.jlvs.vrrp.hmac.HmacVerdict;

/** What a virtual router counts: keepalived's counters, and those that it lacks. All only grow. */
public enum Counter {
  /** Accepted advertisements. */
  ADVERTISEMENTS_RECEIVED(false),
  /** Advertisements asked to be sent, whatever the number of peers. */
  ADVERTISEMENTS_SENT(false),
  /** Transitions to master. */
  BECAME_MASTER(false),
  /** Transitions from master. */
  RELEASED_MASTER(false),
  /** Accepted advertisements with priority 0. */
  PRIORITY_ZERO_RECEIVED(false),
  /** Sent advertisements with priority 0. */
  PRIORITY_ZERO_SENT(false),
  /** Packets refused for their length. */
  LENGTH_ERRORS(true),
  /** Packets refused for their checksum. */
  CHECKSUM_ERRORS(true),
  /** Packets refused for their TTL. */
  TTL_ERRORS(true),
  /** Packets refused for their version. */
  VERSION_ERRORS(true),
  /** Packets refused for their packet type. */
  TYPE_ERRORS(true),
  /** Packets refused for another VRID. */
  VRID_ERRORS(true),
  /** Packets refused for their interval. */
  INTERVAL_ERRORS(true),
  /** Packets refused for their address list. */
  ADDRESS_LIST_ERRORS(true),
  /** Packets refused for an authentication type that does not exist or is not supported. */
  INVALID_AUTHENTICATION_TYPE(true),
  /** Packets refused for an authentication type that is not the configured one. */
  AUTHENTICATION_TYPE_MISMATCH(true),
  /** Packets refused for their password. */
  AUTHENTICATION_FAILURES(true),
  /** Accepted advertisements that are not signed, where signatures are not demanded yet. */
  UNSIGNED_ACCEPTED(false),
  /** Packets refused as they are not signed. */
  HMAC_MISSING(true),
  /** Packets refused for the form of what is behind the advertisement. */
  HMAC_MALFORMED(true),
  /** Packets refused for a key that this router does not have. */
  HMAC_UNKNOWN_KEY(true),
  /** Packets refused for a time outside the window. */
  HMAC_STALE(true),
  /** Packets refused for another HMAC than theirs. */
  HMAC_INVALID(true),
  /** Packets refused as one that is no earlier was accepted. */
  HMAC_REPLAYED(true),
  /** Packets refused for anything else: destination, source, IP header. */
  OTHER_ERRORS(true);

  private final boolean refusal;

  Counter(boolean refusal) {
    this.refusal = refusal;
  }

  /**
   * Whether it counts refused packets.
   *
   * @return true if each refused packet is counted by one of those
   */
  public boolean isRefusal() {
    return refusal;
  }

  /** The one that counts packets refused for this; {@link #OTHER_ERRORS} where none is its own. */
  static Counter of(Rejection rejection) {
    if (rejection instanceof Rejection.Length) {
      return LENGTH_ERRORS;
    } else if (rejection instanceof Rejection.Checksum) {
      return CHECKSUM_ERRORS;
    } else if (rejection instanceof Rejection.Ttl) {
      return TTL_ERRORS;
    } else if (rejection instanceof Rejection.Version) {
      return VERSION_ERRORS;
    } else if (rejection instanceof Rejection.PacketType) {
      return TYPE_ERRORS;
    } else if (rejection instanceof Rejection.VirtualRouterId) {
      return VRID_ERRORS;
    } else if (rejection instanceof Rejection.Interval) {
      return INTERVAL_ERRORS;
    } else if (rejection instanceof Rejection.AddressList) {
      return ADDRESS_LIST_ERRORS;
    } else if (rejection instanceof Rejection.AuthenticationHeader) {
      return INVALID_AUTHENTICATION_TYPE;
    } else if (rejection instanceof Rejection.AuthenticationType kind) {
      return kind.received() > 1 ? INVALID_AUTHENTICATION_TYPE : AUTHENTICATION_TYPE_MISMATCH;
    } else if (rejection instanceof Rejection.Password) {
      return AUTHENTICATION_FAILURES;
    } else if (rejection instanceof Rejection.Signed) {
      return LENGTH_ERRORS;
    } else if (rejection instanceof Rejection.Hmac hmac) {
      return ofSignature(hmac.verdict());
    }
    return OTHER_ERRORS;
  }

  private static Counter ofSignature(HmacVerdict verdict) {
    if (verdict instanceof HmacVerdict.Missing) {
      return HMAC_MISSING;
    } else if (verdict instanceof HmacVerdict.Malformed) {
      return HMAC_MALFORMED;
    } else if (verdict instanceof HmacVerdict.UnknownKey) {
      return HMAC_UNKNOWN_KEY;
    } else if (verdict instanceof HmacVerdict.Stale) {
      return HMAC_STALE;
    } else if (verdict instanceof HmacVerdict.InvalidHmac) {
      return HMAC_INVALID;
    } else if (verdict instanceof HmacVerdict.Replay) {
      return HMAC_REPLAYED;
    }
    throw new IllegalStateException("nothing counts the refusal of " + verdict);
  }
}
