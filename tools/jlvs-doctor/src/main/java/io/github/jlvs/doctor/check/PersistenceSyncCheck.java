// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.Seen;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import java.util.List;
import java.util.stream.Stream;

/** On a director of a pair: whether persistence outlives a take-over. */
final class PersistenceSyncCheck implements Check {
  /** A shorter one is over before anybody misses it. */
  private static final int LONG_SECONDS = 60;

  @Override
  public String name() {
    return "persistence-sync";
  }

  @Override
  public Verdict judge(Seen seen) {
    List<VirtualServerSetup> bound =
        seen.task().virtualServers().stream()
            .filter(server -> persistent(server).findAny().isPresent())
            .toList();
    if (bound.isEmpty() || seen.task().routers().isEmpty()) {
      return new Verdict.LeftOut(
          bound.isEmpty()
              ? "no virtual server has a persistence of a minute or more"
              : "there is no virtual router in the configuration");
    }
    return new Verdict.Judged(
        seen.task().sync().isPresent() ? List.of() : List.of(finding(seen, bound.get(0))));
  }

  private static Stream<VirtualService> persistent(VirtualServerSetup server) {
    return server.services().stream()
        .filter(
            service ->
                service
                    .persistence()
                    .filter(each -> each.timeoutSeconds() >= LONG_SECONDS)
                    .isPresent());
  }

  private static Finding finding(Seen seen, VirtualServerSetup server) {
    return new Finding(
        Severity.INFO,
        "clients come to another real server after a take-over",
        List.of(
            "virtual_server "
                + server.name()
                + " has persistence, and there is no lvs_sync_daemon ("
                + seen.task().source()
                + ")"),
        "The other director does not know which client belongs to which server: sessions that a real"
            + " server keeps in its memory are lost when it takes over.",
        List.of(
            new Remedy.Advice(
                "Write lvs_sync_daemon INTERFACE "
                    + seen.task().routers().get(0).name()
                    + " into global_defs of both files, then reload."),
            Remedy.reload()));
  }
}
