// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Hosts to try things on. */
final class Hosts {
  static final Vip VIP = Vip.parse("10.1.80.90");
  static final Vip SECOND = Vip.parse("10.1.80.99");
  static final Vip THIRD = Vip.parse("192.0.2.7");
  static final Vip SIX = Vip.parse("2001:db8::90");

  private Hosts() {}

  /** Linux as it boots: one interface, and every parameter 0. */
  static World fresh() {
    Map<Setting, Integer> zeros = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      zeros.put(setting, 0);
    }
    return World.of(
        new ObservedHost(
            true, true, List.of(own()), List.of(), zeros, interfaceWith(0, 0), Surroundings.NONE));
  }

  static Map<String, Map<ArpParameter, Integer>> interfaceWith(int ignore, int announce) {
    return Map.of(
        "enp0s3", Map.of(ArpParameter.ARP_IGNORE, ignore, ArpParameter.ARP_ANNOUNCE, announce));
  }

  static HostAddress own() {
    return new HostAddress("enp0s3", Vip.parse("10.1.80.93").address(), 24, Optional.of("enp0s3"));
  }

  static HostAddress onLoopback(Vip vip, String label) {
    return new HostAddress("lo", vip.address(), vip.bits(), Optional.of(label));
  }

  /** Any parameters, somebody's anycast address on lo, lo:0 taken or not, lo up. */
  static Arbitrary<World> worlds() {
    return Combinators.combine(
            Arbitraries.integers().between(-1, 9).list().ofSize(Setting.values().length),
            Arbitraries.of(true, false),
            Arbitraries.of(true, false),
            Arbitraries.integers().between(0, 3))
        .as(Hosts::world);
  }

  private static World world(List<Integer> values, boolean anycast, boolean label, int ignore) {
    Map<Setting, Integer> settings = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      settings.put(setting, values.get(setting.ordinal()));
    }
    List<HostAddress> addresses = new ArrayList<>(List.of(own()));
    if (anycast) {
      addresses.add(onLoopback(Vip.parse("198.51.100.1"), "lo"));
    }
    if (label) {
      addresses.add(onLoopback(Vip.parse("198.51.100.2"), "lo:0"));
    }
    return World.of(
        new ObservedHost(
            true,
            true,
            addresses,
            List.of(),
            settings,
            interfaceWith(ignore, 0),
            Surroundings.NONE));
  }

  /** One to four virtual addresses, in any order, perhaps named twice. */
  static Arbitrary<List<Vip>> vips() {
    return Arbitraries.of(VIP, SECOND, THIRD, SIX).list().ofMinSize(1).ofMaxSize(5);
  }
}
