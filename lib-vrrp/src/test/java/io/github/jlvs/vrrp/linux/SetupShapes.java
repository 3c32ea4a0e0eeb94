// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static io.github.jlvs.vrrp.linux.Addresses.ip;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.Prefix;
import io.github.jlvs.netlink.route.LinkKind.IpvlanFlags;
import io.github.jlvs.vrrp.SimplePassword;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import io.github.jlvs.vrrp.tracking.Tracking;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Configurations as they are generated: up to four virtual routers, and who of them has which of a
 * stock of addresses, routes and rules. A thing is never two routers'. Some things are the host's.
 */
record SetupShapes(List<RouterShape> routers, List<ThingShape> things) {
  static final List<String> INTERFACES = List.of("eth0", "lan0", "lan1");

  /** What somebody looks at, and reports. */
  static final String SCRIPT = "script S";

  private static final int ROUTERS = 4;
  private static final int THINGS = 15;

  /** Where a router is, and with whom. */
  record Place(boolean exists, int interfaceNumber, int vrid, int group, Mac mac) {}

  /** Whose hardware address its addresses have. */
  enum Mac {
    BELOW,
    VIRTUAL,
    NAMED,
    SENT_BELOW,
    IPVLAN,
    EVERYWHERE
  }

  /** What the protocol is told. */
  record Protocol(
      int priority, int interval, boolean preempt, int delaySeconds, boolean password) {}

  /** What it depends on. */
  record Dependence(
      boolean trackOwn,
      Set<Integer> tracked,
      int weighted,
      List<Tracking> reported,
      boolean unicast,
      boolean source) {}

  record RouterShape(Place place, Protocol protocol, Dependence dependence) {}

  /** Which router has it, -1 for none, and in which of its variants. */
  record ThingShape(int owner, int variant) {}

  static Arbitrary<SetupShapes> arbitrary() {
    Arbitrary<Place> place =
        Combinators.combine(
                Arbitraries.frequency(Tuple.of(3, true), Tuple.of(1, false)),
                Arbitraries.integers().between(0, 1),
                Arbitraries.integers().between(51, 53),
                Arbitraries.integers().between(0, 2),
                Arbitraries.frequency(
                    Tuple.of(3, Mac.BELOW),
                    Tuple.of(1, Mac.VIRTUAL),
                    Tuple.of(1, Mac.NAMED),
                    Tuple.of(1, Mac.SENT_BELOW),
                    Tuple.of(1, Mac.IPVLAN),
                    Tuple.of(1, Mac.EVERYWHERE)))
            .as(Place::new);
    Arbitrary<Protocol> protocol =
        Combinators.combine(
                Arbitraries.of(100, 1, 150, 254, 255),
                Arbitraries.integers().between(1, 3),
                Arbitraries.of(true, false),
                Arbitraries.of(0, 5),
                Arbitraries.of(false, true))
            .as(Protocol::new);
    Arbitrary<Dependence> dependence =
        Combinators.combine(
                Arbitraries.of(true, false),
                Arbitraries.integers().between(0, 2).set().ofMaxSize(2),
                Arbitraries.of(0, -20, 20),
                Arbitraries.<List<Tracking>>of(
                    List.of(),
                    List.of(Tracking.fault(SCRIPT)),
                    List.of(Tracking.weighted(SCRIPT, 20)),
                    List.of(Tracking.weighted(SCRIPT, -20))),
                Arbitraries.of(false, true),
                Arbitraries.of(false, true))
            .as(Dependence::new);
    Arbitrary<RouterShape> router =
        Combinators.combine(place, protocol, dependence).as(RouterShape::new);
    Arbitrary<ThingShape> thing =
        Combinators.combine(Arbitraries.integers().between(-1, ROUTERS - 1), Arbitraries.of(0, 1))
            .as(ThingShape::new);
    return Combinators.combine(router.list().ofSize(ROUTERS), thing.list().ofSize(THINGS))
        .as(SetupShapes::new);
  }

  /** The setups; where two would have one VRID on one interface the later one is left out. */
  List<RouterSetup> setups() {
    Set<String> taken = new HashSet<>();
    List<RouterSetup> setups = new ArrayList<>();
    for (int number = 0; number < routers.size(); number++) {
      Place place = routers.get(number).place();
      if (place.exists() && taken.add(place.interfaceNumber() + " " + place.vrid())) {
        setups.add(setup(number));
      }
    }
    return setups;
  }

