// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.Heard;
import io.github.jlvs.doctor.seen.Hearing;
import io.github.jlvs.doctor.seen.Seen;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.Input;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether another advertises what this host does, and nothing is wrong with its advertisements:
 * then it does not hear this host. What this host itself throws away is told by {@link
 * VrrpFirewallCheck}.
 */
final class TwoMastersCheck implements Check {
  /** One may be the last word of a master that gives way. */
  private static final int MORE_THAN_A_FAREWELL = 2;

  @Override
  public String name() {
    return "two-masters";
  }

  @Override
  public Verdict judge(Seen seen) {
    return Routers.each(
        seen,
        hearing ->
            hearing.onSocket() == 0 || hearing.sent() < MORE_THAN_A_FAREWELL
                ? Stream.empty()
                : hearing.heard().stream()
                    .flatMap(
                        heard ->
                            priority(heard).map(its -> finding(hearing, heard, its)).stream()));
  }

  private static Optional<Integer> priority(Heard heard) {
    return heard.verdict() instanceof Input.AdvertisementReceived received
            && heard.count() >= MORE_THAN_A_FAREWELL
        ? Optional.of(received.advertisement().priority())
        : Optional.empty();
  }

  private static Finding finding(Hearing hearing, Heard heard, int priority) {
    String peer = IpAddresses.format(heard.source());
    return new Finding(
        Severity.CRITICAL,
        peer + " is master of " + hearing.name() + " beside this host",
        List.of(
            heard.count()
                + " advertisements of "
                + peer
                + " ("
                + heard.mac()
                + ") with priority "
                + priority
                + ", "
                + hearing.sent()
                + " of this host, configured with "
                + hearing.router().config().priority()),
        "Two hosts answer for "
            + Routers.addresses(hearing)
            + ". Nothing is wrong with what this host hears, so the other does not hear this one:"
            + " a firewall there, or a network that passes only one way.",
        List.of(Remedy.on(peer, "jlvs-doctor")));
  }
}
