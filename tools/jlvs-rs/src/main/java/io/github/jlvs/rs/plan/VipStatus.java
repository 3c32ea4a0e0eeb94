// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

import java.util.List;

/**
 * How it stands with one virtual address.
 *
 * @param forwarding how its packets come
 * @param started whether start is on record for it
 * @param checks its address, and its route where there has to be one
 */
public record VipStatus(Vip vip, Forwarding forwarding, boolean started, List<Check> checks) {
  public VipStatus {
    checks = List.copyOf(checks);
  }

  boolean complete() {
    return checks.stream().allMatch(Check::ok);
  }

  boolean stopped() {
    return !started && checks.stream().noneMatch(Check::ok);
  }
}
