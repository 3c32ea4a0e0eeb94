// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import java.util.ArrayList;
import java.util.List;

/**
 * What members of a sync group do on a tick, as steps. Most ticks are like the one an interval
 * before: the members advertise that advertised then, and the list of then is returned again. Lists
 * are kept by the first member that acts, since members in different rhythms act in turns.
 */
final class RegularAdvertisements {
  private final List<List<SyncGroup.Step>> kept;
  private int first;
  private int same;
  private List<SyncGroup.Step> made = List.of();

  RegularAdvertisements(int members) {
    kept = new ArrayList<>(members);
    for (int member = 0; member < members; member++) {
      kept.add(List.of());
    }
  }

  void begin() {
    first = -1;
    same = 0;
    made = List.of();
  }

  /** Members come in their order. */
  void add(int member, List<Action> actions) {
    for (int i = 0; i < actions.size(); i++) {
      Action action = actions.get(i);
      if (first < 0) {
        first = member;
      }
      if (made.isEmpty() && isKept(member, action)) {
        same++;
        continue;
      }
      if (made.isEmpty()) {
        made = new ArrayList<>(kept.get(first).subList(0, same));
      }
      made.add(new SyncGroup.OfMember(member, action));
    }
  }

  List<SyncGroup.Step> steps() {
    if (first < 0) {
      return List.of();
    }
    List<SyncGroup.Step> before = kept.get(first);
    if (made.isEmpty() && same == before.size()) {
      return before;
    }
    List<SyncGroup.Step> steps = List.copyOf(made.isEmpty() ? before.subList(0, same) : made);
    kept.set(first, steps);
    return steps;
  }

  /** The very same object: a router makes a new one when its priority changes. */
  private boolean isKept(int member, Action action) {
    List<SyncGroup.Step> before = kept.get(first);
    return same < before.size()
        && before.get(same) instanceof SyncGroup.OfMember of
        && of.member() == member
        && of.action() == action;
  }
}
