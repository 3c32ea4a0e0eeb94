// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import java.util.List;

/**
 * Virtual routers that change their state together: keepalived's vrrp_sync_group.
 *
 * @param name the group's name, unique in a runner
 * @param members names of virtual routers; each in one group at most
 */
public record GroupSetup(String name, List<String> members) {
  /** Copies the list. */
  public GroupSetup {
    members = List.copyOf(members);
  }
}
