// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.read;

import io.github.jlvs.jkeepalived.config.keyword.BlockKind;
import io.github.jlvs.jkeepalived.config.model.VrrpSyncGroup;
import io.github.jlvs.jkeepalived.config.text.Statement;
import io.github.jlvs.jkeepalived.config.text.Word;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code vrrp_sync_group}. */
final class SyncGroupReader {
  private final Values values;
  private final Set<String> instances;
  private final Set<String> members = new LinkedHashSet<>();
  private final NotifyReader notify = new NotifyReader();

  SyncGroupReader(Values values, Set<String> instances) {
    this.values = values;
    this.instances = instances;
  }

  Optional<VrrpSyncGroup> read(Statement group) {
    Optional<String> name = values.only(group, "a name").map(Word::text);
    BlockReader block = new BlockReader(BlockKind.VRRP_SYNC_GROUP, values);
    notify.handle(block, values);
    block.onEach("group", this::members).read(GlobalReader.statementsOf(group));
    if (members.isEmpty()) {
      values
          .diagnostics()
          .error(
              group.position(),
              "'group' is missing in this vrrp_sync_group: a block with the names of its instances");
    } else if (members.size() == 1) {
      values
          .diagnostics()
          .warning(
              group.position(),
              "this vrrp_sync_group has one instance, so it keeps nothing in step");
    }
    return name.map(n -> new VrrpSyncGroup(n, List.copyOf(members), notify.scripts()));
  }

  private void members(Statement statement) {
    values.atMost(statement, 0);
    for (Statement line : GlobalReader.statementsOf(statement)) {
      NoBlocks.within(line, values.diagnostics());
      for (Word member : new ArrayList<>(line.words())) {
        if (instances.contains(member.text())) {
          members.add(member.text());
        } else {
          values.unknown(
              member.position(), member.text(), "a vrrp_instance of this configuration", instances);
        }
      }
    }
  }
}
