// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.vrrp.IpDatagram;
import io.github.jlvs.vrrp.Transport;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Virtual routers of one VRID and family on several interfaces of this host, as on the VLANs of one
 * network card. They have nothing to do with each other while the interfaces lead to several links;
 * that one hears another is told, for then they share one.
 *
 * <p>It is asked for each packet, and allocates nothing unless there is something to tell.
 */
final class Namesakes {
  private final Reporter reporter;
  private final IdentityHashMap<RunningRouter, List<RunningRouter>> others =
      new IdentityHashMap<>();

  Namesakes(Reporter reporter) {
    this.reporter = reporter;
  }

  /** From now on there are these. */
  void among(Collection<RunningRouter> routers) {
    others.clear();
    Map<Integer, List<RunningRouter>> byVrid = new HashMap<>();
    for (RunningRouter one : routers) {
      List<RunningRouter> before =
          byVrid.computeIfAbsent(one.setup().config().vrid(), absent -> new ArrayList<>());
      for (RunningRouter other : before) {
        if (areNamesakes(one.setup(), other.setup())) {
          others.computeIfAbsent(one, absent -> new ArrayList<>()).add(other);
          others.computeIfAbsent(other, absent -> new ArrayList<>()).add(one);
        }
      }
      before.add(one);
    }
  }

  /** Of two with one VRID. */
  private static boolean areNamesakes(RouterSetup one, RouterSetup other) {
    return !one.interfaceName().equals(other.interfaceName())
        && one.config().protocol().family() == other.config().protocol().family()
        && one.transport() instanceof Transport.Multicast
        && other.transport() instanceof Transport.Multicast;
  }

  /** A packet came that a router will judge. */
  void heard(RunningRouter by, IpDatagram.Vrrp packet) {
    if (others.isEmpty()) {
      return;
    }
    List<RunningRouter> its = others.getOrDefault(by, List.of());
    for (int i = 0; i < its.size(); i++) {
      RunningRouter other = its.get(i);
      Optional<InetAddress> source = other.source();
      if (other.isMaster() && source.isPresent() && source.get().equals(packet.source())) {
        reporter.ownRouter(by.setup(), other.setup());
      }
    }
  }
}
