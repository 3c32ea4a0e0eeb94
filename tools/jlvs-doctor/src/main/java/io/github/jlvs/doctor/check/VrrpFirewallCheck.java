// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.filter.Dropped;
import io.github.jlvs.doctor.filter.Packet;
import io.github.jlvs.doctor.seen.Hearing;
import io.github.jlvs.doctor.seen.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether advertisements that reach this host reach the daemon. A packet socket sees them before
 * any packet filter, a raw socket behind all: what the first has and the second has not was thrown
 * away here. Where none comes, the rules alone say whether one would pass.
 */
final class VrrpFirewallCheck implements Check {
  @Override
  public String name() {
    return "vrrp-firewall";
  }

  @Override
  public Verdict judge(Seen seen) {
    boolean nothingCame =
        seen.hearings().seen().stream()
            .flatMap(List::stream)
            .anyMatch(hearing -> hearing.onWire() == 0);
    if (nothingCame && seen.filters().missing().isPresent()) {
      return new Verdict.LeftOut(
          "no advertisement came that a packet filter could have thrown away, and these could not be"
              + " read: "
              + seen.filters().missing().get());
    }
    return Routers.each(seen, hearing -> findings(seen, hearing));
  }

  private static Stream<Finding> findings(Seen seen, Hearing hearing) {
    if (hearing.onSocket() > 0) {
      return Stream.empty();
    }
    List<Dropped> dropping = Routers.dropping(seen, hearing, Packet.Way.IN);
    if (hearing.onWire() > 0) {
      return Stream.of(dropped(seen, hearing, dropping));
    }
    boolean certain = dropping.stream().anyMatch(Dropped::certain);
    return certain ? Stream.of(wouldBeDropped(seen, hearing, dropping)) : Stream.empty();
  }

  private static Finding dropped(Seen seen, Hearing hearing, List<Dropped> dropping) {
    List<String> shown = new ArrayList<>();
    shown.add(
        hearing.onWire()
            + " advertisements of others came to "
            + hearing.router().interfaceName()
            + " (packet socket), 0 came through to a raw socket, as the daemon has it");
    shown.addAll(Drops.shown(seen, dropping));
    return new Finding(
        Severity.CRITICAL,
        "a packet filter of this host throws the advertisements for " + hearing.name() + " away",
        shown,
        "The daemon here hears no master, so it becomes one beside the other: two hosts answer for "
            + Routers.addresses(hearing)
            + ".",
        Drops.opening(dropping));
  }

  private static Finding wouldBeDropped(Seen seen, Hearing hearing, List<Dropped> dropping) {
    return new Finding(
        Severity.WARNING,
        "a packet filter of this host would throw advertisements for " + hearing.name() + " away",
        Drops.shown(seen, dropping),
        "None of another router came while this was looked at. As soon as another is master, this"
            + " host will not hear it, and become a second one.",
        Drops.opening(dropping));
  }
}
