// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import io.github.jlvs.vrrp.Action;
import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.SyncGroup;
import io.github.jlvs.vrrp.VirtualRouter;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.List;

/** What runs in the daemon: one virtual router or a sync group. */
interface Machine {
  /** For all members. */
  int ALL = -1;

  /** As {@link VirtualRouter#handle} and {@link SyncGroup#handle}. */
  List<SyncGroup.Step> handle(long now, int member, Input input);

  /** As {@link VirtualRouter#nextDeadline}. */
  long nextDeadline();

  /** A member, to be looked at. */
  VirtualRouter router(int member);

  /** The state machines as they are shipped. */
  static Machine of(List<VirtualRouterConfig> configs, List<Inet4Address> addresses) {
    List<VirtualRouter> routers = new ArrayList<>();
    for (int member = 0; member < configs.size(); member++) {
      routers.add(new VirtualRouter(configs.get(member), addresses.get(member)));
    }
    return routers.size() > 1 ? new Group(new SyncGroup(routers)) : new Single(routers.get(0));
  }

  /** One virtual router. */
  record Single(VirtualRouter router) implements Machine {
    @Override
    public List<SyncGroup.Step> handle(long now, int member, Input input) {
      List<Action> actions = router.handle(now, input);
      if (actions.isEmpty()) {
        return List.of();
      }
      List<SyncGroup.Step> steps = new ArrayList<>(actions.size());
      for (Action action : actions) {
        steps.add(new SyncGroup.OfMember(0, action));
      }
      return steps;
    }

    @Override
    public VirtualRouter router(int member) {
      return router;
    }

    @Override
    public long nextDeadline() {
      return router.nextDeadline();
    }
  }

  /** Several, bound together. */
  record Group(SyncGroup group) implements Machine {
    @Override
    public List<SyncGroup.Step> handle(long now, int member, Input input) {
      return member == ALL ? group.handleAll(now, input) : group.handle(now, member, input);
    }

    @Override
    public VirtualRouter router(int member) {
      return group.members().get(member);
    }

    @Override
    public long nextDeadline() {
      return group.nextDeadline();
    }
  }
}
