// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.Seen;
import io.github.jlvs.ipvs.ServiceFlags;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import java.util.List;

/**
 * On a director that schedules by Maglev hashing: whether clients of a real server with weight 0
 * are sent to another one. With {@code stateless_failover} they are.
 */
final class MaglevCheck implements Check {
  private static final String SCHEDULER = "mh";

  @Override
  public String name() {
    return "mh-fallback";
  }

  @Override
  public Verdict judge(Seen seen) {
    List<VirtualServerSetup> hashed =
        seen.task().virtualServers().stream()
            .filter(server -> server.scheduler().equals(SCHEDULER))
            .toList();
    if (hashed.isEmpty()) {
      return new Verdict.LeftOut("no virtual server has the scheduler mh");
    }
    return new Verdict.Judged(
        hashed.stream()
            .filter(server -> !fallsBack(server))
            .map(server -> finding(seen, server))
            .toList());
  }

  private static boolean fallsBack(VirtualServerSetup server) {
    return server.services().stream()
        .allMatch(service -> service.flags().contains(ServiceFlags.MH_FALLBACK));
  }

  private static Finding finding(Seen seen, VirtualServerSetup server) {
    return new Finding(
        Severity.WARNING,
        "clients of a real server with weight 0 are refused by " + server.name(),
        List.of(
            "lb_algo mh without mh-fallback ("
                + seen.task().source()
                + ", virtual_server "
                + server.name()
                + ")"),
        "The hash of a client always leads to the same server. While that one is drained or inhibited"
            + " (weight 0), the client gets no connection although others are free.",
        List.of(
            new Remedy.Advice(
                "Write mh-fallback into virtual_server "
                    + server.name()
                    + " of both directors' files, then reload. Where jkeepalived runs on both,"
                    + " stateless_failover in place of lb_algo mh stands for it, and keeps"
                    + " connections over a fail-over."),
            Remedy.reload()));
  }
}
