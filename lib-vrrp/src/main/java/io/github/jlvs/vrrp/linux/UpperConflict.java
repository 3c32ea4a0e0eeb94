// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Why interfaces that are to be made for virtual routers cannot be there together: two have one
 * name, or Linux would refuse one beside the other.
 *
 * @param router the virtual router whose interface cannot be made, or which runs on one that is
 * @param other the one that it is at odds with; maybe the same
 * @param words what is wrong: a clause that names both
 */
public record UpperConflict(String router, String other, String words) {
  /** Who wants what. */
  private record Wanted(String router, String lower, UpperInterface upper) {}

  /**
   * Looks for them.
   *
   * @param setups virtual routers
   * @return in the order of those who come second; empty if all can be made
   */
  public static List<UpperConflict> among(List<RouterSetup> setups) {
    List<UpperConflict> conflicts = new ArrayList<>();
    Map<String, Wanted> byName = new HashMap<>();
    Map<String, List<Wanted>> byLower = new HashMap<>();
    for (Wanted each : wanted(setups)) {
      String name = each.upper().name();
      Wanted namesake = byName.putIfAbsent(name, each);
      if (namesake != null) {
        conflicts.add(both(namesake, each, "want an interface " + name + " of their own"));
        continue;
      }
      List<Wanted> there = byLower.computeIfAbsent(each.lower(), absent -> new ArrayList<>());
      there.stream()
          .flatMap(before -> beside(before, each).stream())
          .findFirst()
          .ifPresent(conflicts::add);
      there.add(each);
    }
    for (RouterSetup setup : setups) {
      for (String lower : lowers(setup)) {
        Optional.ofNullable(byName.get(lower)).ifPresent(made -> conflicts.add(onTop(setup, made)));
      }
    }
    return conflicts;
  }

  private static List<Wanted> wanted(List<RouterSetup> setups) {
    List<Wanted> all = new ArrayList<>();
    for (RouterSetup setup : setups) {
      setup.upper().ifPresent(own -> all.add(new Wanted(setup.name(), setup.interfaceName(), own)));
      for (VirtualMacOn each : setup.virtualMacs()) {
        all.add(new Wanted(setup.name(), each.interfaceName(), each.mac()));
      }
    }
    return all;
  }

  private static Set<String> lowers(RouterSetup setup) {
    Set<String> names = new LinkedHashSet<>(Set.of(setup.interfaceName()));
    setup.virtualMacs().forEach(each -> names.add(each.interfaceName()));
    return names;
  }

  /** What Linux refuses, or changes for all, above one interface. */
  private static Optional<UpperConflict> beside(Wanted before, Wanted each) {
    String on = " above " + each.lower();
    if (!before.upper().getClass().equals(each.upper().getClass())) {
      return Optional.of(
          both(
              before,
              each,
              "want a macvlan and an ipvlan, of which Linux has one kind alone" + on));
    }
    if (before.upper() instanceof VirtualMac one && each.upper() instanceof VirtualMac two) {
      return one.address().equals(two.address())
          ? Optional.of(
              both(before, each, "want the hardware address " + two.address() + " for one" + on))
          : Optional.empty();
    }
    if (before.upper() instanceof Ipvlan one && each.upper() instanceof Ipvlan two) {
      if (one.flags() != two.flags()) {
        return Optional.of(both(before, each, "want an ipvlan, and of different modes," + on));
      }
      return one.address().filter(prefix -> two.hasAddress(prefix.address())).isPresent()
          ? Optional.of(both(before, each, "want an ipvlan with one address" + on))
          : Optional.empty();
    }
    throw new IllegalStateException("nothing is known of " + each.upper().words());
  }

  private static UpperConflict both(Wanted before, Wanted each, String what) {
    String who =
        before.router().equals(each.router())
            ? "two interfaces of virtual router " + each.router() + " "
            : "virtual routers " + before.router() + " and " + each.router() + " both ";
    return new UpperConflict(each.router(), before.router(), who + what);
  }

  private static UpperConflict onTop(RouterSetup setup, Wanted made) {
    return new UpperConflict(
        setup.name(),
        made.router(),
        "virtual router "
            + setup.name()
            + " runs on interface "
            + made.upper().name()
            + ", which is to be made for "
            + made.router());
  }
}
