// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.healthcheck.DesiredDestination;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.jkeepalived.config.model.Configuration;
import io.github.jlvs.jkeepalived.config.model.VirtualServer;
import io.github.jlvs.vrrp.AdvertisementCodec;
import io.github.jlvs.vrrp.linux.Plans;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.RunnerOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Builds what the daemon builds of a configuration before it changes anything on the host. */
public final class Building {
  private Building() {}

  /** Builds everything; throws what the daemon would end with. */
  public static void of(Configuration configuration) {
    List<RouterSetup> routers = configuration.routerSetups();
    Plans.check(routers, configuration.groupSetups());
    for (RouterSetup router : routers) {
      byte[] unused =
          AdvertisementCodec.encode(router.config().advertisement(router.config().priority()));
    }
    RunnerOptions unused = RunnerOptions.defaults();
    Set<VirtualServerName> names = new HashSet<>();
    for (VirtualServer server : configuration.virtualServers()) {
      if (!names.add(CheckSetup.of(server).name())) {
        throw new IllegalArgumentException("two virtual servers are " + Names.inHealth(server));
      }
    }
    Table table = DesiredTable.of(configuration.virtualServers(), Building::everything);
    if (table.entries().size() != configuration.virtualServers().size()) {
      throw new IllegalArgumentException("two virtual servers are one in the table");
    }
  }

  private static List<DesiredDestination> everything(VirtualServer server) {
    io.github.jlvs.healthcheck.VirtualServer checks = CheckSetup.of(server);
    return Stream.concat(
            checks.realServers().stream().map(real -> new DesiredDestination(real, real.weight())),
            checks.sorryServer().stream().map(sorry -> new DesiredDestination(sorry, 1)))
        .toList();
  }
}
