// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.Hearing;
import io.github.jlvs.doctor.seen.Interface;
import io.github.jlvs.doctor.seen.Seen;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether there is a master at all, here or within hearing. That nothing is heard by an interface
 * that is down {@link VrrpInterfaceCheck} tells.
 */
final class VrrpSilenceCheck implements Check {
  @Override
  public String name() {
    return "vrrp-silence";
  }

  @Override
  public Verdict judge(Seen seen) {
    return Routers.each(
        seen,
        hearing ->
            isUp(seen, hearing)
                    && !Routers.isMaster(seen, hearing)
                    && hearing.onWire() == 0
                    && hearing.sent() == 0
                ? Stream.of(finding(hearing))
                : Stream.empty());
  }

  private static boolean isUp(Seen seen, Hearing hearing) {
    return seen.named(hearing.router().interfaceName()).filter(Interface::up).isPresent();
  }

  private static Finding finding(Hearing hearing) {
    return new Finding(
        Severity.CRITICAL,
        "nobody advertises " + hearing.name(),
        List.of(
            "no advertisement of this VRID came to "
                + hearing.router().interfaceName()
                + " within "
                + hearing.listened().toMillis() / 1000.0
                + " s, not even before the packet filter (packet socket)",
            Routers.addresses(hearing) + " is not on this host"),
        "No daemon runs here, or it would be master by now. Either none runs on the other director"
            + " too, or what it sends does not get here: a firewall there, a switch that passes no"
            + " multicast, another interface or VRID.",
        List.of(
            new Remedy.Advice(
                Remedy.START_DAEMON
                    + ". Then run jlvs-doctor on the other director; where a switch between them passes no"
                    + " multicast, write unicast_src_ip and unicast_peer into both files.")));
  }
}
