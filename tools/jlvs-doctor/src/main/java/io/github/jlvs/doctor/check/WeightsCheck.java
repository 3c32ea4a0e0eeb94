// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.Balancer;
import io.github.jlvs.doctor.seen.Seen;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.ipvs.DestinationStatus;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** On a director: whether any real server of a virtual server may get a connection. */
final class WeightsCheck implements Check {
  @Override
  public String name() {
    return "weights";
  }

  @Override
  public Verdict judge(Seen seen) {
    if (seen.task().virtualServers().isEmpty()) {
      return new Verdict.LeftOut("there is no virtual server in the configuration");
    }
    List<Finding> findings = new ArrayList<>();
    for (VirtualServerSetup server : seen.task().virtualServers()) {
      List<RealServer> reals = server.checks().realServers();
      if (!reals.isEmpty() && reals.stream().allMatch(real -> real.weight() == 0)) {
        findings.add(configured(seen, server));
      } else {
        seen.balancer().seen().flatMap(it -> live(server, it)).ifPresent(findings::add);
      }
    }
    return new Verdict.Judged(findings);
  }

  private static Finding configured(Seen seen, VirtualServerSetup server) {
    return new Finding(
        Severity.CRITICAL,
        "each real server of " + server.name() + " has weight 0",
        List.of("virtual_server " + server.name() + " (" + seen.task().source() + ")"),
        "A real server with weight 0 gets no new connection: clients are refused while every check"
            + " succeeds.",
        List.of(
            new Remedy.Advice("Write a weight of 1 or more for one of them at least, then reload."),
            Remedy.reload()));
  }

  private static Optional<Finding> live(VirtualServerSetup server, Balancer balancer) {
    for (VirtualService service : server.services()) {
      Optional<List<DestinationStatus>> all = balancer.destinations(service.id());
      boolean none =
          all.isPresent() && all.get().stream().allMatch(each -> each.destination().weight() == 0);
      if (none) {
        return Optional.of(finding(service, all.get()));
      }
    }
    return Optional.empty();
  }

  private static Finding finding(VirtualService service, List<DestinationStatus> all) {
    List<String> shown = new ArrayList<>();
    all.forEach(each -> shown.add(each.id() + " has weight 0 (ipvsadm -ln)"));
    if (shown.isEmpty()) {
      shown.add("it has no real server at all (ipvsadm -ln)");
    }
    return new Finding(
        Severity.CRITICAL,
        "no real server of " + service.id() + " gets connections",
        shown,
        "Clients are refused, or get no answer. Either all checks fail, or all servers are drained.",
        List.of(
            new Remedy.Advice(
                "Read by jkeepalivedctl show checks, or in keepalived's log, why checks fail, and give a"
                    + " weight back to what was drained by hand.")));
  }
}
