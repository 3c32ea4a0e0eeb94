// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.Heard;
import io.github.jlvs.doctor.seen.Hearing;
import io.github.jlvs.doctor.seen.Seen;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.Rejection;
import io.github.jlvs.vrrp.hmac.AntiReplay;
import io.github.jlvs.vrrp.hmac.HmacVerdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * On a director whose advertisements are signed with their time: whether its clock goes with time,
 * and with those of the others. That a clock is wrong {@link VrrpMismatchCheck} does not tell.
 */
final class ClockCheck implements Check {
  /** What a time service that slews a clock never does in the few seconds of a look. */
  private static final Duration STEP = Duration.ofMillis(500);

  @Override
  public String name() {
    return "clock";
  }

  @Override
  public Verdict judge(Seen seen) {
    boolean byTime =
        seen.task().routers().stream()
            .flatMap(router -> router.hmac().stream())
            .anyMatch(hmac -> hmac.antiReplay() == AntiReplay.TIME);
    if (!byTime) {
      return new Verdict.LeftOut("no virtual router signs its advertisements with their time");
    }
    return Verdict.of(seen.hearings(), hearings -> findings(seen, hearings));
  }

  /** How far the sender's clock is from this one, where it is so far that nothing of it counts. */
  static Optional<HmacVerdict.Stale> stale(Heard heard) {
    return heard.verdict() instanceof Input.AdvertisementRefused refused
            && refused.rejection() instanceof Rejection.Hmac hmac
            && hmac.verdict() instanceof HmacVerdict.Stale stale
        ? Optional.of(stale)
        : Optional.empty();
  }

  private static List<Finding> findings(Seen seen, List<Hearing> hearings) {
    List<Finding> findings = new ArrayList<>();
    if (seen.clockStep().abs().compareTo(STEP) > 0) {
      findings.add(jumped(seen.clockStep()));
    }
    for (Hearing hearing : hearings) {
      hearing
          .heard()
          .forEach(heard -> stale(heard).ifPresent(it -> findings.add(apart(hearing, heard, it))));
    }
    return findings;
  }

  private static Finding jumped(Duration step) {
    return new Finding(
        Severity.CRITICAL,
        "the clock of this host jumped "
            + (step.isNegative() ? "back" : "forward")
            + " by "
            + step.abs().toMillis() / 1000.0
            + " s while it was looked at",
        List.of("CLOCK_REALTIME against CLOCK_MONOTONIC"),
        "Signed advertisements carry the time. After a jump the other directors take those of this"
            + " host for old or captured ones, hear no master, and become one as well.",
        List.of(
            new Remedy.Advice(
                "Find out who sets it (journalctl -t chronyd -t systemd-timesyncd -t ntpd; the"
                    + " hypervisor's guest tools), and let one time service alone do it.")));
  }

  private static Finding apart(Hearing hearing, Heard heard, HmacVerdict.Stale stale) {
    String peer = IpAddresses.format(heard.source());
    return new Finding(
        Severity.CRITICAL,
        "the clocks of " + peer + " and of this host are apart: " + hearing.name(),
        List.of(
            stale.describe()
                + " ("
                + heard.count()
                + " advertisements of "
                + peer
                + ", "
                + heard.mac()
                + ")"),
        "Each takes what the other has signed for old, hears no master, and becomes one: two hosts"
            + " answer for "
            + Routers.addresses(hearing)
            + ".",
        List.of(
            Remedy.here("timedatectl set-ntp true"), Remedy.on(peer, "timedatectl set-ntp true")));
  }
}
