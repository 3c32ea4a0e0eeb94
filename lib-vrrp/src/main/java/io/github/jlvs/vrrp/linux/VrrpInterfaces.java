// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.linux.RunnerEvent.InterfaceCondition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The interfaces that the virtual routers of a runner send and receive through. */
final class VrrpInterfaces implements AutoCloseable {
  /** RFC 8200 section 5. */
  private static final int LEAST_MTU_OF_IPV6 = 1280;

  private final Map<InterfaceKey, VrrpInterface> interfaces = new LinkedHashMap<>();
  private final Host host;
  private final HostNetwork network;
  private final Reporter reporter;
  private final Namesakes namesakes;
  private final UpperPlacement uppers;

  VrrpInterfaces(Host host, HostNetwork network, Reporter reporter) {
    this.host = host;
    this.network = network;
    this.reporter = reporter;
    this.namesakes = new Namesakes(reporter);
    this.uppers = new UpperPlacement(host, network, reporter);
  }

  /** Makes the interfaces that are to be made for these, and deletes all others that were. */
  void prepare(Collection<RouterSetup> setups) {
    uppers.serve(setups);
  }

  /** Serves exactly these from now on. */
  void serve(Collection<RunningRouter> routers, boolean tellUnknownRouters) {
    namesakes.among(routers);
    Map<InterfaceKey, List<RunningRouter>> served = new LinkedHashMap<>();
    for (RunningRouter router : routers) {
      served.computeIfAbsent(onInterface(router), absent -> new ArrayList<>()).add(router);
      if (isUnicast(router)) {
        InterfaceKey every = InterfaceKey.ofEveryInterface(family(router));
        served.computeIfAbsent(every, absent -> new ArrayList<>()).add(router);
      }
    }
    served.forEach(
        (key, there) ->
            interfaces
                .computeIfAbsent(key, absent -> new VrrpInterface(key, host, reporter, namesakes))
                .serve(there, tellUnknownRouters));
    for (VrrpInterface each : List.copyOf(interfaces.values())) {
      if (!served.containsKey(each.key())) {
        each.close();
        interfaces.remove(each.key());
      }
    }
    for (RunningRouter router : routers) {
      VrrpInterface through = of(router);
      router.use(through, () -> port(router, through));
    }
  }

  /** Whose sockets a router uses. */
  VrrpInterface of(RunningRouter router) {
    InterfaceKey key =
        isUnicast(router) ? InterfaceKey.ofEveryInterface(family(router)) : onInterface(router);
    VrrpInterface found = interfaces.get(key);
    if (found == null) {
      throw new IllegalStateException("nothing serves virtual router " + router.name());
    }
    return found;
  }

  private static InterfaceKey onInterface(RunningRouter router) {
    return new InterfaceKey(router.setup().interfaceName(), family(router));
  }

  private static AddressFamily family(RunningRouter router) {
    return router.setup().config().protocol().family();
  }

  /**
   * Without the interface of its own a good-bye leaves by the one below. In a reload a router may
   * have another setup than when it was served last, and sends through what it had.
   */
  private @Nullable AdvertisementPort port(RunningRouter router, VrrpInterface through) {
    AdvertisementPort own = router.setup().sendsByUpper() ? uppers.port(router.setup()) : null;
    return own == null ? through.sockets() : own;
  }

  /** What keeps a router from sending and receiving, as its interface is there. */
  List<String> troubles(RunningRouter router) {
    RouterSetup setup = router.setup();
    List<String> troubles = new ArrayList<>();
    if (!of(router).isOpen()) {
      troubles.add("sockets on " + setup.interfaceName());
    }
    uppers.missing(setup).forEach(name -> troubles.add("interface " + name));
    return troubles;
  }

  private static boolean isUnicast(RunningRouter router) {
    return router.setup().transport() instanceof Transport.Unicast;
  }

  /** Opens and closes sockets as the interfaces come and go. */
  void follow() {
    uppers.follow();
    for (VrrpInterface each : interfaces.values()) {
      boolean every = each.key().isEveryInterface();
      String name = each.key().interfaceName();
      each.condition(every ? InterfaceCondition.UP : network.condition(name));
      boolean unused = each.follow(every ? OptionalInt.of(0) : index(each.key()));
    }
  }

  /**
   * Empty while nothing can be heard there. With an MTU that IPv6 cannot have Linux takes IPv6 off
   * the interface, and forgets which groups sockets have joined there: they hear nothing when it is
   * back, and have to be opened anew.
   */
  private OptionalInt index(InterfaceKey key) {
    return network
        .link(key.interfaceName())
        .filter(link -> key.family() == AddressFamily.IPV4 || link.mtu() >= LEAST_MTU_OF_IPV6)
        .map(link -> OptionalInt.of(link.index()))
        .orElse(OptionalInt.empty());
  }

  /** Returns whether all have their sockets, and the interfaces that were to be made. */
  boolean reportDrops() {
    boolean open = uppers.areReady();
    for (VrrpInterface each : interfaces.values()) {
      each.reportDrops();
      open &= each.isOpen();
    }
    return open;
  }

  List<InterfaceStatus> statuses() {
    return interfaces.values().stream().map(VrrpInterface::status).toList();
  }

  @Override
  public void close() {
    interfaces.values().forEach(VrrpInterface::close);
    uppers.close();
  }
}
