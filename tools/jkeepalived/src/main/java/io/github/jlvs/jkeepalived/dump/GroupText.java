// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.dump;

import io.github.jlvs.jkeepalived.snapshot.Snapshot;
import io.github.jlvs.jkeepalived.snapshot.StateText;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.linux.GroupStatus;
import io.github.jlvs.vrrp.linux.RouterStatus;
import java.util.List;

/** The section of the sync groups in {@code /tmp/keepalived.data}. */
final class GroupText {
  private final Snapshot snapshot;
  private final Owners owners;

  GroupText(Snapshot snapshot, Owners owners) {
    this.snapshot = snapshot;
    this.owners = owners;
  }

  /** Nothing where there is no group. */
  void write(DumpText text) {
    if (snapshot.groupStatuses().isEmpty()) {
      return;
    }
    text.section("VRRP Sync groups");
    for (GroupStatus group : snapshot.groupStatuses()) {
      String name = group.setup().name();
      text.head("VRRP Sync Group = " + name + ", " + StateText.of(group.state()).word());
      List<RouterStatus> members =
          snapshot.routerStatuses().stream()
              .filter(router -> group.setup().members().contains(router.setup().name()))
              .toList();
      long faulty = members.stream().filter(each -> !each.trackedDown().isEmpty()).count();
      long waiting = members.stream().filter(each -> each.state() == State.INITIALIZE).count();
      text.row("Num member fault %d, num member init %d".formatted(faulty, waiting));
      text.list("VRRP member instances :", group.setup().members());
      Snapshot.Told told = snapshot.toldOfGroup(name);
      NotifyText notify = new NotifyText(text, owners);
      notify.mail(told.alerts(), snapshot.configuration());
      notify.scripts(told.scripts());
    }
  }
}
