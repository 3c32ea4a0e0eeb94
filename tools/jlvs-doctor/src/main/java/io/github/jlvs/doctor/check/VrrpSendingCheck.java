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
 * Whether a host that has the virtual addresses advertises them. Where another that is configured
 * otherwise advertises, nothing is concluded: keepalived 2.2.7 puts its own advertisement off at
 * each one that it refuses, and {@link VrrpMismatchCheck} says what is wrong.
 */
final class VrrpSendingCheck implements Check {
  @Override
  public String name() {
    return "vrrp-sending";
  }

  @Override
  public Verdict judge(Seen seen) {
    return Routers.each(
        seen,
        hearing ->
            Routers.isMaster(seen, hearing)
                    && hearing.sent() == 0
                    && !Routers.refusesOthers(hearing)
                ? Stream.of(finding(seen, hearing))
                : Stream.empty());
  }

  private static Finding finding(Seen seen, Hearing hearing) {
    List<Dropped> dropping = Routers.dropping(seen, hearing, Packet.Way.OUT);
    List<String> shown = new ArrayList<>();
    shown.add(
        Routers.addresses(hearing)
            + " is on this host, and no advertisement left "
            + hearing.router().interfaceName()
            + " within "
            + hearing.listened().toMillis() / 1000.0
            + " s");
    List<Remedy> remedies = new ArrayList<>();
    if (dropping.isEmpty()) {
      remedies.add(
          new Remedy.Advice(
              Remedy.START_DAEMON
                  + ". If it is to stay stopped, take the address away, as below."));
      hearing
          .router()
          .addresses()
          .forEach(
              each ->
                  seen.holder(each.address())
                      .ifPresent(
                          holder ->
                              remedies.add(
                                  Remedy.here(
                                      "ip addr del "
                                          + Values.addresses(List.of(each.address()))
                                          + "/"
                                          + holder
                                              .holding(each.address())
                                              .orElseThrow()
                                              .prefixLength()
                                          + " dev "
                                          + holder.name()))));
    } else {
      shown.addAll(Drops.shown(seen, dropping));
      remedies.addAll(Drops.opening(dropping));
    }
    return new Finding(
        Severity.CRITICAL,
        "this host has the addresses of " + hearing.name() + " and does not say so",
        shown,
        dropping.isEmpty()
            ? "No daemon keeps the address here, or it does not run on: another director becomes"
                + " master, and both have it."
            : "The other director hears no master and becomes one: both have the address.",
        remedies);
  }
}
