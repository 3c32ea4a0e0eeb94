// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import io.github.jlvs.vrrp.Action;
import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.SyncGroup;
import io.github.jlvs.vrrp.Timers;
import io.github.jlvs.vrrp.VirtualRouter;
import java.util.ArrayList;
import java.util.List;

/**
 * Virtual routers that should be a sync group and are none.
 *
 * @param routers the members
 */
record Loose(List<VirtualRouter> routers) implements Machine {
  @Override
  public List<SyncGroup.Step> handle(long now, int member, Input input) {
    List<SyncGroup.Step> steps = new ArrayList<>();
    for (int each = 0; each < routers.size(); each++) {
      if (member == ALL || member == each) {
        for (Action action : routers.get(each).handle(now, input)) {
          steps.add(new SyncGroup.OfMember(each, action));
        }
      }
    }
    return steps;
  }

  @Override
  public VirtualRouter router(int member) {
    return routers.get(member);
  }

  @Override
  public long nextDeadline() {
    long next = Timers.NEVER;
    for (VirtualRouter router : routers) {
      next = Math.min(next, router.nextDeadline());
    }
    return next;
  }
}
