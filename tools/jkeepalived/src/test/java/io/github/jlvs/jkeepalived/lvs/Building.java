// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.healthcheck.DesiredDestination;
import io.github.jlvs.healthcheck.VirtualServer;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.healthcheck.linux.ScriptRunner;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import io.github.jlvs.vrrp.AdvertisementCodec;
import io.github.jlvs.vrrp.linux.Plans;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.RunnerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Builds what the daemon builds of a configuration before it changes anything on the host. */
public final class Building {
  /** For checks without scripts. */
  static final ScriptRunner NO_SCRIPTS =
      (script, limit, ended) -> {
        throw new AssertionError("nobody asked for " + script);
      };

  private Building() {}

  /** A writer that remembers nothing, and looks for changes of others after a test's time. */
  static IpvsWriter writer(Ipvs ipvs, DaemonLog log) {
    return new IpvsWriter(
        ipvs,
        OwnedServices.FORGOTTEN,
        log,
        event -> {},
        written -> {},
        death -> {},
        Duration.ofHours(1));
  }

  /** Builds everything; throws what the daemon would end with. */
  public static void of(Configuration configuration) {
    List<RouterSetup> routers = configuration.routerSetups();
    Plans.check(routers, configuration.groupSetups());
    for (RouterSetup router : routers) {
      byte[] unused =
          AdvertisementCodec.encode(
              router.config().advertisement(router.config().priority()),
              router.config().protocol().family().unspecified(),
              router.config().protocol().family().unspecified());
    }
    RunnerOptions unused = RunnerOptions.defaults();
    Set<VirtualServerName> names = new HashSet<>();
    List<Table.Entry> entries = new ArrayList<>();
    for (VirtualServerSetup server : configuration.virtualServers()) {
      if (!names.add(server.name())) {
        throw new IllegalArgumentException("two virtual servers are " + server.name());
      }
      entries.addAll(new DesiredTable().entries(server, everything(server.checks())));
    }
    Table table = new Table(entries);
    if (table.entries().size()
        != configuration.virtualServers().stream().mapToInt(s -> s.services().size()).sum()) {
      throw new IllegalArgumentException("two services are one in the table");
    }
  }

  private static List<DesiredDestination> everything(VirtualServer checks) {
    return Stream.concat(
            checks.realServers().stream().map(real -> new DesiredDestination(real, real.weight())),
            checks.sorryServer().stream().map(sorry -> new DesiredDestination(sorry, 1)))
        .toList();
  }
}
