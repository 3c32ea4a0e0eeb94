// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.model;

import java.util.List;

/**
 * Virtual routers that change state together.
 *
 * @param name its name in logs and notifications
 * @param members the names of the virtual routers, each defined
 * @param notifyScripts what runs when it changes state
 */
public record VrrpSyncGroup(String name, List<String> members, NotifyScripts notifyScripts) {

  /** Makes the list unmodifiable. */
  public VrrpSyncGroup {
    members = List.copyOf(members);
  }
}
