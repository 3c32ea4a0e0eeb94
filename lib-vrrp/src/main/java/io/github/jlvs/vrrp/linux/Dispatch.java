// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.vrrp.AdvertisementCodec;
import io.github.jlvs.vrrp.IpDatagram;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.VrrpException;
import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the virtual router that shall judge a packet. */
abstract sealed class Dispatch {
  /** Whether a packet is for others: for those that hear it through another socket. */
  abstract boolean isElsewhere(IpDatagram.Vrrp packet);

  /** The router; nothing if there is none for it. */
  abstract @Nullable RunningRouter find(IpDatagram.Vrrp packet);

  private static List<Inet4Address> claims(IpDatagram.Vrrp packet) {
    try {
      return AdvertisementCodec.decode(packet.payload()).addresses();
    } catch (VrrpException noAdvertisement) {
      return List.of();
    }
  }

  /**
   * What comes in through one interface, by VRID. Routers with unicast hear their peers elsewhere,
   * and here what is sent to a group: a router set up for multicast is noticed.
   */
  static final class OfInterface extends Dispatch {
    private final Map<Integer, RunningRouter> multicast = new HashMap<>();
    private final Map<Integer, RunningRouter> unicast = new HashMap<>();
    private final Map<Inet4Address, RunningRouter> byAddress = new HashMap<>();

    OfInterface(Iterable<RunningRouter> routers) {
      for (RunningRouter router : routers) {
        boolean peers = router.setup().transport() instanceof Transport.Unicast;
        (peers ? unicast : multicast).putIfAbsent(router.setup().config().vrid(), router);
        router.setup().config().addresses().forEach(address -> byAddress.put(address, router));
      }
    }

    @Override
    boolean isElsewhere(IpDatagram.Vrrp packet) {
      return !unicast.isEmpty()
          && !packet.destination().isMulticastAddress()
          && !multicast.containsKey(packet.virtualRouterId());
    }

    @Override
    @Nullable RunningRouter find(IpDatagram.Vrrp packet) {
      RunningRouter router = multicast.get(packet.virtualRouterId());
      if (router == null) {
        router = unicast.get(packet.virtualRouterId());
      }
      return router == null ? claimedBy(packet) : router;
    }

    /** The router one of whose addresses a packet with a strange VRID claims: two masters to be. */
    private @Nullable RunningRouter claimedBy(IpDatagram.Vrrp packet) {
      for (Inet4Address address : claims(packet)) {
        RunningRouter owner = byAddress.get(address);
        if (owner != null) {
          return owner;
        }
      }
      return null;
    }
  }

  /**
   * What is sent to this host, for routers with unicast: by VRID among those whose peer has sent it
   * or whose address it is sent to. Several may have one VRID, each with peers of its own.
   */
  static final class OfPeers extends Dispatch {
    private final Map<Integer, List<RunningRouter>> routers = new HashMap<>();
    private final List<RunningRouter> all = new ArrayList<>();

    OfPeers(Iterable<RunningRouter> served) {
      for (RunningRouter router : served) {
        routers
            .computeIfAbsent(router.setup().config().vrid(), absent -> new ArrayList<>())
            .add(router);
        all.add(router);
      }
    }

    @Override
    boolean isElsewhere(IpDatagram.Vrrp packet) {
      return packet.destination().isMulticastAddress();
    }

    @Override
    @Nullable RunningRouter find(IpDatagram.Vrrp packet) {
      List<RunningRouter> candidates = routers.get(packet.virtualRouterId());
      RunningRouter best = candidates == null ? null : best(candidates, packet);
      return best == null ? claimedBy(packet) : best;
    }

    private static @Nullable RunningRouter best(
        List<RunningRouter> candidates, IpDatagram.Vrrp packet) {
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

    private @Nullable RunningRouter claimedBy(IpDatagram.Vrrp packet) {
      List<Inet4Address> claims = claims(packet);
      for (RunningRouter router : all) {
        for (Inet4Address address : router.setup().config().addresses()) {
          if (claims.contains(address) && isAddressed(router, packet)) {
            return router;
          }
        }
      }
      return null;
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
      Optional<Inet4Address> own = router.source();
      return own.isPresent() && own.get().equals(packet.destination());
    }
  }
}
