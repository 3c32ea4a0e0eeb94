// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.reload;

import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.model.VrrpInstance;
import io.github.jlvs.vrrp.linux.SetupChanges;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What becomes of virtual routers; which of them start anew whoever runs them decides. */
final class InstanceChanges {
  private InstanceChanges() {}

  static List<Change> between(Configuration before, Configuration after) {
    SetupChanges setups =
        SetupChanges.between(
            before.routerSetups(), before.groupSetups(), after.routerSetups(), after.groupSetups());
    Set<String> restarted = new HashSet<>(setups.restarted());
    Map<String, VrrpInstance> next = byName(after);
    List<Change> changes = new ArrayList<>();
    for (VrrpInstance instance : before.vrrpInstances()) {
      String name = instance.setup().name();
      VrrpInstance then = next.get(name);
      if (then == null) {
        changes.add(new Change(Subject.VIRTUAL_ROUTER, Deed.REMOVED, name, List.of()));
      } else if (restarted.contains(name)) {
        List<String> why = new ArrayList<>();
        if (!groupOf(before, name).equals(groupOf(after, name))) {
          why.add("vrrp_sync_group");
        }
        why.addAll(InstanceWords.changed(instance, then));
        changes.add(
            new Change(
                Subject.VIRTUAL_ROUTER,
                Deed.RESTARTED,
                name,
                why.isEmpty() ? List.of("another member of its sync group starts anew") : why));
      } else if (!then.equals(instance)) {
        changes.add(
            new Change(
                Subject.VIRTUAL_ROUTER, Deed.CHANGED, name, InstanceWords.changed(instance, then)));
      }
    }
    setups
        .added()
        .forEach(
            name -> changes.add(new Change(Subject.VIRTUAL_ROUTER, Deed.ADDED, name, List.of())));
    return changes;
  }

  private static Map<String, VrrpInstance> byName(Configuration configuration) {
    Map<String, VrrpInstance> named = new HashMap<>();
    configuration.vrrpInstances().forEach(each -> named.put(each.setup().name(), each));
    return named;
  }

  private static Optional<String> groupOf(Configuration configuration, String router) {
    return configuration.groupSetups().stream()
        .filter(group -> group.members().contains(router))
        .map(group -> group.name() + " " + Set.copyOf(group.members()))
        .findFirst();
  }
}
