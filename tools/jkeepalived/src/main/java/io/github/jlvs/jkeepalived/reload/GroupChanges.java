// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.reload;

import io.github.jlvs.keepalived.conf.model.VrrpSyncGroup;
import java.util.List;
import java.util.Set;

/** What becomes of sync groups. */
final class GroupChanges {
  private GroupChanges() {}

  static List<Change> between(List<VrrpSyncGroup> before, List<VrrpSyncGroup> after) {
    return new NamedThings<VrrpSyncGroup>(Subject.SYNC_GROUP, group -> group.setup().name())
        .between(before, after, GroupChanges::settings);
  }

  /** The order of members means nothing. */
  private static List<String> settings(VrrpSyncGroup before, VrrpSyncGroup after) {
    Settings<VrrpSyncGroup> settings =
        new Settings<>(before, after)
            .compare("group", group -> Set.copyOf(group.setup().members()));
    return NotifyWords.compare(settings, VrrpSyncGroup::notifyScripts, VrrpSyncGroup::alerts)
        .changed();
  }
}