  List<GroupSetup> groups() {
    Map<Integer, List<String>> members = new TreeMap<>();
    for (RouterSetup setup : setups()) {
      int group = routers.get(numberOf(setup)).place().group();
      if (group > 0) {
        members.computeIfAbsent(group, absent -> new ArrayList<>()).add(setup.name());
      }
    }
    return members.entrySet().stream()
        .map(each -> new GroupSetup("VG_" + each.getKey(), each.getValue()))
        .toList();
  }

  private static List<Tracking> tracked(Dependence dependence) {
    List<Tracking> tracked = new ArrayList<>();
    dependence.tracked().stream()
        .sorted()
        .forEach(each -> tracked.add(Tracking.fault(INTERFACES.get(each))));
    if (dependence.weighted() != 0) {
      tracked.add(Tracking.weighted("lan1", dependence.weighted()));
    }
    return tracked;
  }

  private static int numberOf(RouterSetup setup) {
    return Integer.parseInt(setup.name().substring("VI_".length())) - 1;
  }

  private RouterSetup setup(int number) {
    RouterShape shape = routers.get(number);
    List<VirtualAddress> addresses = addresses(number);
    InetAddress[] advertised =
        addresses.stream().map(VirtualAddress::address).toArray(InetAddress[]::new);
    VirtualRouterConfig.Builder config =
        VirtualRouterConfig.builder(shape.place().vrid(), advertised)
            .priority(shape.protocol().priority())
            .intervalSeconds(shape.protocol().interval())
            .preempt(shape.protocol().preempt())
            .preemptDelay(Duration.ofSeconds(shape.protocol().delaySeconds()));
    if (shape.protocol().password()) {
      config.authentication(SimplePassword.of("1111"));
    }
    String own = INTERFACES.get(shape.place().interfaceNumber());
    RouterSetup.Builder setup =
        RouterSetup.builder("VI_" + (number + 1), own, config.build())
            .addresses(addresses)
            .excluded(excluded(number))
            .routes(routes(number))
            .rules(rules(number))
            .trackInterface(shape.dependence().trackOwn())
            .trackedInterfaces(tracked(shape.dependence()))
            .tracked(shape.dependence().reported());
    if (shape.dependence().unicast()) {
      setup.transport(new Transport.Unicast(ip("10.1.80." + (200 + number))));
    }
    if (shape.dependence().source()) {
      setup.source(ip("10.1.80.77"));
    }
    // Named by the interface too, of which one VRID may be used on each.
    VirtualMac mac =
        VirtualMac.ofIpv4(shape.place().vrid()).withName(own + ".v" + shape.place().vrid());
    switch (mac(number)) {
      case BELOW -> {}
      case VIRTUAL -> setup.virtualMac(mac);
      case NAMED -> setup.virtualMac(mac.withName("vip" + number));
      case SENT_BELOW -> setup.virtualMac(mac.withTransmitOnBase(true));
      case IPVLAN -> setup.ipvlan(ipvlan(own, number)).source(ip("10.1.80." + (100 + number)));
      case EVERYWHERE ->
          setup
              .virtualMacs(List.of(new VirtualMacOn("lan1", mac.withName(onLan1(number)))))
              .addresses(addresses.stream().map(each -> above(each, number)).toList())
              .excluded(excluded(number).stream().map(each -> above(each, number)).toList());
    }
    return setup.build();
  }

  /** Linux has one kind above an interface, and one virtual MAC address once. */
  private Mac mac(int number) {
    Place place = routers.get(number).place();
    boolean ipvlans =
        routers.stream()
            .map(RouterShape::place)
            .filter(each -> each.interfaceNumber() == place.interfaceNumber())
            .anyMatch(each -> each.mac() == Mac.IPVLAN);
    boolean taken =
        routers.stream()
            .limit(number)
            .map(RouterShape::place)
            .anyMatch(each -> each.mac() == Mac.EVERYWHERE && each.vrid() == place.vrid());
    return switch (place.mac()) {
      case BELOW, IPVLAN -> place.mac();
      case EVERYWHERE -> taken ? Mac.BELOW : Mac.EVERYWHERE;
      case VIRTUAL, NAMED, SENT_BELOW -> ipvlans ? Mac.IPVLAN : place.mac();
    };
  }

  private String onLan1(int number) {
    return "lan1.w" + routers.get(number).place().vrid();
  }

