// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Operation;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.jkeepalived.reload.Change;
import io.github.jlvs.jkeepalived.reload.Deed;
import io.github.jlvs.jkeepalived.reload.ReloadPlan;
import io.github.jlvs.jkeepalived.reload.Subject;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import io.github.jlvs.net.IpAddresses;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What a plan says of the kernel's table, compared with what was done to it. */
final class NamedByThePlan {
  private static final Set<String> OF_SERVICES =
      Set.of("lb_algo", "persistence_timeout", "persistence_granularity");

  private final ReloadPlan plan;

  /** By the name of their virtual server. */
  private final Map<ServiceId, String> before;

  private final Map<ServiceId, String> after;

  /** Virtual servers where a lost quorum exchanges all servers for another one. */
  private final Set<String> withSorryServer = new HashSet<>();

  NamedByThePlan(ReloadPlan plan, Configuration from, Configuration to) {
    this.plan = plan;
    this.before = services(from);
    this.after = services(to);
    Stream.of(from, to)
        .map(Configuration::virtualServers)
        .flatMap(Collection::stream)
        .filter(each -> each.checks().sorryServer().isPresent())
        .forEach(each -> withSorryServer.add(each.name().toString()));
  }

  private static Map<ServiceId, String> services(Configuration configuration) {
    Map<ServiceId, String> all = new HashMap<>();
    for (VirtualServerSetup setup : configuration.virtualServers()) {
      setup.services().forEach(each -> all.put(each.id(), setup.name().toString()));
    }
    return all;
  }

  void check(List<Operation> touched) {
    Set<ServiceId> added = new HashSet<>();
    Set<ServiceId> edited = new HashSet<>();
    Set<ServiceId> deleted = new HashSet<>();
    for (Operation each : touched) {
      if (each instanceof Operation.AddService add) {
        added.add(add.serviceId());
      } else if (each instanceof Operation.EditService edit) {
        edited.add(edit.serviceId());
      } else if (each instanceof Operation.DeleteService delete) {
        deleted.add(delete.serviceId());
      } else if (each instanceof Operation.OfDestination of) {
        destination(of.serviceId(), of.destinationId(), added);
      } else {
        throw new AssertionError("not expected: " + each);
      }
    }
    assertThat(added).as("added").isEqualTo(named(after, before, Deed.ADDED));
    assertThat(deleted).as("deleted").isEqualTo(named(before, after, Deed.REMOVED));
    Set<ServiceId> toEdit = new HashSet<>(before.keySet());
    toEdit.removeIf(
        id ->
            !after.containsKey(id)
                || changes(before.getOrDefault(id, ""))
                    .noneMatch(
                        change -> change.settings().stream().anyMatch(OF_SERVICES::contains)));
    assertThat(edited).as("edited").isEqualTo(toEdit);
  }

  /** Services of virtual servers that come or go, or of a line of a group that does. */
  private Set<ServiceId> named(
      Map<ServiceId, String> there, Map<ServiceId, String> elsewhere, Deed deed) {
    Set<ServiceId> ids = new HashSet<>();
    there.forEach(
        (id, server) -> {
          boolean whole = changes(server).anyMatch(each -> each.deed() == deed);
          if (whole || (changesGroup(server) && !elsewhere.containsKey(id))) {
            ids.add(id);
          }
        });
    return ids;
  }

  private boolean changesGroup(String server) {
    return changes(server).anyMatch(each -> each.settings().contains("virtual_server_group"));
  }

  private Stream<Change> changes(String server) {
    return plan.changes().stream()
        .filter(each -> each.subject() == Subject.VIRTUAL_SERVER && each.name().equals(server));
  }

  private void destination(ServiceId service, DestinationId id, Set<ServiceId> added) {
    if (added.contains(service)) {
      return; // it comes with its service
    }
    String server = before.getOrDefault(service, "none");
    String of = " of VS " + server;
    String host = "[" + IpAddresses.format(id.address()) + "]:";
    boolean named =
        plan.changes().stream()
            .filter(each -> each.subject() == Subject.REAL_SERVER && each.name().endsWith(of))
            .anyMatch(each -> withSorryServer.contains(server) || each.name().startsWith(host));
    boolean byQuorum = withSorryServer.contains(server) && changes(server).findAny().isPresent();
    assertThat(named || byQuorum)
        .as("%s of %s is named in %s", id, server, plan.changes())
        .isTrue();
  }
}
