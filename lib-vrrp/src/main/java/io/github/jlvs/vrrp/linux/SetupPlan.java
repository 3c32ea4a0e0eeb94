// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Setups by name, checked against each other. */
final class SetupPlan {
  private final Map<String, RouterSetup> routers = new LinkedHashMap<>();
  private final Map<String, GroupSetup> groups = new LinkedHashMap<>();
  private final Map<String, GroupSetup> groupOf = new HashMap<>();

  SetupPlan(List<RouterSetup> setups, List<GroupSetup> groupSetups) {
    Map<String, String> taken = new HashMap<>();
    for (RouterSetup setup : setups) {
      require(
          routers.put(setup.name(), setup) == null,
          "two virtual routers are named " + setup.name());
      int vrid = setup.config().vrid();
      String other = taken.put(setup.interfaceName() + " " + vrid, setup.name());
      require(
          other == null,
          "virtual routers "
              + other
              + " and "
              + setup.name()
              + " both use VRID "
              + vrid
              + " on interface "
              + setup.interfaceName());
    }
    for (GroupSetup group : groupSetups) {
      require(groups.put(group.name(), group) == null, "two groups are named " + group.name());
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

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise + "; nothing was changed");
    }
  }

  Map<String, RouterSetup> routers() {
    return routers;
  }

  Map<String, GroupSetup> groups() {
    return groups;
  }

  Optional<GroupSetup> groupOf(String router) {
    return Optional.ofNullable(groupOf.get(router));
  }

  /** Whether a router can go from one setup to another without being stopped. */
  boolean continues(RouterSetup before, Optional<GroupSetup> groupBefore) {
    RouterSetup after = routers.get(before.name());
    return after != null
        && after.interfaceName().equals(before.interfaceName())
        && after.config().vrid() == before.config().vrid()
        && groupOf(before.name()).equals(groupBefore);
  }

  /** Every interface that must be known. */
  Set<String> interfaces() {
    Set<String> names = new HashSet<>();
    for (RouterSetup setup : routers.values()) {
      names.add(setup.interfaceName());
      names.addAll(setup.trackedInterfaces());
      setup.allAddresses().forEach(address -> names.add(setup.deviceOf(address)));
      setup.routes().forEach(route -> route.device().ifPresent(names::add));
    }
    return names;
  }
}