  /** What names the interface below goes above it, if it is of the family. */
  private VirtualAddress above(VirtualAddress address, int number) {
    if (!address.isIpv4() || !address.device().equals(Optional.of("lan1"))) {
      return address;
    }
    return address.onDevice(onLan1(number));
  }

  private Ipvlan ipvlan(String own, int number) {
    return new Ipvlan(
        own + ".i" + routers.get(number).place().vrid(),
        AddressFamily.IPV4,
        Optional.of(Prefix.of("10.1.80." + (100 + number))),
        IpvlanFlags.BRIDGE);
  }

  private boolean has(int number, int thing) {
    return things.get(thing).owner() == number;
  }

  private boolean second(int thing) {
    return things.get(thing).variant() == 1;
  }

  private List<VirtualAddress> addresses(int number) {
    List<VirtualAddress> all = new ArrayList<>();
    if (has(number, 0)) {
      all.add(VirtualAddress.of(ip("10.1.80.90")));
    }
    if (has(number, 1)) {
      all.add(address("10.1.80.91", 32, Optional.empty(), second(1) ? "eth0:1" : ""));
    }
    if (has(number, 2)) {
      all.add(address("10.1.80.92", second(2) ? 24 : 32, Optional.empty(), ""));
    }
    if (has(number, 3)) {
      all.add(address("10.9.0.93", 24, Optional.of(second(3) ? "lan1" : "lan0"), ""));
    }
    return all;
  }

  private List<VirtualAddress> excluded(int number) {
    List<VirtualAddress> all = new ArrayList<>();
    if (has(number, 4)) {
      all.add(address("10.9.1.94", 24, Optional.of("lan1"), ""));
    }
    if (has(number, 5)) {
      VirtualAddress lan = address("10.9.1.95", 24, Optional.of("lan1"), "");
      all.add(second(5) ? lan.untracked() : lan);
    }
    if (has(number, 6)) {
      all.add(address("2001:db8::96", 64, Optional.of("lan0"), ""));
    }
    if (has(number, 7)) {
      all.add(address("2001:db8::97", second(7) ? 64 : 128, Optional.empty(), ""));
    }
    return all;
  }

  private List<VirtualRoute> routes(int number) {
    List<VirtualRoute> all = new ArrayList<>();
    if (has(number, 8)) {
      all.add(VirtualRoute.via(Prefix.of("10.20.0.0/16"), ip("10.1.80.1")));
    }
    if (has(number, 9)) {
      all.add(through("10.21.0.0", "lan0", second(9)));
    }
    if (has(number, 10)) {
      all.add(through("10.22.0.0", second(10) ? "lan0" : "lan1", true).inTable(100));
    }
    return all;
  }

  private List<VirtualRule> rules(int number) {
    return has(number, 11)
        ? List.of(VirtualRule.from(Prefix.of("10.30.0.0/16"), 100, second(11) ? 500 : 600))
        : List.of();
  }

  /** What the host has, if any router would have it. */
  StaticSetup statics() {
    List<VirtualAddress> addresses = new ArrayList<>();
    if (things.get(12).owner() >= 0) {
      VirtualAddress lan = address("10.9.0.98", 24, Optional.of("lan0"), "");
      addresses.add(second(12) ? lan.untracked() : lan);
    }
    List<VirtualRoute> routes = new ArrayList<>();
    if (things.get(13).owner() >= 0) {
      routes.add(through("10.23.0.0", second(13) ? "lan0" : "lan1", true));
    }
    List<VirtualRule> rules = new ArrayList<>();
    if (things.get(14).owner() >= 0) {
      rules.add(VirtualRule.from(Prefix.of("10.31.0.0/16"), 100, second(14) ? 501 : 601));
    }
    return new StaticSetup(addresses, routes, rules);
  }

  private static VirtualRoute through(String destination, String device, boolean tracked) {
    VirtualRoute route = VirtualRoute.via(new Prefix(ip(destination), 16), ip("10.9.0.1"));
    return new VirtualRoute(route.route(), Optional.of(device), tracked);
  }

  private static VirtualAddress address(
      String address, int prefixLength, Optional<String> device, String label) {
    return new VirtualAddress(
        ip(address),
        prefixLength,
        device,
        label.isEmpty() ? Optional.empty() : Optional.of(label),
        0,
        Optional.<InetAddress>empty(),
        Optional.<InetAddress>empty(),
        0);
  }
}
