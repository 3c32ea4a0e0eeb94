// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.vrrp;

import io.github.jlvs.net.IpAddresses;
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
            + IpAddresses.format(refused.peer())
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
          "unicast source address %s not a unicast peer", IpAddresses.format(stranger.source()));
    }
    if (rejection instanceof Rejection.Version version) {
      return text(
          "wrong version. Received %d and expect %d", version.received(), version.spoken().get(0));
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
          "advertisement interval mismatch mine=%s sec rcv'd=%s sec",
          interval.configured().seconds(), interval.received().seconds());
    }
    if (rejection instanceof Rejection.AddressList list && isOtherCount(list)) {
      return text(
          "received an unexpected ip number count %d, expected %d!",
          list.received().size(), list.configured().size());
    }
    return rejection instanceof Rejection.Checksum checksum
        ? text("Invalid VRRPv%d checksum", checksum.version())
        : "";
  }

  private static boolean isOtherCount(Rejection.AddressList list) {
    return list.received().size() != list.configured().size();
  }

  /** What is told of a packet that counts all the same. */
  static String line(Event.DifferenceNoticed noticed) {
    Rejection difference = noticed.difference();
    String words = words(difference);
    return (words.isEmpty() ? "" : words + " - ")
        + "packet from %s taken all the same: %s"
            .formatted(IpAddresses.format(noticed.peer()), difference.describe())
        + whatFollows(difference);
  }

  private static String whatFollows(Rejection difference) {
    if (difference instanceof Rejection.AddressList) {
      return " (keepalived before 2.3.3 would refuse ours: give both the same addresses)";
    }
    return difference instanceof Rejection.ChecksumKind
        ? " (a router that is strict about it refuses ours: see v3_checksum_as_v2)"
        : "";
  }

  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
