// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.Statistics;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.jkeepalived.control.view.Exposition.Family;
import io.github.jlvs.jkeepalived.control.view.Exposition.Kind;
import io.github.jlvs.jkeepalived.override.StateWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** Virtual services, and what of them is in the kernel's table. */
final class ServiceMetrics {
  private final ActualTable table;
  private final List<ServerView> services;
  private final List<OverrideViews.Meant> overrides;
  private final Exposition out;

  ServiceMetrics(Seen seen, List<ServerView> services, Exposition out) {
    this.table = seen.actual();
    this.services = services;
    this.overrides = OverrideViews.all(seen);
    this.out = out;
  }

  void write() {
    out.family(
            "jlvs_ipvs_readable", Kind.GAUGE, "Whether the kernel's table could be read just now.")
        .with(table.refusal().isEmpty());
    Family quorum = out.family("jlvs_quorum", Kind.GAUGE, "1 while the quorum stands.");
    services.forEach(each -> quorum.with(each.status().quorumStands(), "service", each.name()));
    Family pools = out.family("jlvs_pool_servers", Kind.GAUGE, "Real servers, by state.");
    for (ServerView each : services) {
      for (ServerView.Pool pool : ServerView.Pool.values()) {
        pools.with(
            each.in(pool), "service", each.name(), "state", pool.name().toLowerCase(Locale.ROOT));
      }
    }
    overrides();
    table();
  }

  private void overrides() {
    Family all = out.family("jlvs_overrides", Kind.GAUGE, "What operators have decided, by state.");
    for (StateWord word : StateWord.values()) {
      long count =
          overrides.stream().filter(each -> StateWord.of(each.override().state()) == word).count();
      all.with(count, "state", word.text());
    }
  }

  private void table() {
    Family connections =
        out.family("jlvs_ipvs_service_connections_total", Kind.COUNTER, "Connections scheduled.");
    each(connections, Statistics::connections);
    Family packets =
        out.family("jlvs_ipvs_service_packets_total", Kind.COUNTER, "Packets of a service.");
    each(packets, Statistics::incomingPackets, "direction", "in");
    each(packets, Statistics::outgoingPackets, "direction", "out");
    Family octets = out.family("jlvs_ipvs_service_bytes_total", Kind.COUNTER, "Their octets.");
    each(octets, Statistics::incomingBytes, "direction", "in");
    each(octets, Statistics::outgoingBytes, "direction", "out");
  }

  private void each(Family family, ToLongFunction<Statistics> value, String... more) {
    for (ServerView service : services) {
      for (VirtualService each : service.setup().services()) {
        ServiceId id = each.id();
        ActualTable.Actual entry = table.services().get(id);
        if (entry != null) {
          List<String> labels = new ArrayList<>(List.of("service", service.name()));
          labels.addAll(List.of("protocol", ServiceViews.protocol(id)));
          labels.addAll(List.of("address", ServiceViews.address(id)));
          labels.addAll(List.of(more));
          family.with(
              value.applyAsLong(entry.status().statistics()), labels.toArray(String[]::new));
        }
      }
    }
  }
}
