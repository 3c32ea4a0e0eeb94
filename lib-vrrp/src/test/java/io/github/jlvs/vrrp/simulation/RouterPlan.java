// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import io.github.jlvs.vrrp.VirtualRouter;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.List;

/**
 * One machine with its virtual router, or with a sync group of one on each network.
 *
 * @param name r1, r2 and so on
 * @param members configuration on each network; they differ in the VRID alone
 * @param addresses its own address on each network
 * @param clock its clock
 */
record RouterPlan(
    String name, List<VirtualRouterConfig> members, List<Inet4Address> addresses, Clock clock) {

  VirtualRouterConfig config() {
    return members.get(0);
  }

  /** Its state machines, not started. */
  List<VirtualRouter> routers() {
    List<VirtualRouter> routers = new ArrayList<>();
    for (int member = 0; member < members.size(); member++) {
      routers.add(new VirtualRouter(members.get(member), addresses.get(member)));
    }
    return routers;
  }

  boolean group() {
    return members.size() > 1;
  }

  /** The owner preempts whatever it is told. */
  boolean preempts() {
    return config().preempt() || config().owner();
  }
}
