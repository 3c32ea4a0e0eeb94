// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.compare;

import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import java.util.HashMap;
import java.util.HashSet;
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
    Map<ServiceId, Served> here = byService(ours);
    Map<ServiceId, Served> there = byService(theirs);
    for (VirtualServerSetup server : ours.configuration().virtualServers()) {
      Set<VirtualServerSetup> compared = new HashSet<>();
      for (VirtualService service : server.services()) {
        Served other = there.get(service.id());
        if (other != null && compared.add(other.server)) {
          compare(new Served(server, service), other);
        }
      }
      missing(ours, server, theirs, there.keySet());
    }
    theirs
        .configuration()
        .virtualServers()
        .forEach(server -> missing(theirs, server, ours, here.keySet()));
  }

  /** A service, and whose it is. */
  private record Served(VirtualServerSetup server, VirtualService service) {}

  /** What one file has as a group, the other may have one by one. */
  private static Map<ServiceId, Served> byService(DirectorFile file) {
    Map<ServiceId, Served> served = new HashMap<>();
    for (VirtualServerSetup server : file.configuration().virtualServers()) {
      server.services().forEach(each -> served.put(each.id(), new Served(server, each)));
    }
    return served;
  }

  private void missing(
      DirectorFile has, VirtualServerSetup server, DirectorFile lacks, Set<ServiceId> there) {
    List<ServiceId> missing =
        server.services().stream()
            .map(VirtualService::id)
            .filter(id -> !there.contains(id))
            .toList();
    if (missing.isEmpty()) {
      return;
    }
    boolean all = missing.size() == server.services().size();
    diagnostics.warning(
        has.placeOf(server),
        "virtual_server "
            + server.name()
            + (all ? " is" : " has " + some(missing))
            + " in this file alone: with "
            + lacks.name()
            + " it ends when the address moves");
  }

  private static String some(List<ServiceId> missing) {
    int more = missing.size() - 1;
    return missing.get(0) + (more == 0 ? "" : " and " + more + " more services");
  }

  private void compare(Served ofOne, Served ofOther) {
    VirtualServerSetup one = ofOne.server;
    VirtualServerSetup other = ofOther.server;
    VirtualService service = ofOne.service;
    VirtualService otherService = ofOther.service;
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
    if (!one.forwarding(real).equals(other.forwarding(otherReal))) {
      say(one, which + "another forwarding method here than");
    }
    if (!probes(real).equals(probes(otherReal))) {
      say(one, which + "other checks here than");
    }
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
