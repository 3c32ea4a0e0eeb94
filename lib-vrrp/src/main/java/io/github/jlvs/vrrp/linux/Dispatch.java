// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.vrrp.IpDatagram;
import io.github.jlvs.vrrp.Transport;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the virtual router that judges a packet. */
abstract sealed class Dispatch {
  private final Map<InetAddress, List<RunningRouter>> byAddress = new HashMap<>();

  private Dispatch(Iterable<RunningRouter> routers) {
    for (RunningRouter router : routers) {
      for (InetAddress address : router.setup().config().addresses()) {
        byAddress.computeIfAbsent(address, absent -> new ArrayList<>()).add(router);
      }
    }
  }

  /** Whether a packet is for others: for those that hear it through another socket. */
  abstract boolean isElsewhere(IpDatagram.Vrrp packet);

  /** The router that a packet is for by its VRID. */
  abstract @Nullable RunningRouter byVrid(IpDatagram.Vrrp packet);

  /** Whether a router may notice a packet with a strange VRID. */
  abstract boolean mayNotice(RunningRouter router, IpDatagram.Vrrp packet);

  /** The router; null if there is none for it. */
  final @Nullable RunningRouter find(IpDatagram.Vrrp packet) {
    RunningRouter router = byVrid(packet);
    return router == null ? claimedBy(packet) : router;
  }

  /** The router one of whose addresses a packet with a strange VRID claims: two masters to be. */
  private @Nullable RunningRouter claimedBy(IpDatagram.Vrrp packet) {
    for (InetAddress address : packet.claimedAddresses()) {
      for (RunningRouter owner : byAddress.getOrDefault(address, List.of())) {
        if (mayNotice(owner, packet)) {
          return owner;
        }
      }
    }
    return null;
  }

  /**
   * What comes in through one interface, by VRID. Routers with unicast hear their peers elsewhere,
   * and here what is sent to a group: a router set up for multicast is noticed.
   */
  static final class OfInterface extends Dispatch {
    private final Map<Integer, RunningRouter> multicast = new HashMap<>();
    private final Map<Integer, RunningRouter> unicast = new HashMap<>();

    OfInterface(Iterable<RunningRouter> routers) {
      super(routers);
      for (RunningRouter router : routers) {
        boolean peers = router.setup().transport() instanceof Transport.Unicast;
        (peers ? unicast : multicast).putIfAbsent(router.setup().config().vrid(), router);
      }
    }

    @Override
    boolean isElsewhere(IpDatagram.Vrrp packet) {
      return !unicast.isEmpty()
          && !packet.destination().isMulticastAddress()
          && !multicast.containsKey(packet.header().vrid());
    }

    @Override
    @Nullable RunningRouter byVrid(IpDatagram.Vrrp packet) {
      RunningRouter router = multicast.get(packet.header().vrid());
      return router == null ? unicast.get(packet.header().vrid()) : router;
    }

    @Override
    boolean mayNotice(RunningRouter router, IpDatagram.Vrrp packet) {
      return true;
    }
  }

  /**
   * What is sent to this host, for routers with unicast: by VRID among those whose peer has sent it
   * or whose address it is sent to. Several may have one VRID, each with peers of its own.
   */
  static final class OfPeers extends Dispatch {
    private final Map<Integer, List<RunningRouter>> routers = new HashMap<>();

    OfPeers(Iterable<RunningRouter> served) {
      super(served);
      for (RunningRouter router : served) {
        routers
            .computeIfAbsent(router.setup().config().vrid(), absent -> new ArrayList<>())
            .add(router);
      }
    }

    @Override
    boolean isElsewhere(IpDatagram.Vrrp packet) {
      return packet.destination().isMulticastAddress();
    }

    @Override
    @Nullable RunningRouter byVrid(IpDatagram.Vrrp packet) {
      List<RunningRouter> candidates = routers.getOrDefault(packet.header().vrid(), List.of());
      RunningRouter best = null;
      int most = 0;
      for (int i = 0; i < candidates.size(); i++) {
        RunningRouter candidate = candidates.get(i);
        int fit = (isPeer(candidate, packet) ? 2 : 0) + (isAddressed(candidate, packet) ? 1 : 0);
        if (fit > most) {
          best = candidate;
          most = fit;
        }
      }
      return best;
    }

    @Override
    boolean mayNotice(RunningRouter router, IpDatagram.Vrrp packet) {
      return isAddressed(router, packet);
    }

    private static boolean isPeer(RunningRouter router, IpDatagram.Vrrp packet) {
      if (router.setup().transport() instanceof Transport.Unicast unicast) {
        for (Transport.Peer peer : unicast.peers()) {
          if (peer.address().equals(packet.source())) {
            return true;
          }
        }
      }
      return false;
    }

    private static boolean isAddressed(RunningRouter router, IpDatagram.Vrrp packet) {
      Optional<InetAddress> own = router.source();
      return own.isPresent() && own.get().equals(packet.destination());
    }
  }
}
