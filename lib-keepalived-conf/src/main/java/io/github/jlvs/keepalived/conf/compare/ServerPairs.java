// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.compare;

import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The virtual servers of two files. A difference harms nobody until the addresses move, and may be
 * meant: each is a warning.
 */
final class ServerPairs {
  private final DirectorFile ours;
  private final DirectorFile theirs;
  private final Diagnostics diagnostics;

  ServerPairs(DirectorFile ours, DirectorFile theirs, Diagnostics diagnostics) {
    this.ours = ours;
    this.theirs = theirs;
    this.diagnostics = diagnostics;
  }

  void compare() {
    Map<ServiceId, VirtualServerSetup> here = byService(ours);
    Map<ServiceId, VirtualServerSetup> there = byService(theirs);
    here.forEach(
        (id, server) -> {
          VirtualServerSetup other = there.get(id);
          if (other == null) {
            missing(ours, server, theirs);
          } else {
            compare(server, other);
          }
        });
    there.forEach(
        (id, server) -> {
          if (!here.containsKey(id)) {
            missing(theirs, server, ours);
          }
        });
  }

  private static Map<ServiceId, VirtualServerSetup> byService(DirectorFile file) {
    Map<ServiceId, VirtualServerSetup> servers = new LinkedHashMap<>();
    file.configuration()
        .virtualServers()
        .forEach(server -> servers.put(server.service().id(), server));
    return servers;
  }

  private void missing(DirectorFile has, VirtualServerSetup server, DirectorFile lacks) {
    diagnostics.warning(
        has.placeOf(server),
        "virtual_server "
            + server.name()
            + " is in this file alone: with "
            + lacks.name()
            + " it ends when the address moves");
  }

  private void compare(VirtualServerSetup one, VirtualServerSetup other) {
    VirtualService service = one.service();
    VirtualService otherService = other.service();
    if (!service.scheduler().equals(otherService.scheduler())) {
      say(one, "lb_algo is " + service.scheduler() + " here and " + otherService.scheduler());
    }
    if (!service.persistence().equals(otherService.persistence())) {
      say(one, "the persistence here is another than that");
    }
    Map<ServiceAddress, RealServer> here = servers(one);
    Map<ServiceAddress, RealServer> there = servers(other);
    Set<ServiceAddress> all = new LinkedHashSet<>(here.keySet());
    all.addAll(there.keySet());
    for (ServiceAddress address : all) {
      RealServer real = here.get(address);
      RealServer otherReal = there.get(address);
      if (real == null) {
        say(one, "there is no real_server " + address + " here, and one");
      } else if (otherReal == null) {
        say(one, "real_server " + address + " is here, and not");
      } else {
        compare(one, real, other, otherReal);
      }
    }
  }

  private void compare(
      VirtualServerSetup one, RealServer real, VirtualServerSetup other, RealServer otherReal) {
    String which = "real_server " + real.address() + " has ";
    if (real.weight() != otherReal.weight()) {
      say(one, which + "weight " + real.weight() + " here and " + otherReal.weight());
    }
    if (!forwarding(one, real).equals(forwarding(other, otherReal))) {
      say(one, which + "another forwarding method here than");
    }
    if (!probes(real).equals(probes(otherReal))) {
      say(one, which + "other checks here than");
    }
  }

  private static Object forwarding(VirtualServerSetup server, RealServer real) {
    return server.destination(real, real.weight()).forwarding();
  }

  private static List<Object> probes(RealServer real) {
    return real.checks().stream().map(check -> (Object) check.probe()).toList();
  }

  private static Map<ServiceAddress, RealServer> servers(VirtualServerSetup server) {
    return server.checks().realServers().stream()
        .collect(
            Collectors.toMap(RealServer::address, real -> real, (a, b) -> a, LinkedHashMap::new));
  }

  private void say(VirtualServerSetup server, String what) {
    diagnostics.warning(
        ours.placeOf(server),
        "virtual_server " + server.name() + ": " + what + " at " + theirs.placeOf(server));
  }
}
