// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.vrrp.Transport;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Setups by name, checked against each other. */
final class SetupPlan {
  private final Map<String, RouterSetup> routers = new LinkedHashMap<>();
  private final Map<String, GroupSetup> groupOf = new HashMap<>();
  private final Set<String> interfaces = new HashSet<>();
  private final Set<InetAddress> trackedSources = new HashSet<>();
  private final StaticSetup statics;

  SetupPlan(List<RouterSetup> setups, List<GroupSetup> groupSetups, StaticSetup statics) {
    this.statics = statics;
    interfaces.addAll(statics.devices());
    for (RouterSetup setup : setups) {
      require(
          routers.put(setup.name(), setup) == null,
          "two virtual routers are named " + setup.name());
      collectInterfaces(setup);
      setup.trackedSource().ifPresent(trackedSources::add);
    }
    requireDistinct(setups);
    UpperConflict.among(setups).forEach(conflict -> require(false, conflict.words()));
    Set<String> groups = new HashSet<>();
    for (GroupSetup group : groupSetups) {
      require(groups.add(group.name()), "two groups are named " + group.name());
      for (String member : group.members()) {
        require(
            routers.containsKey(member),
            "group " + group.name() + " names virtual router " + member + ", which is not set up");
        require(
            groupOf.put(member, group) == null,
            "virtual router " + member + " is in two groups, or twice in one");
      }
    }
  }

  private static void requireDistinct(List<RouterSetup> setups) {
    Map<String, List<RouterSetup>> taken = new HashMap<>();
    for (RouterSetup setup : setups) {
      int vrid = setup.config().vrid();
      AddressFamily family = setup.config().protocol().family();
      String place = setup.interfaceName() + " " + family + " " + vrid;
      List<RouterSetup> others = taken.computeIfAbsent(place, absent -> new ArrayList<>());
      for (RouterSetup other : others) {
        require(
            haveOwnPeers(other, setup),
            "virtual routers "
                + other.name()
                + " and "
                + setup.name()
                + " both use VRID "
                + vrid
                + " on interface "
                + setup.interfaceName());
      }
      others.add(setup);
    }
  }

  /** By their peers the packets of unicast routers can be told apart. */
  private static boolean haveOwnPeers(RouterSetup one, RouterSetup other) {
    return one.transport() instanceof Transport.Unicast mine
        && other.transport() instanceof Transport.Unicast theirs
        && Collections.disjoint(addresses(mine), addresses(theirs));
  }

  private static List<InetAddress> addresses(Transport.Unicast unicast) {
    return unicast.peers().stream().map(Transport.Peer::address).toList();
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise + "; nothing was changed");
    }
  }

  /** A router that is in the plan. */
  RouterSetup router(String name) {
    RouterSetup setup = routers.get(name);
    if (setup == null) {
      throw new IllegalArgumentException("virtual router " + name + " is not set up");
    }
    return setup;
  }

  Map<String, RouterSetup> routers() {
    return routers;
  }

  /** What all routers have, and the host. */
  List<Belongings> belongings() {
    List<Belongings> all = new ArrayList<>();
    all.add(Belongings.of(statics));
    routers.values().forEach(setup -> all.add(Belongings.of(setup)));
    return all;
  }

  /** Whether anything is lost with a route or a rule. */
  boolean hasRoutes() {
    return belongings().stream()
        .anyMatch(each -> !each.routes().isEmpty() || !each.rules().isEmpty());
  }

  /** The interfaces that are to keep the other addresses of a subnet when they lose the first. */
  Set<String> promoting() {
    Set<String> names = new HashSet<>();
    for (RouterSetup setup : routers.values()) {
      if (setup.promoteSecondaries()) {
        names.add(setup.interfaceName());
      }
    }
    return names;
  }

  Optional<GroupSetup> groupOf(String router) {
    return Optional.ofNullable(groupOf.get(router));
  }

  /**
   * The routers of an earlier plan that go on without being stopped. Where one member of a group
   * has to start anew the others do as well: a group starts as a whole.
   */
  Set<String> continuing(SetupPlan before) {
    Set<String> going = new LinkedHashSet<>();
    for (RouterSetup setup : before.routers.values()) {
      if (isInPlace(setup) && isSame(groupOf(setup.name()), before.groupOf(setup.name()))) {
        going.add(setup.name());
      }
    }
    Set<String> stopped = new HashSet<>(before.routers.keySet());
    stopped.removeAll(going);
    going.removeIf(
        name -> before.groupOf(name).filter(group -> isAnyOf(group, stopped)).isPresent());
    return going;
  }

  private static boolean isAnyOf(GroupSetup group, Set<String> routers) {
    return !Collections.disjoint(group.members(), routers);
  }

  /** Whether advertisements of a router come and go as they did, if it is still there. */
  private boolean isInPlace(RouterSetup before) {
    RouterSetup after = routers.get(before.name());
    return after != null
        && after.interfaceName().equals(before.interfaceName())
        && after.config().vrid() == before.config().vrid()
        && after.config().protocol().isKindOf(before.config().protocol())
        && after.upper().map(UpperInterface::name).equals(before.upper().map(UpperInterface::name))
        && areSame(before.uppers(), after.uppers());
  }

  /** Whether those that both have are the same: one that has to go first takes addresses along. */
  private static boolean areSame(
      Map<String, RouterSetup.Upper> before, Map<String, RouterSetup.Upper> after) {
    return before.entrySet().stream()
        .allMatch(
            each -> {
              RouterSetup.Upper now = after.getOrDefault(each.getKey(), each.getValue());
              return now.lower().equals(each.getValue().lower())
                  && now.wanted().isSameInterface(each.getValue().wanted());
            });
  }

  /** Its members may be named in any order. */
  private static boolean isSame(Optional<GroupSetup> one, Optional<GroupSetup> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() && other.isEmpty();
    }
    return one.get().name().equals(other.get().name())
        && Set.copyOf(one.get().members()).equals(Set.copyOf(other.get().members()));
  }

  /** Every interface that must be known. */
  Set<String> interfaces() {
    return interfaces;
  }

  /** Whether a router is in fault without that address. */
  boolean isTrackedSource(InetAddress address) {
    return trackedSources.contains(address);
  }

  private void collectInterfaces(RouterSetup setup) {
    interfaces.add(setup.interfaceName());
    setup
        .uppers()
        .forEach(
            (name, made) -> {
              interfaces.add(name);
              interfaces.add(made.lower());
            });
    setup.trackedInterfaces().forEach(tracking -> interfaces.add(tracking.thing()));
    setup.allAddresses().forEach(address -> interfaces.add(setup.deviceOf(address)));
    setup.routes().forEach(route -> interfaces.addAll(route.devices()));
    setup.rules().forEach(rule -> interfaces.addAll(rule.devices()));
  }
}
