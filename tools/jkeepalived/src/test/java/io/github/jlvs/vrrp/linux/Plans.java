// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import java.util.List;

/** Looks at setups as the runner does before it changes anything. */
public final class Plans {
  private Plans() {}

  /**
   * Puts setups together.
   *
   * @throws IllegalArgumentException if they contradict each other
   */
  public static void check(List<RouterSetup> routers, List<GroupSetup> groups) {
    SetupPlan unused = new SetupPlan(routers, groups, StaticSetup.NONE);
  }
}
