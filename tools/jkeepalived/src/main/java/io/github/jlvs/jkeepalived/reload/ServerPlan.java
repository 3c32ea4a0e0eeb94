// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.reload;

import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What becomes of virtual servers, and of the real servers of those that stay.
 *
 * @param changes the changes
 * @param untouched so many virtual servers stay as they are, with all their real servers
 */
record ServerPlan(List<Change> changes, int untouched) {
  /** The order of virtual servers, and of real servers in them, means nothing. */
  static ServerPlan between(List<VirtualServerSetup> before, List<VirtualServerSetup> after) {
    if (before.equals(after)) {
      return new ServerPlan(List.of(), before.size());
    }
    Map<VirtualServerName, VirtualServerSetup> next = new LinkedHashMap<>();
    after.forEach(each -> next.put(each.name(), each));
    List<Change> servers = new ArrayList<>();
    List<Change> realServers = new ArrayList<>();
    int untouched = 0;
    for (VirtualServerSetup setup : before) {
      VirtualServerSetup then = next.remove(setup.name());
      if (then == null) {
        servers.add(whole(Deed.REMOVED, setup));
        continue;
      }
      if (then.equals(setup)) {
        untouched++;
        continue;
      }
      List<String> settings = ServerWords.ofVirtualServer(setup, then);
      if (!settings.isEmpty()) {
        servers.add(
            new Change(Subject.VIRTUAL_SERVER, Deed.CHANGED, setup.name().toString(), settings));
      }
      List<Change> within = realServers(setup, then);
      realServers.addAll(within);
      untouched += settings.isEmpty() && within.isEmpty() ? 1 : 0;
    }
    next.values().forEach(setup -> servers.add(whole(Deed.ADDED, setup)));
    servers.addAll(realServers);
    return new ServerPlan(servers, untouched);
  }

  private static Change whole(Deed deed, VirtualServerSetup setup) {
    return new Change(Subject.VIRTUAL_SERVER, deed, setup.name().toString(), List.of());
  }

  private static List<Change> realServers(VirtualServerSetup before, VirtualServerSetup after) {
    Map<ServiceAddress, RealServer> next = new LinkedHashMap<>();
    after.checks().realServers().forEach(each -> next.put(each.address(), each));
    List<Change> changes = new ArrayList<>();
    for (RealServer real : before.checks().realServers()) {
      RealServer then = next.remove(real.address());
      if (then == null) {
        changes.add(one(Deed.REMOVED, real, before, List.of()));
        continue;
      }
      List<String> settings = ServerWords.ofRealServer(before, real, after, then);
      if (!settings.isEmpty()) {
        changes.add(one(Deed.CHANGED, real, before, settings));
      }
    }
    next.values().forEach(real -> changes.add(one(Deed.ADDED, real, after, List.of())));
    return changes;
  }

  private static Change one(
      Deed deed, RealServer real, VirtualServerSetup of, List<String> settings) {
    return new Change(Subject.REAL_SERVER, deed, real.address() + " of VS " + of.name(), settings);
  }
}
