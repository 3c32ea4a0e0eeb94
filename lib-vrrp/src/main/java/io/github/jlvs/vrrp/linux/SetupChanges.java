// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What {@link VrrpRunner#reconfigure(List, List, HostSettings)} will do to each virtual router,
 * known before it does anything. Each is in one of the lists.
 *
 * @param added names of those that are new
 * @param removed names of those that are stopped and not started again
 * @param restarted names of those that are stopped and started anew: one whose interface, VRID,
 *     version, family, virtual MAC or sync group is another one, and the members of its group with
 *     it
 * @param changed names of those that keep their state with another setup
 * @param untouched names of those that are not touched
 */
public record SetupChanges(
    List<String> added,
    List<String> removed,
    List<String> restarted,
    List<String> changed,
    List<String> untouched) {

  /** Copies the lists. */
  public SetupChanges {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    restarted = List.copyOf(restarted);
    changed = List.copyOf(changed);
    untouched = List.copyOf(untouched);
  }

  /**
   * Compares two sets of setups.
   *
   * @param before the virtual routers that run
   * @param groupsBefore their sync groups
   * @param after the virtual routers that are to run
   * @param groupsAfter their sync groups
   * @return the changes; those that were there before in their order, then those that are new
   * @throws IllegalArgumentException if a runner would refuse one of the sets
   */
  public static SetupChanges between(
      List<RouterSetup> before,
      List<GroupSetup> groupsBefore,
      List<RouterSetup> after,
      List<GroupSetup> groupsAfter) {
    SetupPlan running = new SetupPlan(before, groupsBefore, StaticSetup.NONE);
    SetupPlan wanted = new SetupPlan(after, groupsAfter, StaticSetup.NONE);
    Set<String> continuing = wanted.continuing(running);
    List<String> removed = new ArrayList<>();
    List<String> restarted = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    List<String> untouched = new ArrayList<>();
    for (RouterSetup setup : before) {
      String name = setup.name();
      if (!wanted.routers().containsKey(name)) {
        removed.add(name);
      } else if (!continuing.contains(name)) {
        restarted.add(name);
      } else if (wanted.router(name).equals(setup)) {
        untouched.add(name);
      } else {
        changed.add(name);
      }
    }
    List<String> added = new ArrayList<>(wanted.routers().keySet());
    added.removeAll(running.routers().keySet());
    return new SetupChanges(added, removed, restarted, changed, untouched);
  }
}
