// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.Heard;
import io.github.jlvs.doctor.seen.Hearing;
import io.github.jlvs.doctor.seen.Seen;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.Rejection;
import java.util.List;
import java.util.Optional;

/**
 * Whether a router on the link is configured otherwise than this one, by what a daemon would make
 * of its advertisements: both then become master.
 */
final class VrrpMismatchCheck implements Check {
  @Override
  public String name() {
    return "vrrp-mismatch";
  }

  @Override
  public Verdict judge(Seen seen) {
    return Routers.each(
        seen,
        hearing ->
            hearing.heard().stream()
                .flatMap(
                    heard ->
                        difference(heard)
                            .map(each -> finding(seen, hearing, heard, each))
                            .stream()));
  }

  /** What is wrong with an advertisement, where it is the configuration; not a clock. */
  static Optional<Rejection> difference(Heard heard) {
    Optional<Rejection> found =
        heard.verdict() instanceof Input.AdvertisementRefused refused
            ? Optional.of(refused.rejection())
            : heard.verdict() instanceof Input.AdvertisementReceived received
                ? received.difference()
                : Optional.empty();
    return found.filter(Rejection::mismatch).filter(each -> ClockCheck.stale(heard).isEmpty());
  }

  private static Finding finding(Seen seen, Hearing hearing, Heard heard, Rejection difference) {
    String peer = IpAddresses.format(heard.source());
    boolean refused = heard.verdict() instanceof Input.AdvertisementRefused;
    return new Finding(
        refused ? Severity.CRITICAL : Severity.WARNING,
        peer
            + " and this host differ for "
            + hearing.name()
            + ": "
            + difference.difference().field(),
        List.of(
            difference.describe()
                + " ("
                + heard.count()
                + " advertisements of "
                + peer
                + ", "
                + heard.mac()
                + "; "
                + seen.task().source()
                + ", vrrp_instance "
                + hearing.router().name()
                + ")"),
        refused
            ? "Each throws the other's advertisements away and becomes master: two hosts answer for "
                + Routers.addresses(hearing)
                + "."
            : "The advertisement counts all the same, but the two do not have the same addresses:"
                + " one of them is lost, or had twice, at a take-over.",
        List.of(new Remedy.Advice(advice(hearing, difference, peer)), Remedy.reload()));
  }

  private static String advice(Hearing hearing, Rejection difference, String peer) {
    String instance = "vrrp_instance " + hearing.router().name();
    if (difference instanceof Rejection.VirtualRouterId vrid
        && vrid.configured() != vrid.received()) {
      return "Write virtual_router_id "
          + vrid.received()
          + " into "
          + instance
          + " here, or virtual_router_id "
          + vrid.configured()
          + " there, on "
          + peer
          + ". Then reload where it was changed.";
    }
    if (difference instanceof Rejection.AddressList) {
      return "If "
          + peer
          + " is the other director, give both files the same virtual_ipaddress. If it is a stranger,"
          + " choose another virtual_router_id in both of yours. Then reload where it was changed.";
    }
    if (difference instanceof Rejection.Password) {
      return "Write the same auth_pass into "
          + instance
          + " of both files. Then reload where it was"
          + " changed.";
    }
    if (difference instanceof Rejection.Interval interval) {
      return "Write advert_int "
          + interval.received().seconds()
          + " into "
          + instance
          + " here, or advert_int "
          + interval.configured().seconds()
          + " there, on "
          + peer
          + ". Then reload where it was changed.";
    }
    return "Make "
        + difference.difference().field()
        + " the same in "
        + instance
        + " of both files: compare them by jkeepalived -t -f FILE --compare FILE-OF-THE-OTHER. Then"
        + " reload where it was changed.";
  }
}
