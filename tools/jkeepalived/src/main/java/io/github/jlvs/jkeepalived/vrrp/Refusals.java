// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.vrrp;

import io.github.jlvs.vrrp.Event;
import io.github.jlvs.vrrp.Rejection;
import java.util.Locale;

/** Why a packet was refused: keepalived's words first where it has some, then what they mean. */
final class Refusals {
  private Refusals() {}

  /** A mismatch ends in two masters, and the person on call should read that here. */
  static String line(Event.PacketRefused refused) {
    Rejection rejection = refused.rejection();
    String words = words(rejection);
    String danger = rejection.mismatch() ? "MISMATCH, danger of two masters: " : "";
    String what =
        danger
            + "packet from "
            + refused.peer().getHostAddress()
            + " refused: "
            + rejection.describe();
    return words.isEmpty() ? what : words + " - " + what;
  }

  /** Empty where keepalived has no words for it. */
  private static String words(Rejection rejection) {
    if (rejection instanceof Rejection.Ttl ttl) {
      return ttl.lowest() == ttl.highest()
          ? text("invalid TTL/HL. Received %d and expect %d", ttl.received(), ttl.highest())
          : text("TTL/HL %d not in range %d - %d", ttl.received(), ttl.lowest(), ttl.highest());
    }
    if (rejection instanceof Rejection.UnknownPeer stranger) {
      return text(
          "unicast source address %s not a unicast peer", stranger.source().getHostAddress());
    }
    if (rejection instanceof Rejection.Version version) {
      return text("wrong version. Received %d and expect 2", version.received());
    }
    if (rejection instanceof Rejection.AuthenticationType type) {
      boolean known = type.received() == 0 || type.received() == 1;
      return known
          ? text("received a %d auth, expecting %d!", type.received(), type.configured())
          : text("Invalid auth type: %d", type.received());
    }
    if (rejection instanceof Rejection.Password) {
      return "received an invalid passwd!";
    }
    if (rejection instanceof Rejection.Interval interval) {
      return text(
          "advertisement interval mismatch mine=%d sec rcv'd=%d sec",
          interval.configuredSeconds(), interval.receivedSeconds());
    }
    if (rejection instanceof Rejection.AddressList list) {
      return list.received().size() == list.configured().size()
          ? ""
          : text(
              "received an unexpected ip number count %d, expected %d!",
              list.received().size(), list.configured().size());
    }
    return rejection instanceof Rejection.Checksum ? "Invalid VRRPv2 checksum" : "";
  }

  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
