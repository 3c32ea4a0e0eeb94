// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.net.InetAddress;
import java.util.List;

/**
 * One machine with its virtual router, or with a sync group of one on each network.
 *
 * @param name r1, r2 and so on
 * @param members configuration on each network at first
 * @param addresses its own address on each network at first
 * @param clock its clock
 */
record RouterPlan(
    String name, List<VirtualRouterConfig> members, List<InetAddress> addresses, Clock clock) {

  VirtualRouterConfig config() {
    return members.get(0);
  }

  boolean group() {
    return members.size() > 1;
  }
}
