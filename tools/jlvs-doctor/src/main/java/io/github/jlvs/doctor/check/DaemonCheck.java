// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.Heard;
import io.github.jlvs.doctor.seen.Hearing;
import io.github.jlvs.doctor.seen.Seen;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a daemon runs that would take over from the master that is heard. Where nobody is heard,
 * or an address is here, {@link VrrpSilenceCheck} and {@link VrrpSendingCheck} tell.
 */
final class DaemonCheck implements Check {
  @Override
  public String name() {
    return "daemon";
  }

  @Override
  public Verdict judge(Seen seen) {
    if (seen.task().routers().isEmpty()) {
      return new Verdict.LeftOut("there is no virtual router in the configuration");
    }
    if (seen.listeners().missing().isPresent()) {
      return new Verdict.LeftOut(seen.listeners().missing().get());
    }
    return Verdict.of(seen.hearings(), hearings -> findings(seen, hearings));
  }

  private static List<Finding> findings(Seen seen, List<Hearing> hearings) {
    boolean backup =
        hearings.stream().allMatch(each -> each.onWire() > 0 && !Routers.isMaster(seen, each));
    return backup && Routers.isWithoutDaemon(seen) ? List.of(finding(hearings)) : List.of();
  }

  private static Finding finding(List<Hearing> hearings) {
    List<String> shown = new ArrayList<>();
    shown.add(
        "no raw socket here takes advertisements, protocol 112 (/proc/net/raw, /proc/net/raw6); each"
            + " daemon has one, in whatever container of this network namespace it runs");
    for (Hearing each : hearings) {
      List<InetAddress> masters = each.heard().stream().map(Heard::source).distinct().toList();
      shown.add(Values.addresses(masters) + " advertises " + each.name());
    }
    return new Finding(
        Severity.WARNING,
        "no daemon runs here that would take over",
        shown,
        "Clients are served by the other director alone. When that fails, nobody has the virtual"
            + " address. (On a host that is only being prepared it is no fault yet.)",
        List.of(
            new Remedy.Advice(
                Remedy.START_DAEMON
                    + ". Where it ends again, its log says why (journalctl -u keepalived).")));
  }
}
